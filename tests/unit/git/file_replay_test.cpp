#include "git/merge/file_replay.hpp"

#include <catch2/catch.hpp>
#include <git2.h>

#include <string>

namespace sallyport::git::file_replay_test {
namespace {

using core::ReplayOutcome;

/// No repository is opened here, which would do it.
[[maybe_unused]] const int k_started = git_libgit2_init();

const std::string k_middle = "\nint one;\nint two;\nint three;\nint four;\n\n";
const std::string k_f = "void f() {\n  start();\n  open();\n  close();\n}\n";
const std::string k_f_checked = "void f() {\n  start();\n  check();\n  open();\n  close();\n}\n";
const std::string k_g = "void g() {\n  start();\n  open();\n  close();\n}\n";
const std::string k_g_checked = "void g() {\n  start();\n  check();\n  open();\n  close();\n}\n";

/// The outcome where git's merge of review and `base` is the head.
ReplayOutcome merged(const std::string& reviewed_old, const std::string& reviewed_new,
                     const std::string& base) {
  const auto head = merge_texts(reviewed_old, base, reviewed_new);
  return head ? replay_texts({reviewed_old, reviewed_new, base, *head}) : ReplayOutcome::conflicts;
}

TEST_CASE("a review holds where its base changed elsewhere in the file") {
  const std::string old_text = k_f + k_middle + k_g;
  const std::string new_text = k_f_checked + k_middle + k_g;
  const std::string base = k_f + k_middle + "int late;\n" + k_g;
  const std::string head = k_f_checked + k_middle + "int late;\n" + k_g;
  CHECK(replay_texts({old_text, new_text, base, head}) == ReplayOutcome::holds);
  CHECK(replay_texts({old_text, new_text, old_text, new_text}) == ReplayOutcome::holds);
}

TEST_CASE("a head that is not the merge differs by one byte or by one hunk") {
  const std::string old_text = k_f + k_middle + k_g;
  const std::string new_text = k_f_checked + k_middle + k_g_checked;
  const std::string base = "int early;\n" + old_text;
  CHECK(replay_texts({old_text, new_text, base, "int early;\n" + new_text}) ==
        ReplayOutcome::holds);
  CHECK(replay_texts({old_text, new_text, base, "int early;\n" + new_text + " "}) ==
        ReplayOutcome::differs);
  CHECK(replay_texts({old_text, new_text, base, "int early;\n" + k_f_checked + k_middle + k_g}) ==
        ReplayOutcome::differs);
  CHECK(replay_texts({old_text, new_text, base, new_text}) == ReplayOutcome::differs);
  CHECK(replay_texts({old_text, new_text, base, base}) == ReplayOutcome::differs);
}

TEST_CASE("a base that changed the same lines conflicts") {
  const std::string new_text = k_f_checked + k_middle + k_g;
  const std::string base =
      "void f() {\n  start();\n  verify();\n  open();\n  close();\n}\n" + k_middle + k_g;
  CHECK(replay_texts({k_f + k_middle + k_g, new_text, base, base}) == ReplayOutcome::conflicts);
}

TEST_CASE("no marker of a conflict can be made the head") {
  const std::string old_text = "a\nb\nc\n";
  CHECK(merge_texts(old_text, "a\n1\nc\n", "a\n2\nc\n") == std::nullopt);
  CHECK(replay_texts({old_text, "a\n2\nc\n", "a\n1\nc\n",
                      "a\n<<<<<<<\n1\n=======\n2\n>>>>>>>\nc\n"}) == ReplayOutcome::conflicts);
}

TEST_CASE("what the base has already taken over need not be there twice") {
  const std::string old_text = k_f + k_middle + k_g;
  const std::string new_text = k_f_checked + k_middle + k_g_checked;
  const std::string base = k_f_checked + k_middle + "int late;\n" + k_g;
  const std::string head = k_f_checked + k_middle + "int late;\n" + k_g_checked;
  CHECK(replay_texts({old_text, new_text, base, head}) == ReplayOutcome::holds);
  CHECK(replay_texts({old_text, new_text, head, head}) == ReplayOutcome::holds);
}

TEST_CASE("a base that swaps the bodies of two functions displaces the reviewed line") {
  const std::string old_text = k_f + k_middle + k_g;
  const std::string new_text = k_f_checked + k_middle + k_g;
  CHECK(merged(old_text, new_text,
               "void g() {\n  start();\n  open();\n  close();\n}\n" + k_middle +
                   "void f() {\n  start();\n  open();\n  close();\n}\n") ==
        ReplayOutcome::displaced);
}

TEST_CASE("a base that renames the function around a reviewed line displaces it") {
  const std::string python = "def check(user):\n    a = 1\n    b = 2\n    return True\n";
  const std::string reviewed =
      "def check(user):\n    a = 1\n    b = 2\n    log()\n    return True\n";
  CHECK(merged(python, reviewed,
               "def check(user):\n    z = 0\n    a = 1\n    b = 2\n"
               "    return True\n") == ReplayOutcome::holds);
  CHECK(merged(python, reviewed, "def admin(user):\n    a = 1\n    b = 2\n    return True\n") ==
        ReplayOutcome::displaced);
  CHECK(merged(python, reviewed,
               "def check(user):\n  if debug:\n    a = 1\n    b = 2\n"
               "    return True\n") == ReplayOutcome::displaced);
}

TEST_CASE("a base that puts a copy of the function in front of it displaces the reviewed line") {
  const std::string old_text = "def f():\n    a()\n    b()\n";
  const std::string new_text = "def f():\n    check()\n    a()\n    b()\n";
  const std::string base = old_text + "\n" + old_text;
  const auto head = merge_texts(old_text, base, new_text);
  REQUIRE(head);
  CHECK(replay_texts({old_text, new_text, base, *head}) == ReplayOutcome::displaced);
}

TEST_CASE("a removed line is displaced like an added one") {
  const std::string old_text = k_f_checked + k_middle + k_g_checked;
  const std::string new_text = k_f_checked + k_middle + k_g;
  CHECK(merged(old_text, new_text, "int early;\n" + old_text) == ReplayOutcome::holds);
  const std::string renamed = k_f_checked + k_middle +
                              "void h() {\n  start();\n  check();\n  open();\n" + "  close();\n}\n";
  CHECK(merged(old_text, new_text, renamed) == ReplayOutcome::displaced);
}

TEST_CASE("content that is no text with plain lines is held by equality only") {
  const std::string old_text = "a\nb\nc\nd\ne\n";
  const std::string new_text = "a\nb\nc\nd\nE\n";
  CHECK(merged(old_text, new_text, "A\nb\nc\nd\ne\n") == ReplayOutcome::holds);
  for (const std::string& mark :
       {std::string("\0", 1), std::string("\r"), std::string("\f"), std::string("\xE2\x80\xA8")}) {
    const std::string first = "A" + mark + "z\n";
    CHECK(replay_texts({old_text, new_text, first + "b\nc\nd\ne\n", first + "b\nc\nd\nE\n"}) ==
          ReplayOutcome::differs);
  }
  const std::string pointer =
      "version https://git-lfs.github.com/spec/v1\noid sha256:" + std::string(64, 'a') +
      "\nsize 1\n";
  CHECK(replay_texts({pointer, pointer, pointer, pointer}) == ReplayOutcome::differs);
}

TEST_CASE("a text without a last LF and an empty one are merged as git does") {
  CHECK(merged("a\nb\nc", "a\nb\nC", "A\nb\nc") == ReplayOutcome::holds);
  CHECK(replay_texts({"", "a\n", "", "a\n"}) == ReplayOutcome::holds);
  CHECK(merged("", "a\n", "b\n") == ReplayOutcome::conflicts);
}

}  // namespace
}  // namespace sallyport::git::file_replay_test

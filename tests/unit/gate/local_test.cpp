#include "gate/local.hpp"

#include "world.hpp"

#include <catch2/catch.hpp>

#include <filesystem>

namespace sallyport::gate::test::local_test {
namespace {

TEST_CASE("comment lines and what follows the scissors are no part of a message") {
  CHECK(strip_comments("Add it\n\n# Please enter\nbody\n", '#') == "Add it\n\nbody\n");
  CHECK(strip_comments("Add\n# ------------------------ >8 ------------------------\n"
                       "Co-authored-by: Cursor <cursoragent@cursor.com>\n",
                       '#') == "Add\n");
  CHECK(strip_comments(" # indented\n; kept\n", '#') == " # indented\n; kept\n");
  CHECK(strip_comments("; gone\n# kept\n", ';') == "# kept\n");
  CHECK(strip_comments("", '#').empty());
}

TEST_CASE("a line that only looks like scissors hides nothing") {
  const std::string line = " ------------------------ >8 ------------------------\n";
  CHECK(strip_comments(line + "body\n", '#') == line + "body\n");
  CHECK(strip_comments("# >8\nbody\n", '#') == "body\n");
}

TEST_CASE("a fresh message may be stamped and a taken-over one may not") {
  const World world;
  const Session session = world.session();
  CHECK(may_stamp(session, "", "Add it\n"));
  CHECK(may_stamp(session, "message", "Add it\n"));
  CHECK(may_stamp(session, "template", "Add it\n"));
  CHECK_FALSE(may_stamp(session, "commit", "Add it\n"));
  CHECK_FALSE(may_stamp(session, "merge", "Add it\n"));
  CHECK_FALSE(may_stamp(session, "squash", "Add it\n"));
}

TEST_CASE("a revert is told by its message") {
  const World world;
  CHECK_FALSE(
      may_stamp(world.session(), "message", "Revert \"Add it\"\n\nThis reverts commit 1234567.\n"));
}

TEST_CASE("nothing is stamped while git picks, reverts, merges or rebases") {
  World world;
  const std::string commit = core::to_hex(world.repo().commit("a", "1\n"));
  for (const std::string name : {"CHERRY_PICK_HEAD", "REVERT_HEAD", "MERGE_HEAD"}) {
    world.repo().write(".git/" + name, commit + "\n");
    CHECK_FALSE(may_stamp(world.session(), "", "Add it\n"));
    std::filesystem::remove(world.repo().path() / ".git" / name);
  }
  for (const std::string name : {"rebase-merge", "rebase-apply"}) {
    const auto folder = world.repo().path() / ".git" / name;
    std::filesystem::create_directory(folder);
    CHECK_FALSE(may_stamp(world.session(), "", "Add it\n"));
    std::filesystem::remove(folder);
  }
  CHECK(may_stamp(world.session(), "", "Add it\n"));
}

TEST_CASE("skips are kept in order with their reasons as they were given") {
  const World world;
  const Session session = world.session();
  CHECK(recorded_skips(session).empty());
  record_skip(session, {"2026-11-22T10:00:00Z", "pre-commit", "fire\n\"drill\" \xff"});
  record_skip(session, {"2026-11-22T11:00:00Z", "pre-push", "again"});
  const auto skips = recorded_skips(session);
  REQUIRE(skips.size() == 2);
  CHECK(skips[0].hook == "pre-commit");
  CHECK(skips[0].reason == "fire\n\"drill\" \xff");
  CHECK(skips[1].time == "2026-11-22T11:00:00Z");
}

}  // namespace
}  // namespace sallyport::gate::test::local_test

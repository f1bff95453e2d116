#include "git/repository.hpp"
#include "unit/support/sandbox.hpp"
#include "util/error.hpp"
#include "util/sha256.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <string>

namespace sallyport::git::changes_test {
namespace {

std::string repeat(const std::string& text, int count) {
  std::string result;
  for (int index = 0; index < count; ++index) {
    result += text;
  }
  return result;
}

TEST_CASE("an added, a changed and a deleted file are counted as git counts them") {
  Sandbox sandbox;
  sandbox.write("changed", "one\ntwo\nthree\n");
  const core::Oid base = sandbox.commit("deleted", "a\nb");
  std::filesystem::remove(sandbox.path() / "deleted");
  sandbox.write("changed", "one\n2\nthree\nfour");
  const core::Oid head = sandbox.commit("added", "x\ny\nz");
  const Repository repository = sandbox.open();

  const core::Change change = repository.read_change(Sandbox::range(repository, base, head));

  REQUIRE(change.files.size() == 3);
  CHECK(change.files[0].entry.path == "added");
  CHECK(change.files[0].added == 3);
  CHECK(change.files[0].added_bytes == 5);
  CHECK(change.files[0].entry.old_mode == 0);
  CHECK(change.files[0].entry.new_mode == 0100644);
  CHECK(change.files[0].entry.new_sha256 == util::sha256("x\ny\nz"));
  CHECK(change.files[1].added == 2);
  CHECK(change.files[1].deleted == 1);
  CHECK(change.files[1].added_bytes == 6);
  CHECK(change.files[2].deleted == 2);
  CHECK(change.files[2].entry.new_sha256 == util::Sha256{});
}

TEST_CASE("a file that becomes a folder is a deletion and additions") {
  Sandbox sandbox;
  const core::Oid base = sandbox.commit("a", "file\n");
  std::filesystem::remove(sandbox.path() / "a");
  sandbox.write("a.txt", "text\n");
  const core::Oid head = sandbox.commit("a/b", "inside\n");
  const Repository repository = sandbox.open();

  const auto entries =
      repository.read_entries(repository.commit(base).tree, repository.commit(head).tree);

  REQUIRE(entries.size() == 3);
  CHECK(entries[0].path == "a");
  CHECK(entries[0].new_mode == 0);
  CHECK(entries[1].path == "a.txt");
  CHECK(entries[2].path == "a/b");
  CHECK(entries[2].old_mode == 0);
}

TEST_CASE("a change of mode alone is an entry without lines") {
  Sandbox sandbox;
  const core::Oid base = sandbox.commit("tool", "echo\n");
  sandbox.git({"update-index", "--chmod=+x", "tool"});
  sandbox.git({"commit", "-q", "-m", "executable"});
  const core::Oid head = sandbox.git_oid({"rev-parse", "HEAD"});
  const Repository repository = sandbox.open();

  const core::Change change = repository.read_change(Sandbox::range(repository, base, head));

  REQUIRE(change.files.size() == 1);
  CHECK(change.files[0].entry.old_mode == 0100644);
  CHECK(change.files[0].entry.new_mode == 0100755);
  CHECK(change.files[0].added == 0);
  CHECK(change.files[0].touched_by == std::vector<int>{0});
}

TEST_CASE("a symbolic link is its target as one line and what it replaces is gone") {
  Sandbox sandbox;
  const core::Oid base = sandbox.commit("plain", "text\n");
  std::filesystem::remove(sandbox.path() / "plain");
  std::filesystem::create_symlink("elsewhere", sandbox.path() / "plain");
  std::filesystem::create_symlink("target", sandbox.path() / "link");
  const core::Oid head = sandbox.commit("links");
  const Repository repository = sandbox.open();

  const core::Change change = repository.read_change(Sandbox::range(repository, base, head));

  REQUIRE(change.files.size() == 2);
  CHECK(change.files[0].entry.new_mode == 0120000);
  CHECK(change.files[0].added == 1);
  CHECK(change.files[0].added_bytes == 6);
  CHECK_FALSE(change.files[0].opaque);
  CHECK(change.files[1].added == 1);
  CHECK(change.files[1].added_bytes == 9);
  CHECK(change.files[1].deleted == 1);
}

TEST_CASE(
    "a file that replaces a link or a submodule counts whole, and so does what follows a binary") {
  Sandbox sandbox;
  const core::Oid start = sandbox.commit("a", "text\n");
  std::filesystem::create_symlink("a", sandbox.path() / "link");
  sandbox.write("binary", std::string(1000, '\x01'));
  sandbox.commit("others");
  sandbox.git(
      {"update-index", "--add", "--cacheinfo", "160000," + core::to_hex(start) + ",module"});
  sandbox.git({"commit", "-q", "-m", "module"});
  const core::Oid base = sandbox.git_oid({"rev-parse", "HEAD"});
  for (const char* name : {"link", "binary", "module"}) {
    std::filesystem::remove_all(sandbox.path() / name);
    sandbox.write(name, "one\ntwo\n");
  }
  const core::Oid head = sandbox.commit("files");
  const Repository repository = sandbox.open();

  const core::Change change = repository.read_change(Sandbox::range(repository, base, head));

  REQUIRE(change.files.size() == 3);
  for (const core::FileChange& file : change.files) {
    INFO(file.entry.path);
    CHECK_FALSE(file.opaque);
    CHECK(file.added == 2);
    CHECK(file.added_bytes == 8);
  }
}

TEST_CASE("text that was hidden in a binary counts whole once that is text") {
  Sandbox sandbox;
  const std::string noise(1000, '\x01');
  const core::Oid base = sandbox.commit("a", "one\ntwo\n" + noise + "\n");
  const core::Oid head = sandbox.commit("a", "one\ntwo\n");
  const Repository repository = sandbox.open();

  const core::Change change = repository.read_change(Sandbox::range(repository, base, head));

  REQUIRE(change.files.size() == 1);
  CHECK(change.files[0].added == 2);
}

TEST_CASE("lines stay whose they were when their encoding changes") {
  Sandbox sandbox;
  const core::Oid base = sandbox.commit("start", "x\n");
  sandbox.write("a", "caf\xe9 = 1\n\x80 = 2\n");
  sandbox.commit("first");
  sandbox.write("a", "caf\xc3\xa9 = 1\n\xe2\x82\xac = 2\n");
  sandbox.commit("second");
  std::string wide = "\xff\xfe";
  for (const char c : std::string("caf\xe9 = 1\nthree\n")) {
    wide += c;
    wide += '\0';
  }
  sandbox.write("a", wide);
  const core::Oid head = sandbox.commit("third");
  const Repository repository = sandbox.open();

  const core::Change change = repository.read_change(Sandbox::range(repository, base, head));

  REQUIRE(change.files.size() == 1);
  REQUIRE(change.files[0].shares.size() == 2);
  CHECK(change.files[0].shares[0].introduced_by == 0);
  CHECK(change.files[0].shares[1].introduced_by == 2);
}

TEST_CASE("a submodule is opaque and hashed as its commit id in hex") {
  Sandbox sandbox;
  const core::Oid base = sandbox.commit("a", "1\n");
  const std::string id = "1234567890123456789012345678901234567890";
  sandbox.git({"update-index", "--add", "--cacheinfo", "160000," + id + ",module"});
  sandbox.git({"commit", "-q", "-m", "module"});
  const core::Oid head = sandbox.git_oid({"rev-parse", "HEAD"});
  const Repository repository = sandbox.open();

  const core::Change change = repository.read_change(Sandbox::range(repository, base, head));

  REQUIRE(change.files.size() == 1);
  CHECK(change.files[0].opaque);
  CHECK(change.files[0].added == 1);
  CHECK(change.files[0].entry.new_sha256 == util::sha256(id));
  REQUIRE(change.files[0].shares.size() == 1);
  CHECK(change.files[0].shares[0].introduced_by == 0);
}

TEST_CASE("attributes never change what is counted") {
  Sandbox sandbox;
  const core::Oid base = sandbox.commit(".gitattributes", "* -diff\n*.c binary\n");
  const core::Oid head = sandbox.commit("a.c", "1\n2\n");
  const Repository repository = sandbox.open();

  const core::Change change = repository.read_change(Sandbox::range(repository, base, head));

  REQUIRE(change.files.size() == 1);
  CHECK(change.files[0].added == 2);
  CHECK_FALSE(change.files[0].opaque);
}

TEST_CASE("text with a few NUL bytes is text, and binary content is opaque") {
  Sandbox sandbox;
  const core::Oid base = sandbox.commit("empty");
  sandbox.write("binary", std::string("\0\1\2\3\4\5", 6));
  const core::Oid head =
      sandbox.commit("text", repeat("a line of source\n", 10) + std::string("\0", 1));
  const Repository repository = sandbox.open();

  const core::Change change = repository.read_change(Sandbox::range(repository, base, head));

  REQUIRE(change.files.size() == 2);
  CHECK(change.files[0].opaque);
  CHECK(change.files[0].opaque_bytes == 6);
  CHECK(change.files[0].added == 0);
  CHECK_FALSE(change.files[1].opaque);
  CHECK(change.files[1].added == 11);
}

TEST_CASE("a path that is not UTF-8 keeps its bytes") {
  Sandbox sandbox;
  const core::Oid base = sandbox.commit("empty");
  const core::Oid head = sandbox.commit("caf\xe9", "1\n");
  const Repository repository = sandbox.open();

  const core::Change change = repository.read_change(Sandbox::range(repository, base, head));

  REQUIRE(change.files.size() == 1);
  CHECK(change.files[0].entry.path == "caf\xe9");
}

TEST_CASE("a change with a malformed tree is an error that names it") {
  Sandbox sandbox;
  const core::Oid base = sandbox.commit("a", "1\n");
  const core::Oid blob = sandbox.git_oid({"rev-parse", "HEAD:a"});
  const std::string raw(blob.bytes.begin(), blob.bytes.end());
  const auto entry = [&](const std::string& mode, const std::string& name) {
    return mode + " " + name + std::string(1, '\0') + raw;
  };
  const std::string content = GENERATE_COPY(
      entry("100644", "b") + entry("100644", "a"), entry("100644", "a") + entry("100644", "a"),
      entry("10x644", "a"), entry("100644", "a") + entry("100644", "a.c") + entry("40000", "a"),
      entry("100644", ""), entry("100644", "a/b"), entry("100644", ".."), entry("40000", ".GIT"),
      entry("100644", "a").substr(0, 20));
  const core::Oid tree =
      sandbox.git_oid({"hash-object", "-t", "tree", "-w", "--literally", "--stdin"}, content);
  const Repository repository = sandbox.open();

  ChangeRequest request;
  request.base_tree = repository.commit(base).tree;
  request.head_tree = tree;
  CHECK_THROWS_WITH(repository.read_change(request),
                    Catch::Matches("cannot (read|judge) tree '" + core::to_hex(tree) + "(.|\\n)*"));
}

TEST_CASE("a corrupt object is an error that names it") {
  Sandbox sandbox;
  const core::Oid base = sandbox.commit("a", "1\n");
  const core::Oid head = sandbox.commit("a", "2\n");
  const std::string blob = sandbox.git({"rev-parse", "HEAD:a"});
  const auto file = sandbox.path() / ".git/objects" / blob.substr(0, 2) / blob.substr(2);
  std::filesystem::remove(file);
  std::ofstream(file) << "this is not zlib";
  const Repository repository = sandbox.open();

  CHECK_THROWS_WITH(repository.read_change(Sandbox::range(repository, base, head)),
                    Catch::Contains("cannot read blob '" + blob));
}

TEST_CASE("a moved file names where it came from") {
  Sandbox sandbox;
  const core::Oid base = sandbox.commit("old", "1\n2\n");
  sandbox.git({"mv", "old", "new"});
  const core::Oid head = sandbox.commit("move");
  const Repository repository = sandbox.open();

  const core::Change change = repository.read_change(Sandbox::range(repository, base, head));

  REQUIRE(change.files.size() == 2);
  CHECK(change.files[0].moved_from == "old");
  CHECK(change.files[1].moved_from.empty());
}

TEST_CASE("of a commit's own work only what differs from all its parents is read, undigested") {
  Sandbox sandbox;
  sandbox.commit("shared", "one\ntwo\nthree\nfour\n");
  sandbox.git({"switch", "-q", "-c", "topic"});
  sandbox.commit("topic", "new\n");
  sandbox.commit("shared", "one\ntwo\nthree\nFOUR\n");
  sandbox.git({"switch", "-q", "main"});
  const core::Oid first = sandbox.commit("shared", "ONE\ntwo\nthree\nfour\n");
  sandbox.git({"merge", "-q", "--no-commit", "topic"});
  const core::Oid merge = sandbox.commit("mine", "by hand\n");
  const Repository repository = sandbox.open();

  ChangeRequest request = Sandbox::range(repository, first, merge);
  request.commits = {repository.commit(merge)};
  request.detail = Detail::own_work;
  const core::Change change = repository.read_change(request);

  REQUIRE(change.files.size() == 2);
  CHECK(change.files[0].entry.path == "mine");
  CHECK(change.files[0].entry.new_sha256 == util::Sha256{});
  REQUIRE(change.files[0].shares.size() == 1);
  CHECK(change.files[0].shares[0].introduced_by == 0);
  CHECK(change.files[1].entry.path == "shared");
  REQUIRE(change.files[1].shares.size() == 1);
  CHECK(change.files[1].shares[0].introduced_by == core::k_outside);
}

}  // namespace
}  // namespace sallyport::git::changes_test

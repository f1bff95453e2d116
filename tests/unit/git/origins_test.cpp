#include "git/repository.hpp"
#include "unit/support/sandbox.hpp"
#include "util/error.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace sallyport::git::origins_test {
namespace {

/// "introduced/touched:lines" of each share, in order.
std::vector<std::string> shares_of(const core::FileChange& file) {
  std::vector<std::string> shares;
  for (const core::LineShare& share : file.shares) {
    shares.push_back(std::to_string(share.introduced_by) + "/" + std::to_string(share.touched_by) +
                     ":" + std::to_string(share.lines));
  }
  return shares;
}

using Shares = std::vector<std::string>;

core::Change read(const Sandbox& sandbox, const core::Oid& base, const core::Oid& head) {
  const Repository repository = sandbox.open();
  return repository.read_change(Sandbox::range(repository, base, head));
}

TEST_CASE("each surviving line belongs to the commit that wrote it") {
  Sandbox sandbox;
  const core::Oid base = sandbox.commit("a", "1\n2\n");
  sandbox.commit("a", "1\n2\nfirst\nsecond\n");
  const core::Oid head = sandbox.commit("a", "1\n2\nfirst\nrewritten\nthird\n");

  const core::Change change = read(sandbox, base, head);

  REQUIRE(change.files.size() == 1);
  CHECK(shares_of(change.files[0]) == Shares{"0/0:1", "1/1:2"});
  CHECK(change.files[0].touched_by == std::vector<int>{0, 1});
}

TEST_CASE("a commit that takes the blanks out of blank lines does not make them its own") {
  Sandbox sandbox;
  const core::Oid base = sandbox.commit("a", "1\n");
  sandbox.commit("a", "1\nx\n    \ny\n");
  const core::Oid head = sandbox.commit("a", "1\nx\n\ny\n");

  CHECK(shares_of(read(sandbox, base, head).files[0]) == Shares{"0/0:1", "0/1:1", "0/0:1"});
}

TEST_CASE("what a revert brings back belongs to the commit that wrote it") {
  Sandbox sandbox;
  const core::Oid base = sandbox.commit("a", "1\n");
  sandbox.commit("b", "first\nsecond\n");
  sandbox.git({"rm", "-q", "b"});
  sandbox.git({"commit", "-q", "-m", "Remove it"});
  const core::Oid head = sandbox.commit("b", "first\nsecond\n");

  const core::Change change = read(sandbox, base, head);

  REQUIRE(change.files.size() == 1);
  CHECK(shares_of(change.files[0]) == Shares{"0/2:2"});
}

TEST_CASE("a copy of what an earlier commit wrote has two who answer for it") {
  Sandbox sandbox;
  const core::Oid base = sandbox.commit("a", "1\n");
  sandbox.commit("b", "first\nsecond\n");
  const core::Oid head = sandbox.commit("c", "first\nsecond\n");

  const core::Change change = read(sandbox, base, head);

  REQUIRE(change.files.size() == 2);
  CHECK(shares_of(change.files[0]) == Shares{"0/0:2"});
  CHECK(shares_of(change.files[1]) == Shares{"0/1:2"});
}

TEST_CASE("lines of one commit that stand apart are told apart by their place") {
  Sandbox sandbox;
  const core::Oid base = sandbox.commit("a", "1\n2\n3\n");
  const core::Oid head = sandbox.commit("a", "new\n1\n2\nnew\nnewer\n3\n");

  const core::FileChange file = read(sandbox, base, head).files.at(0);

  REQUIRE(file.shares.size() == 2);
  CHECK(file.shares[0].first_line == 1);
  CHECK(file.shares[0].lines == 1);
  CHECK(file.shares[1].first_line == 4);
  CHECK(file.shares[1].lines == 2);
}

TEST_CASE("a line that is taken back is not in the change") {
  Sandbox sandbox;
  const core::Oid base = sandbox.commit("a", "1\n");
  sandbox.commit("a", "1\n2\n");
  const core::Oid head = sandbox.commit("a", "1\n");

  CHECK(read(sandbox, base, head).files.empty());
}

TEST_CASE("reformatting keeps who introduced a line") {
  Sandbox sandbox;
  const core::Oid base = sandbox.commit("a", "top\n");
  sandbox.commit("a", "top\nif (x) {\nrun();\n}\n");
  const core::Oid head = sandbox.commit("a", "top\nif (x) {\n    run();\n}\n");

  const core::Change change = read(sandbox, base, head);

  REQUIRE(change.files.size() == 1);
  CHECK(shares_of(change.files[0]) == Shares{"0/0:1", "0/1:1", "0/0:1"});
}

TEST_CASE("a move keeps where the lines come from") {
  Sandbox sandbox;
  const core::Oid base = sandbox.commit("keep", "1\n");
  sandbox.commit("old", "a\nb\n");
  sandbox.git({"mv", "old", "new"});
  const core::Oid head = sandbox.commit("move");

  const core::Change change = read(sandbox, base, head);

  REQUIRE(change.files.size() == 1);
  CHECK(change.files[0].entry.path == "new");
  CHECK(shares_of(change.files[0]) == Shares{"0/0:2"});
  CHECK(change.files[0].touched_by == std::vector<int>{1});
}

TEST_CASE("a move that changes lines too keeps where the others come from") {
  Sandbox sandbox;
  sandbox.commit("other", "x\ny\nz\n");
  const core::Oid base = sandbox.commit("old", "one\ntwo\nthree\nfour\n");
  sandbox.commit("old", "one\ntwo\nthree\nfour\nfive\nsix\n");
  sandbox.git({"rm", "-q", "old", "other"});
  const core::Oid head = sandbox.commit("new", "one\n  two\nthree\nFOUR\nfive\nsix\n");

  const core::Change change = read(sandbox, base, head);

  REQUIRE(change.files.at(0).entry.path == "new");
  CHECK(shares_of(change.files[0]) == Shares{"-1/-1:1", "-1/1:1", "-1/-1:1", "1/1:1", "0/0:2"});
}

TEST_CASE("a file with less than half of a deleted one is new") {
  Sandbox sandbox;
  const core::Oid base = sandbox.commit("old", "one\ntwo\nthree\nfour\n");
  sandbox.git({"rm", "-q", "old"});
  const core::Oid head = sandbox.commit("new", "one\nnothing\nelse is\nthe same\n");

  const core::Change change = read(sandbox, base, head);

  REQUIRE(change.files.at(0).entry.path == "new");
  CHECK(shares_of(change.files[0]) == Shares{"0/0:4"});
}

TEST_CASE("a merge keeps the lines of its parents and owns only what no parent has") {
  Sandbox sandbox;
  const core::Oid base = sandbox.commit("a", "1\n2\n3\n4\n5\n6\n7\n8\n");
  sandbox.git({"checkout", "-q", "-b", "side"});
  sandbox.commit("a", "1\n2\n3\n4\n5\n6\n7\n8\nside\n");
  sandbox.git({"checkout", "-q", "main"});
  sandbox.commit("a", "main\n1\n2\n3\n4\n5\n6\n7\n8\n");
  sandbox.git({"merge", "-q", "--no-commit", "side"});
  const core::Oid head = sandbox.commit("a", "main\n1\n2\n3\n4\nevil\n5\n6\n7\n8\nside\n");

  const core::Change change = read(sandbox, base, head);

  REQUIRE(change.commits.size() == 3);
  CHECK_FALSE(sandbox.open().is_clean_merge(change.commits[2]));
  REQUIRE(change.files.size() == 1);
  CHECK(shares_of(change.files[0]) == Shares{"1/1:1", "2/2:1", "0/0:1"});
  CHECK(change.files[0].touched_by == std::vector<int>{0, 1, 2});
}

TEST_CASE("a merge of both sides without a change of its own is clean and touches nothing") {
  Sandbox sandbox;
  const core::Oid base = sandbox.commit("a", "1\n");
  sandbox.git({"checkout", "-q", "-b", "side"});
  sandbox.commit("b", "side\n");
  sandbox.git({"checkout", "-q", "main"});
  sandbox.commit("c", "main\n");
  sandbox.git({"merge", "-q", "-m", "merge", "side"});
  const core::Oid head = sandbox.git_oid({"rev-parse", "HEAD"});

  const core::Change change = read(sandbox, base, head);

  REQUIRE(change.commits.size() == 3);
  CHECK(sandbox.open().is_clean_merge(change.commits[2]));
  REQUIRE(change.files.size() == 2);
  CHECK(shares_of(change.files[0]) == Shares{"0/0:1"});
  CHECK(shares_of(change.files[1]) == Shares{"1/1:1"});
  CHECK(change.files[0].touched_by == std::vector<int>{0});
}

TEST_CASE("a squash is known by the merge of what it squashes") {
  Sandbox sandbox;
  sandbox.commit("a", "1\n");
  sandbox.git({"checkout", "-q", "-b", "side"});
  sandbox.commit("b", "side\n");
  const core::Oid side = sandbox.commit("a", "1\nside\n");
  sandbox.git({"checkout", "-q", "main"});
  const core::Oid before = sandbox.commit("c", "main\n");
  sandbox.git({"merge", "-q", "--squash", "side"});
  sandbox.git({"commit", "-q", "-m", "squash"});
  const core::Oid squash = sandbox.git_oid({"rev-parse", "HEAD"});
  const core::Oid conflicting = sandbox.commit("a", "1\nmain\n");
  const Repository repository = sandbox.open();

  CHECK(repository.is_merge_of(repository.tree_of(squash), before, side));
  CHECK_FALSE(repository.is_merge_of(repository.tree_of(before), before, side));
  CHECK_FALSE(repository.is_merge_of(repository.tree_of(conflicting), conflicting, side));
}

TEST_CASE("a merge that an attribute resolves is not clean") {
  Sandbox sandbox;
  sandbox.write(".gitattributes", "* merge=union\n");
  sandbox.commit("a", "1\n");
  sandbox.git({"checkout", "-q", "-b", "side"});
  sandbox.commit("a", "1\nside\n");
  sandbox.git({"checkout", "-q", "main"});
  sandbox.commit("a", "1\nmain\n");
  sandbox.git({"merge", "-q", "-m", "merge", "side"});

  const Repository repository = sandbox.open();
  CHECK_FALSE(repository.is_clean_merge(repository.commit(*repository.head_commit())));
}

TEST_CASE("a merge that cannot be recomputed is named, with what helps") {
  Sandbox sandbox;
  sandbox.commit("a", "1\n2\n3\n4\n5\n");
  sandbox.git({"checkout", "-q", "-b", "topic"});
  sandbox.commit("a", "0\n2\n3\n4\n5\n");
  const core::Oid blob = sandbox.git_oid({"rev-parse", "HEAD:a"});
  sandbox.git({"checkout", "-q", "main"});
  sandbox.commit("a", "1\n2\n3\n4\n6\n");
  sandbox.git({"merge", "-q", "--no-edit", "topic"});
  const core::Oid merge = sandbox.git_oid({"rev-parse", "HEAD"});
  const std::string hex = core::to_hex(blob);
  std::filesystem::remove(sandbox.path() / ".git/objects" / hex.substr(0, 2) / hex.substr(2));

  try {
    const Repository repository = sandbox.open();
    static_cast<void>(repository.is_clean_merge(repository.commit(merge)));
    FAIL("the merge was recomputed without one of its blobs");
  } catch (const util::Error& error) {
    CHECK_THAT(error.what(), Catch::Contains("cannot recompute the merge of '"));
    CHECK_THAT(error.what(), Catch::Contains(hex));
    CHECK(error.hint == "git fsck --full");
  }
}

TEST_CASE("the commit about to be made owns the staged lines") {
  Sandbox sandbox;
  const core::Oid base = sandbox.commit("a", "1\n");
  sandbox.write("a", "1\n2\n3\n");
  sandbox.git({"add", "a"});
  const Repository repository = sandbox.open();
  ChangeRequest request;
  request.base_commit = base;
  request.base_tree = repository.commit(base).tree;
  request.head_tree = repository.index_tree();
  core::Commit next;
  next.tree = request.head_tree;
  next.parents = {base};
  request.commits = {next};

  const core::Change change = repository.read_change(request);

  REQUIRE(change.files.size() == 1);
  CHECK(shares_of(change.files[0]) == Shares{"0/0:2"});
}

}  // namespace
}  // namespace sallyport::git::origins_test

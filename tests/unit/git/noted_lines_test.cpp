#include "git/repository.hpp"
#include "unit/support/sandbox.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <string>
#include <vector>

namespace sallyport::git::noted_lines_test {
namespace {

using Notes = std::map<core::Oid, core::NotedLines>;
using Texts = std::vector<std::string>;

/// "path first-last commit" of each share that a note names.
Texts noted_shares(const Sandbox& sandbox, const core::Oid& base, const core::Oid& head,
                   const Notes& notes) {
  const Repository repository = sandbox.open();
  ChangeRequest request = Sandbox::range(repository, base, head);
  request.notes = [&](const core::Commit& commit) -> const core::NotedLines* {
    const auto found = notes.find(commit.id.value());
    return found == notes.end() ? nullptr : &found->second;
  };
  Texts noted;
  for (const core::FileChange& file : repository.read_change(request).files) {
    for (const core::LineShare& share : file.shares) {
      if (share.noted_by != core::k_outside) {
        noted.push_back(file.entry.path + " " + std::to_string(share.first_line) + "-" +
                        std::to_string(share.first_line + share.lines - 1) + " " +
                        std::to_string(share.noted_by));
      }
    }
  }
  return noted;
}

core::NotedLines lines(const std::string& path, const std::vector<core::LineSpan>& spans) {
  core::NotedLines notes;
  notes.files[path].lines = spans;
  return notes;
}

TEST_CASE("lines that a note names keep it where later commits leave them") {
  Sandbox sandbox;
  const core::Oid base = sandbox.commit("a", "1\n");
  const core::Oid noted = sandbox.commit("a", "1\n2\n3\n4\n5\n");
  const core::Oid head = sandbox.commit("a", "0\n1\n2\n3 by hand\n4\n5\n6\n");

  CHECK(noted_shares(sandbox, base, head, {{noted, lines("a", {{2, 4}})}}) ==
        Texts{"a 3-3 0", "a 5-5 0"});
}

TEST_CASE("a note goes with its lines through white space, moves, merges and reverts") {
  Sandbox sandbox;
  const core::Oid base = sandbox.commit("a", "1\n");
  const core::Oid noted = sandbox.commit("b", "x\ny\nz\n");
  sandbox.commit("b", "x\n  y\nz\n");
  sandbox.git({"mv", "b", "c"});
  const core::Oid moved = sandbox.commit("Move it");
  sandbox.git({"checkout", "-q", "-b", "side", core::to_hex(base)});
  sandbox.commit("d", "d\n");
  sandbox.git({"merge", "-q", "--no-edit", core::to_hex(moved)});
  sandbox.git({"rm", "-q", "c"});
  sandbox.commit("Remove it");
  sandbox.git({"revert", "--no-edit", "HEAD"});
  const core::Oid head = sandbox.git_oid({"rev-parse", "HEAD"});

  const Texts noted_by_then = noted_shares(sandbox, base, head, {{noted, lines("b", {{1, 2}})}});
  REQUIRE(noted_by_then.size() == 1);
  CHECK(noted_by_then[0].starts_with("c 1-2 "));
}

TEST_CASE("a note that names more lines than the file has ends with the file") {
  Sandbox sandbox;
  const core::Oid base = sandbox.commit("a", "1\n");
  const core::Oid head = sandbox.commit("a", "1\n2\n3\n");
  CHECK(noted_shares(sandbox, base, head, {{head, lines("a", {{3, 1'000'000'000}})}}) ==
        Texts{"a 3-3 0"});
  CHECK(noted_shares(sandbox, base, head, {{head, lines("other", {{1, 3}})}}).empty());
}

TEST_CASE("a note says nothing about lines that its commit did not write") {
  Sandbox sandbox;
  const core::Oid base = sandbox.commit("a", "1\n");
  sandbox.commit("a", "1\n2\nx\n");
  const core::Oid head = sandbox.commit("a", "1\n2\n  x\n3\n");
  CHECK(noted_shares(sandbox, base, head, {{head, lines("a", {{1, 4}})}}) ==
        Texts{"a 3-3 1", "a 4-4 1"});
}

TEST_CASE("where only a number of added lines is known, the first ones are marked, rounded up") {
  Sandbox sandbox;
  const core::Oid base = sandbox.commit("a", "1\n");
  sandbox.write("b", "1\n2\n3\n");
  const core::Oid head = sandbox.commit("a", "1\n2\n3\n4\n5\n");
  core::NotedLines of_one_file;
  of_one_file.files["a"].of_added = {50, 100};
  CHECK(noted_shares(sandbox, base, head, {{head, of_one_file}}) == Texts{"a 2-3 0"});
  of_one_file.files["a"].of_added = {0, 100};
  CHECK(noted_shares(sandbox, base, head, {{head, of_one_file}}).empty());
}

}  // namespace
}  // namespace sallyport::git::noted_lines_test

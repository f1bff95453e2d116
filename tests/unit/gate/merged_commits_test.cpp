#include "gate/evidence.hpp"

#include <catch2/catch.hpp>

#include <vector>

namespace sallyport::gate::merged_commits_test {
namespace {

core::Oid oid(int number) {
  core::Oid id;
  id.bytes.front() = static_cast<unsigned char>(number + 1);
  return id;
}

/// Commits by the indices of their parents; -1 is a commit outside the change.
std::vector<core::Commit> history(const std::vector<std::vector<int>>& parents) {
  std::vector<core::Commit> commits;
  commits.reserve(parents.size());
  for (const std::vector<int>& of_one : parents) {
    core::Commit& commit = commits.emplace_back();
    commit.id = oid(static_cast<int>(commits.size()) - 1);
    for (const int parent : of_one) {
      commit.parents.push_back(oid(parent < 0 ? 200 : parent));
    }
  }
  return commits;
}

using Indices = std::vector<std::size_t>;

TEST_CASE("a merge brings in the commits of the branch that it merges") {
  const MergedCommits merged(history({{-1}, {-1}, {1}, {0, 2}}));
  CHECK(merged.brought_by(3) == Indices{2, 1});
}

TEST_CASE("what the first parent has too is not brought in by the merge") {
  // 0 is on both sides; 1 is on the branch; 2 on the first parent's line.
  const MergedCommits merged(history({{-1}, {0}, {0}, {2, 1}}));
  CHECK(merged.brought_by(3) == Indices{1});
}

TEST_CASE("a branch that had merged the first parent's line brings in its own commits alone") {
  // Main: 0, 2. The branch: 1 on 0, and 3, which merges 2 into it. 4 merges the branch into main.
  const MergedCommits merged(history({{-1}, {0}, {0}, {1, 2}, {2, 3}}));
  CHECK(merged.brought_by(4) == Indices{3, 1});
}

TEST_CASE("an octopus brings in all its other parents' commits") {
  const MergedCommits merged(history({{-1}, {-1}, {-1}, {0, 1, 2}}));
  CHECK(merged.brought_by(3) == Indices{2, 1});
}

TEST_CASE("a commit with one parent and a merge of what is outside bring in nothing") {
  const MergedCommits merged(history({{-1}, {0}, {1, -1}}));
  CHECK(merged.brought_by(1).empty());
  CHECK(merged.brought_by(2).empty());
}

}  // namespace
}  // namespace sallyport::gate::merged_commits_test

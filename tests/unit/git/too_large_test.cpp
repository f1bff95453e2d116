#include "core/change/content.hpp"
#include "git/repository.hpp"
#include "unit/support/sandbox.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace sallyport::git::too_large_test {
namespace {

/// 2,100,000 lines; two of them are more than are compared.
std::string many_lines() {
  std::string text;
  for (int i = 0; i < 2'100'000; ++i) {
    text += "x\n";
  }
  return text;
}

core::FileChange only_file(const Repository& repository, const core::Oid& base,
                           const core::Oid& head) {
  ChangeRequest request;
  request.base_commit = base;
  request.base_tree = repository.tree_of(base);
  request.head_commit = head;
  request.head_tree = repository.tree_of(head);
  request.commits = repository.commits_between({&head, 1}, {&base, 1});
  const core::Change change = repository.read_change(request);
  REQUIRE(change.files.size() == 1);
  return change.files.front();
}

TEST_CASE("a file with too many lines to compare counts whole, as an AI's") {
  Sandbox sandbox;
  const core::Oid before = sandbox.commit("file", many_lines());
  const core::Oid after = sandbox.commit("file", many_lines() + "y\n");
  const core::FileChange changed = only_file(sandbox.open(), before, after);
  CHECK(changed.too_large);
  CHECK(changed.added == 2'100'001);
  CHECK(changed.deleted == 2'100'000);
  REQUIRE(changed.shares.size() == 1);
  CHECK(changed.shares.front().lines == changed.added);
  CHECK(changed.shares.front().bytes == changed.added_bytes);
  CHECK(changed.shares.front().noted_by == 0);

  const core::Oid empty = sandbox.commit("file", "");
  CHECK_FALSE(only_file(sandbox.open(), after, empty).too_large);
  CHECK_FALSE(only_file(sandbox.open(), empty, sandbox.commit("file", many_lines())).too_large);
}

TEST_CASE("what was too large to compare on the way counts as an AI's, though little is left") {
  Sandbox sandbox;
  const core::Oid base = sandbox.commit("file", many_lines());
  sandbox.commit("file", many_lines() + "y\n");
  const core::Oid head = sandbox.commit("file", "y\n");
  const core::FileChange changed = only_file(sandbox.open(), base, head);
  CHECK(changed.too_large);
  CHECK(changed.added == 1);
  CHECK(changed.shares.front().noted_by == 1);
}

}  // namespace
}  // namespace sallyport::git::too_large_test

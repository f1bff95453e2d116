#include "git/merge_check.hpp"

#include "git/libgit2_types.hpp"

#include <memory>

namespace sallyport::git {
namespace {

CommitHandle look_up(git_repository* repository, const core::Oid& id) {
  git_commit* raw = nullptr;
  const git_oid oid = to_git(id);
  check(git_commit_lookup(&raw, repository, &oid), "read a parent of a merge");
  return CommitHandle(raw);
}

/// The tree that merging two commits gives; zero when they conflict.
core::Oid merged_tree(git_repository* plain, const core::Oid& ours, const core::Oid& theirs) {
  const CommitHandle left = look_up(plain, ours);
  const CommitHandle right = look_up(plain, theirs);
  git_merge_options options;
  git_merge_options_init(&options, GIT_MERGE_OPTIONS_VERSION);
  git_index* raw = nullptr;
  check(git_merge_commits(&raw, plain, left.get(), right.get(), &options), "recompute a merge");
  const IndexHandle index(raw);
  if (git_index_has_conflicts(raw) == 1) {
    return {};
  }
  git_oid tree;
  check(git_index_write_tree_to(&tree, raw, plain), "recompute a merge");
  return from_git(tree);
}

}  // namespace

bool is_clean_merge(const Objects& objects, History& history, git_repository* plain,
                    const core::Commit& commit) {
  (void)objects;
  (void)history;
  return merged_tree(plain, commit.parents[0], commit.parents[1]) == commit.tree;
}

}  // namespace sallyport::git

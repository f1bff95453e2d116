#include "git/merge_check.hpp"

#include "git/libgit2_types.hpp"
#include "util/error.hpp"

#include <fmt/format.h>

#include <string>

namespace sallyport::git {
namespace {

/// A merge to recompute, and what reads it.
struct Recomputation {
  const Objects& objects;
  git_repository* plain;
  const core::Commit& merge;

  void require(int code) const {
    if (code < 0) {
      const std::string name = merge.id ? core::to_hex(*merge.id) : std::string("in progress");
      throw util::Error(util::ErrorKind::unavailable,
                        fmt::format("cannot recompute merge '{}': {}", name, last_error()),
                        code == GIT_ENOTFOUND ? objects.missing_hint() : "git fsck --full");
    }
  }
};

CommitHandle look_up(const Recomputation& work, const core::Oid& id) {
  git_commit* raw = nullptr;
  const git_oid oid = to_git(id);
  work.require(git_commit_lookup(&raw, work.plain, &oid));
  return CommitHandle(raw);
}

/// The tree that merging both parents gives; zero when they conflict.
core::Oid merged_tree(const Recomputation& work) {
  const CommitHandle left = look_up(work, work.merge.parents[0]);
  const CommitHandle right = look_up(work, work.merge.parents[1]);
  git_merge_options options;
  git_merge_options_init(&options, GIT_MERGE_OPTIONS_VERSION);
  git_index* raw = nullptr;
  work.require(git_merge_commits(&raw, work.plain, left.get(), right.get(), &options));
  const IndexHandle index(raw);
  if (git_index_has_conflicts(raw) == 1) {
    return {};
  }
  git_oid tree;
  work.require(git_index_write_tree_to(&tree, raw, work.plain));
  return from_git(tree);
}

}  // namespace

bool is_clean_merge(const Objects& objects, git_repository* plain, const core::Commit& commit) {
  return merged_tree({objects, plain, commit}) == commit.tree;
}

}  // namespace sallyport::git

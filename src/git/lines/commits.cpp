#include "git/objects/commit.hpp"
#include "git/objects/libgit2_types.hpp"
#include "git/repository.hpp"
#include "git/repository_state.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace sallyport::git {
namespace {

core::Identity identity_of(const CommitIdentity& identity) {
  return {std::string(identity.name), std::string(identity.email)};
}

util::Time time_of(const CommitIdentity& identity) {
  return util::Time(std::chrono::seconds(identity.time));
}

core::Commit read_commit(const Objects& objects, const core::Oid& id) {
  const CommitObject object = read_commit_object(objects, id);
  core::Commit commit;
  commit.id = id;
  commit.tree = object.tree;
  commit.parents = object.parents;
  commit.author = identity_of(object.author);
  commit.committer = identity_of(object.committer);
  commit.time = time_of(object.committer);
  commit.authored = time_of(object.author);
  commit.message = object.message;
  return commit;
}

/// A merge to recompute, and what reads it.
struct Recomputation {
  const Objects& objects;
  git_repository* plain;  ///< its database takes the trees of virtual merge bases
  const core::Commit& merge;

  /// Whether a step succeeded. Where libgit2 cannot read what git can, the merge is not recomputed,
  /// so that nothing in it is taken for the merge's own.
  [[nodiscard]] bool is_done(int code) const {
    if (code == GIT_ENOTFOUND) {
      const std::string name = merge.id ? core::to_hex(*merge.id) : std::string("in progress");
      throw util::Error(util::ErrorKind::unavailable,
                        fmt::format("cannot recompute merge '{}': {}", name, last_error()),
                        objects.missing_hint());
    }
    return code >= 0;
  }
};

CommitHandle look_up(const Recomputation& work, const core::Oid& id) {
  git_commit* raw = nullptr;
  const git_oid oid = to_git(id);
  return CommitHandle(work.is_done(git_commit_lookup(&raw, work.plain, &oid)) ? raw : nullptr);
}

/// The tree that merging both parents gives; zero when they conflict.
core::Oid merged_tree(const Recomputation& work) {
  const CommitHandle left = look_up(work, work.merge.parents[0]);
  const CommitHandle right = look_up(work, work.merge.parents[1]);
  git_merge_options options;
  git_merge_options_init(&options, GIT_MERGE_OPTIONS_VERSION);
  git_index* raw = nullptr;
  if (!left || !right ||
      !work.is_done(git_merge_commits(&raw, work.plain, left.get(), right.get(), &options))) {
    return {};
  }
  const IndexHandle index(raw);
  git_oid tree;
  const bool is_clean = git_index_has_conflicts(raw) == 0 &&
                        work.is_done(git_index_write_tree_to(&tree, raw, work.plain));
  return is_clean ? from_git(tree) : core::Oid{};
}

}  // namespace

core::Commit Repository::commit(const core::Oid& id) const {
  const bool cut = state_->history->node(id).cut;
  core::Commit commit = read_commit(*state_->objects, id);
  commit.clean_merge = commit.parents.size() == 2 && !cut &&
                       merged_tree({*state_->objects, state_->plain.get(), commit}) == commit.tree;
  return commit;
}

bool Repository::is_merge_of(const core::Oid& tree, const core::Oid& ours,
                             const core::Oid& theirs) const {
  core::Commit merge;
  merge.parents = {ours, theirs};
  return merged_tree({*state_->objects, state_->plain.get(), merge}) == tree;
}

core::Commit Repository::stored_commit(const core::Oid& id) const {
  return read_commit(*state_->objects, id);
}

core::Oid Repository::tree_of(const core::Oid& commit) const {
  return state_->objects->tree_of_commit(commit);
}

std::vector<core::Oid> Repository::first_parents(const core::Oid& tip, std::size_t most) const {
  return state_->history->first_parents(tip, most);
}

bool Repository::has_commit(const core::Oid& id) const {
  return state_->objects->exists(id, GIT_OBJECT_COMMIT);
}

void Repository::require_object(const core::Oid& id) const {
  if (!state_->objects->exists(id, GIT_OBJECT_ANY)) {
    throw util::Error(util::ErrorKind::unavailable,
                      fmt::format("cannot read object '{}': it is missing", core::to_hex(id)),
                      state_->objects->missing_hint());
  }
}

std::vector<core::Oid> Repository::merge_bases(const core::Oid& head,
                                               std::span<const core::Oid> others) const {
  return state_->history->merge_bases(head, others);
}

std::vector<core::Commit> Repository::commits_between(std::span<const core::Oid> heads,
                                                      std::span<const core::Oid> hidden) const {
  std::vector<core::Commit> commits;
  for (const core::Oid& id : state_->history->between(heads, hidden)) {
    commits.push_back(commit(id));
  }
  return commits;
}

std::vector<core::Oid> Repository::ids_between(std::span<const core::Oid> heads,
                                               std::span<const core::Oid> hidden) const {
  return state_->history->between(heads, hidden);
}

bool Repository::is_ancestor(const core::Oid& ancestor, const core::Oid& descendant) const {
  return state_->history->is_ancestor(ancestor, descendant);
}

}  // namespace sallyport::git

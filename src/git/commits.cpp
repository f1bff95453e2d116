#include "git/libgit2_types.hpp"
#include "git/merge_check.hpp"
#include "git/repository.hpp"
#include "git/repository_state.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace sallyport::git {
namespace {

core::Identity identity_of(const git_signature* signature) {
  return {signature->name, signature->email};
}

core::Commit read_commit(git_repository* repository, const core::Oid& id) {
  git_commit* raw = nullptr;
  const git_oid oid = to_git(id);
  check(git_commit_lookup(&raw, repository, &oid),
        fmt::format("read commit '{}'", core::to_hex(id)));
  const CommitHandle handle(raw);
  core::Commit commit;
  commit.id = id;
  commit.tree = from_git(*git_commit_tree_id(raw));
  for (unsigned index = 0; index < git_commit_parentcount(raw); ++index) {
    commit.parents.push_back(from_git(*git_commit_parent_id(raw, index)));
  }
  commit.author = identity_of(git_commit_author(raw));
  commit.committer = identity_of(git_commit_committer(raw));
  commit.time = util::Time(std::chrono::seconds(git_commit_time(raw)));
  commit.message = git_commit_message_raw(raw);
  return commit;
}

}  // namespace

core::Commit Repository::commit(const core::Oid& id) const {
  const bool cut = state_->history->node(id).cut;
  core::Commit commit = read_commit(state_->repository.get(), id);
  commit.clean_merge = commit.parents.size() == 2 && !cut &&
                       is_clean_merge(*state_->objects, state_->plain.get(), commit);
  return commit;
}

core::Commit Repository::stored_commit(const core::Oid& id) const {
  return read_commit(state_->repository.get(), id);
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

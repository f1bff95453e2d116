#include "git/objects/commit.hpp"
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

}  // namespace

core::Commit Repository::commit(const core::Oid& id) const {
  const bool cut = state_->history->node(id).cut;
  core::Commit commit = read_commit(*state_->objects, id);
  commit.clean_merge = commit.parents.size() == 2 && !cut &&
                       is_merge_of(commit.tree, commit.parents[0], commit.parents[1]);
  return commit;
}

bool Repository::is_merge_of(const core::Oid& tree, const core::Oid& ours,
                             const core::Oid& theirs) const {
  const Found<core::Oid> merged = state_->backend->merged_tree(ours, theirs);
  if (!merged.fault.empty()) {
    throw util::Error(util::ErrorKind::unavailable,
                      fmt::format("cannot recompute the merge of '{}' and '{}': {}",
                                  core::to_hex(ours), core::to_hex(theirs), merged.fault),
                      state_->objects->missing_hint());
  }
  return merged.value == tree;
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
  return state_->objects->exists(id, ObjectType::commit);
}

void Repository::require_object(const core::Oid& id) const {
  state_->objects->require(id);
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

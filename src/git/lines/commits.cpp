#include "git/merge/tree_merge.hpp"
#include "git/objects/commit.hpp"
#include "git/repository.hpp"
#include "git/repository_state.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>

namespace sallyport::git {
namespace {

core::Identity identity_of(const CommitIdentity& identity) {
  return {std::string(identity.name), std::string(identity.email)};
}

util::Time time_of(const CommitIdentity& identity) {
  return util::Time(std::chrono::seconds(identity.time));
}

/// Most merges are told by what their trees have at each path; nothing for one that takes a merge
/// as git makes it, and in a partial clone, where git fetches what it needs in one go.
std::optional<bool> is_merged_by_path(const Repository& repository, Objects& objects,
                                      const core::Oid& tree, const core::Oid& ours,
                                      const core::Oid& theirs) {
  if (objects.fetches()) {
    return std::nullopt;
  }
  try {
    const std::vector<core::Oid> bases = repository.merge_bases(ours, {&theirs, 1});
    return bases.size() == 1 ? is_merged(objects, {objects.tree_of_commit(bases.front()),
                                                   objects.tree_of_commit(ours),
                                                   objects.tree_of_commit(theirs), tree})
                             : std::nullopt;
  } catch (const util::Error&) {
    return std::nullopt;  // what is missing is named by the merge that git makes
  }
}

}  // namespace

core::Commit Repository::commit(const core::Oid& id) const {
  const CommitObject object = read_commit_object(*state_->objects, id);
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

bool Repository::is_clean_merge(const core::Commit& commit) const {
  return commit.id && commit.parents.size() == 2 && !state_->history->node(*commit.id).cut &&
         is_merge_of(commit.tree, commit.parents[0], commit.parents[1]);
}

bool Repository::is_merge_of(const core::Oid& tree, const core::Oid& ours,
                             const core::Oid& theirs) const {
  if (const auto known = is_merged_by_path(*this, *state_->objects, tree, ours, theirs)) {
    return *known;
  }
  const Found<core::Oid> merged = state_->backend->merged_tree(ours, theirs);
  if (!merged.fault.empty()) {
    throw util::Error(util::ErrorKind::unavailable,
                      fmt::format("cannot recompute the merge of '{}' and '{}': {}",
                                  core::to_hex(ours), core::to_hex(theirs), merged.fault),
                      state_->objects->missing_hint());
  }
  return merged.value == tree;
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

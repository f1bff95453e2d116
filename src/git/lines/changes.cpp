#include "core/git_terms.hpp"
#include "git/lines/earlier.hpp"
#include "git/lines/file_change.hpp"
#include "git/lines/origins.hpp"
#include "git/objects/tree_diff.hpp"
#include "git/repository.hpp"
#include "git/repository_state.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace sallyport::git {
namespace {

/// The place of the head in the range: the commit about to be made comes last and has no id.
int head_index(const ChangeRequest& request) {
  for (std::size_t index = request.commits.size(); index > 0; --index) {
    if (request.commits[index - 1].id == request.head_commit) {
      return static_cast<int>(index - 1);
    }
  }
  return core::k_outside;
}

/// Names where each added file was moved from: the first deleted path of the same content and type.
void link_moves(std::vector<core::FileChange>& files) {
  std::map<std::pair<core::Oid, std::uint32_t>, std::string> deleted;
  for (const core::FileChange& file : files) {
    if (file.entry.new_mode == 0) {
      deleted.emplace(std::pair(file.old_oid, core::type_of(file.entry.old_mode)), file.entry.path);
    }
  }
  for (core::FileChange& file : files) {
    const auto from = deleted.find(std::pair(file.new_oid, core::type_of(file.entry.new_mode)));
    if (file.entry.old_mode == 0 && from != deleted.end()) {
      file.moved_from = from->second;
    }
  }
}

/// In a partial clone: the trees that the change is between, then what differs in them.
void prefetch_contents(const Objects& objects, const ChangeRequest& request) {
  if (!objects.fetches()) {
    return;
  }
  std::vector<std::pair<core::Oid, core::Oid>> steps{{request.base_tree, request.head_tree}};
  for (const core::Commit& commit : request.commits) {
    for (const core::Oid& parent : commit.parents) {
      steps.emplace_back(objects.tree_of_commit(parent), commit.tree);
    }
  }
  std::vector<core::Oid> wanted;
  for (const auto& [before, after] : steps) {
    wanted.insert(wanted.end(), {before, after});
  }
  objects.prefetch(std::exchange(wanted, {}));
  for (const auto& [before, after] : steps) {
    for (const Difference& difference : compare_trees(objects, before, after)) {
      if (difference.old_mode != core::k_mode_submodule) {
        wanted.push_back(difference.old_oid);
      }
      if (difference.new_mode != core::k_mode_submodule) {
        wanted.push_back(difference.new_oid);
      }
    }
  }
  objects.prefetch(std::move(wanted));
}

}  // namespace

std::vector<core::Entry> Repository::read_entries(const core::Oid& base_tree,
                                                  const core::Oid& head_tree) const {
  std::vector<core::Entry> entries;
  for (const Difference& difference : compare_trees(*state_->objects, base_tree, head_tree)) {
    entries.push_back(entry_of(*state_->objects, difference));
  }
  return entries;
}

core::Change Repository::read_change(const ChangeRequest& request) const {
  core::Change change;
  change.base_commit = request.base_commit;
  change.head_commit = request.head_commit;
  change.base_tree = request.base_tree;
  change.head_tree = request.head_tree;
  change.commits = request.commits;
  Objects& objects = *state_->objects;
  prefetch_contents(objects, request);
  Origins origins = trace_origins(objects, request, head_index(request));
  std::optional<EarlierCommits> earlier;
  if (request.detail == Detail::whole) {
    earlier.emplace(*this, objects, request);
  }
  for (const Difference& difference :
       compare_trees(objects, request.base_tree, request.head_tree,
                     request.detail == Detail::whole ? NewTrees::well_formed : NewTrees::any)) {
    const FileOrigin& lines = origins.at_head[difference.path];
    const std::vector<int>& touched = origins.touched[difference.path];
    if (request.detail == Detail::own_work && touched.empty()) {
      continue;
    }
    core::FileChange file = measure_file(objects, difference, lines, touched);
    const bool is_traceable = earlier && !file.too_large;
    if (const auto better = is_traceable ? earlier->trace(file, lines) : std::nullopt) {
      file = measure_file(objects, difference, *better, touched);
    }
    if (request.detail == Detail::whole) {
      file.entry = entry_of(objects, difference);
    }
    change.files.push_back(std::move(file));
  }
  if (earlier) {
    change.earlier = std::move(*earlier).take();
  }
  link_moves(change.files);
  change.watched = std::move(origins.watched);
  return change;
}

}  // namespace sallyport::git

#include "core/git_terms.hpp"
#include "git/lines/deleted.hpp"
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

/// For each added path, the deleted file that it was before, with the same content or a similar
/// text. Each deletion pays for one.
using MovedFrom = std::map<std::string, const Difference*>;

MovedFrom find_moves(Objects& objects, const std::vector<Difference>& differences) {
  MovedFrom moves;
  Deleted deleted(objects, differences);
  const auto take = [&](const Difference& added, const Difference* found) {
    if (found != nullptr) {
      moves.emplace(added.path, found);
      deleted.drop(*found);
    }
  };
  const auto is_added = [&](const Difference& difference) {
    return difference.old_mode == 0 && core::is_blob_mode(difference.new_mode) &&
           !moves.contains(difference.path);
  };
  for (const Difference& difference : differences) {
    take(difference, is_added(difference) ? deleted.same(difference) : nullptr);
  }
  for (const Difference& difference : differences) {
    take(difference, is_added(difference) ? deleted.similar(difference) : nullptr);
  }
  return moves;
}

/// Where the lines of the head come from, with those that the change's own commits moved or copied.
void trace_written_lines(Objects& objects, const ChangeRequest& request,
                         const std::vector<Difference>& differences, Origins& origins) {
  if (request.commits.size() < 2) {
    return;
  }
  const auto text_at = [&](const std::string& path) {
    const auto place = find_path(objects, request.head_tree, path);
    return place && core::is_blob_mode(place->mode) && objects.is_text(place->oid)
               ? objects.text(place->oid)
               : Bytes{};
  };
  for (const auto& [path, origin] : origins.at_head) {
    origins.written.keep(text_at(path).view, origin);
  }
  for (const Difference& difference : differences) {
    if (const auto origin = origins.at_head.find(difference.path);
        origin != origins.at_head.end()) {
      origin->second = origins.written.trace(text_at(difference.path).view, origin->second);
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

bool Repository::may_fetch() const {
  return state_->objects->fetches();
}

std::vector<std::pair<std::string, core::Oid>> Repository::changed_paths(
    const core::Oid& before, const core::Oid& after) const {
  std::vector<std::pair<std::string, core::Oid>> paths;
  for (const Difference& difference : compare_trees(*state_->objects, before, after)) {
    paths.emplace_back(difference.path, difference.new_oid);
  }
  return paths;
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
  const std::vector<Difference> differences =
      compare_trees(objects, request.base_tree, request.head_tree,
                    request.detail == Detail::whole ? NewTrees::well_formed : NewTrees::any);
  trace_written_lines(objects, request, differences, origins);
  const MovedFrom moves =
      request.detail == Detail::whole ? find_moves(objects, differences) : MovedFrom{};
  std::optional<EarlierCommits> earlier;
  if (request.detail == Detail::whole) {
    earlier.emplace(*this, objects, request);
  }
  for (const Difference& difference : differences) {
    const FileOrigin& lines = origins.at_head[difference.path];
    const std::vector<int>& touched = origins.touched[difference.path];
    if (request.detail == Detail::own_work && touched.empty()) {
      continue;
    }
    const auto moved = moves.find(difference.path);
    const Difference* const from = moved == moves.end() ? nullptr : moved->second;
    core::FileChange file = measure_file(objects, difference, {lines, touched, from});
    const bool is_traceable = earlier && !file.too_large;
    if (const auto better = is_traceable ? earlier->trace(file, lines) : std::nullopt) {
      file = measure_file(objects, difference, {*better, touched, from});
    }
    if (request.detail == Detail::whole) {
      file.entry = entry_of(objects, difference);
    }
    change.files.push_back(std::move(file));
  }
  if (earlier) {
    change.earlier = std::move(*earlier).take();
  }
  change.watched = std::move(origins.watched);
  return change;
}

}  // namespace sallyport::git

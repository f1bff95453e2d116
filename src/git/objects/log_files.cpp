#include "core/git_terms.hpp"
#include "git/objects/objects.hpp"
#include "git/objects/tree_diff.hpp"
#include "git/repository.hpp"
#include "git/repository_state.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace sallyport::git {
namespace {

/// No path of a log is so long; deeper folders are not looked into.
constexpr std::size_t k_longest_path = 8192;

/// Two folders that are compared.
struct LogFolders {
  core::Oid tree;
  core::Oid other;
  std::string path;  ///< ends in '/', but for the root
};

/// Adds the files of one folder that the other has not so, and the folders to compare next.
void compare_folders(const Objects& objects, const LogFolders& pair, std::vector<PathBlob>& files,
                     std::vector<LogFolders>& open) {
  const auto tree = objects.tree(pair.tree);
  const auto other = objects.tree(pair.other);
  auto at = other->entries.begin();
  for (const TreeEntry& entry : tree->entries) {
    while (at != other->entries.end() && compare_entries(*at, entry) < 0) {
      ++at;
    }
    const bool is_there = at != other->entries.end() && compare_entries(*at, entry) == 0;
    if (is_there && at->oid == entry.oid) {
      continue;
    }
    std::string path = pair.path + std::string(entry.name);
    if (core::is_blob_mode(entry.mode)) {
      files.emplace_back(std::move(path), entry.oid);
    } else if (entry.mode == core::k_mode_tree && path.size() < k_longest_path) {
      open.push_back({entry.oid, is_there ? at->oid : core::Oid{}, std::move(path) + "/"});
    }
  }
}

/// The files of `tree` that `other` has not so. What only `other` has costs nothing but to read the
/// folders that it is in.
std::vector<PathBlob> only_in(const Objects& objects, const core::Oid& tree,
                              const core::Oid& other) {
  std::vector<PathBlob> files;
  std::vector<LogFolders> open{{tree, other, ""}};
  while (!open.empty()) {
    const LogFolders pair = std::move(open.back());
    open.pop_back();
    if (pair.tree != pair.other) {
      compare_folders(objects, pair, files, open);
    }
  }
  return files;
}

/// In a partial clone: the trees of commits.
void prefetch_trees(const Objects& objects, const std::vector<core::Oid>& commits) {
  std::vector<core::Oid> trees;
  if (objects.fetches()) {
    std::transform(commits.begin(), commits.end(), std::back_inserter(trees),
                   [&](const core::Oid& commit) { return objects.tree_of_commit(commit); });
  }
  objects.prefetch(std::move(trees));
}

}  // namespace

std::vector<PathBlob> Repository::files_ever_added(std::span<const core::Oid> tips,
                                                   std::span<const core::Oid> hidden) const {
  std::set<PathBlob> files;
  const std::vector<core::Oid> commits = state_->history->between(tips, hidden);
  prefetch_trees(*state_->objects, commits);
  for (const core::Oid& id : commits) {
    // What comes from a merge's other parents was added by a commit of theirs.
    const auto& parents = state_->history->node(id).parents;
    const core::Oid before =
        parents.empty() ? core::Oid{} : state_->objects->tree_of_commit(parents.front());
    for (PathBlob& file : only_in(*state_->objects, state_->objects->tree_of_commit(id), before)) {
      files.insert(std::move(file));
    }
  }
  return {std::make_move_iterator(files.begin()), std::make_move_iterator(files.end())};
}

std::vector<PathBlob> Repository::files_ever_taken(std::span<const core::Oid> tips,
                                                   std::span<const core::Oid> hidden) const {
  std::set<PathBlob> files;
  const std::vector<core::Oid> commits = state_->history->between(tips, hidden);
  prefetch_trees(*state_->objects, commits);
  for (const core::Oid& id : commits) {
    const core::Oid tree = state_->objects->tree_of_commit(id);
    for (const core::Oid& parent : state_->history->node(id).parents) {
      for (PathBlob& file :
           only_in(*state_->objects, state_->objects->tree_of_commit(parent), tree)) {
        files.insert(std::move(file));
      }
    }
  }
  return {std::make_move_iterator(files.begin()), std::make_move_iterator(files.end())};
}

std::vector<PathBlob> Repository::files_only_in(const core::Oid& tree,
                                                const core::Oid& other) const {
  std::vector<PathBlob> files = only_in(*state_->objects, tree, other);
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<std::optional<core::Oid>> Repository::blobs_at(
    const core::Oid& tree, std::span<const std::string> paths) const {
  std::vector<std::optional<core::Oid>> blobs;
  blobs.reserve(paths.size());
  for (const std::string& path : paths) {
    const auto place = find_path(*state_->objects, tree, path);
    blobs.push_back(place && core::is_blob_mode(place->mode) ? std::optional(place->oid)
                                                             : std::nullopt);
  }
  return blobs;
}

}  // namespace sallyport::git

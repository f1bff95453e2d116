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

/// The files that a tree has and the one before it had not, or not so.
std::vector<PathBlob> added_files(const Objects& objects, const core::Oid& before,
                                  const core::Oid& after) {
  std::vector<PathBlob> files;
  for (Difference& difference : compare_trees(objects, before, after)) {
    if (core::is_blob_mode(difference.new_mode) && difference.old_oid != difference.new_oid) {
      files.emplace_back(std::move(difference.path), difference.new_oid);
    }
  }
  return files;
}

/// The folder that was looked into last.
class Folder {
 public:
  Folder(const Objects& objects, const core::Oid& root) : objects_(&objects), root_(root) {}

  std::optional<core::Oid> blob_at(std::string_view path) {
    const auto slash = path.rfind('/');
    const bool is_deep = slash != std::string_view::npos;
    enter(is_deep ? path.substr(0, slash) : "");
    const TreeEntry wanted{path.substr(is_deep ? slash + 1 : 0), core::k_mode_file, {}};
    const auto found = std::lower_bound(tree_.entries.begin(), tree_.entries.end(), wanted,
                                        [](const TreeEntry& left, const TreeEntry& right) {
                                          return compare_entries(left, right) < 0;
                                        });
    const bool is_there = found != tree_.entries.end() && found->name == wanted.name &&
                          core::is_blob_mode(found->mode);
    return is_there ? std::optional(found->oid) : std::nullopt;
  }

 private:
  void enter(std::string_view path) {
    if (path_ == path) {
      return;
    }
    const auto place = find_path(*objects_, root_, path);
    tree_ = place && place->mode == core::k_mode_tree ? objects_->tree(place->oid) : Tree{};
    path_ = path;
  }

  const Objects* objects_;
  core::Oid root_;
  std::optional<std::string> path_;
  Tree tree_;
};

}  // namespace

std::vector<PathBlob> Repository::files_ever_added(std::span<const core::Oid> tips,
                                                   std::span<const core::Oid> hidden) const {
  std::set<PathBlob> files;
  for (const core::Oid& id : state_->history->between(tips, hidden)) {
    // What comes from a merge's other parents was added by a commit of theirs.
    const auto& parents = state_->history->node(id).parents;
    const core::Oid before =
        parents.empty() ? core::Oid{} : state_->objects->tree_of_commit(parents.front());
    for (PathBlob& file :
         added_files(*state_->objects, before, state_->objects->tree_of_commit(id))) {
      files.insert(std::move(file));
    }
  }
  return {std::make_move_iterator(files.begin()), std::make_move_iterator(files.end())};
}

std::vector<PathBlob> Repository::files_only_in(const core::Oid& tree,
                                                const core::Oid& other) const {
  return added_files(*state_->objects, other, tree);
}

std::vector<PathBlob> Repository::files_below(const core::Oid& tree,
                                              std::string_view folder) const {
  const auto place = find_path(*state_->objects, tree, folder);
  if (!place || place->mode != core::k_mode_tree) {
    return {};
  }
  std::vector<PathBlob> files = added_files(*state_->objects, core::Oid{}, place->oid);
  const std::string prefix = folder.empty() ? "" : std::string(folder) + "/";
  for (PathBlob& file : files) {
    file.first.insert(0, prefix);
  }
  return files;
}

std::vector<std::optional<core::Oid>> Repository::blobs_at(
    const core::Oid& tree, std::span<const std::string> paths) const {
  Folder folder(*state_->objects, tree);
  std::vector<std::optional<core::Oid>> blobs;
  blobs.reserve(paths.size());
  std::transform(paths.begin(), paths.end(), std::back_inserter(blobs),
                 [&](const std::string& path) { return folder.blob_at(path); });
  return blobs;
}

}  // namespace sallyport::git

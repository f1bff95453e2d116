#include "core/git_terms.hpp"
#include "git/objects/objects.hpp"
#include "git/objects/tree_diff.hpp"
#include "git/repository.hpp"
#include "git/repository_state.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <string>

namespace sallyport::git {
namespace {

std::string read_limited(Objects& objects, const core::Oid& id, std::int64_t limit,
                         std::string_view name) {
  const std::int64_t size = objects.blob_size(id);
  if (size > limit) {
    throw util::Error(
        util::ErrorKind::unavailable,
        util::say("cannot read '{}': {} bytes are more than the limit of {}", name, size, limit));
  }
  return std::string(objects.blob(id).view);
}

}  // namespace

std::optional<TreeFile> Repository::file_at(const core::Oid& tree, std::string_view path,
                                            std::int64_t limit) const {
  const auto found = path.empty() ? std::nullopt : find_path(*state_->objects, tree, path);
  if (!found) {
    return std::nullopt;
  }
  TreeFile file{found->mode, found->oid, {}};
  if (core::is_blob_mode(found->mode)) {
    file.content = read_limited(*state_->objects, found->oid, limit, path);
  }
  return file;
}

std::optional<core::Oid> Repository::small_file(const core::Oid& tree, std::string_view path,
                                                std::int64_t limit) const {
  const Objects& objects = *state_->objects;
  const auto found = find_path(objects, tree, path, MissingTree::holds_nothing);
  const bool is_small = found && core::is_regular(found->mode) &&
                        objects.exists(found->oid, ObjectType::blob) &&
                        objects.blob_size(found->oid) <= limit;
  return is_small ? std::optional(found->oid) : std::nullopt;
}

std::vector<std::pair<std::string, std::uint32_t>> Repository::list_folder(
    const core::Oid& tree, std::string_view path) const {
  std::vector<std::pair<std::string, std::uint32_t>> names;
  const auto found = find_path(*state_->objects, tree, path);
  if (!found || found->mode != core::k_mode_tree) {
    return names;
  }
  const auto folder = state_->objects->tree(found->oid);
  for (const TreeEntry& entry : folder->entries) {
    names.emplace_back(entry.name, entry.mode);
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<FolderEntry> Repository::entries_of_folder(const core::Oid& folder) const {
  std::vector<FolderEntry> entries;
  const auto tree = state_->objects->tree(folder);
  entries.reserve(tree->entries.size());
  for (const TreeEntry& entry : tree->entries) {
    entries.push_back({std::string(entry.name), entry.mode, entry.oid});
  }
  return entries;
}

std::string Repository::read_blob(const core::Oid& id, std::int64_t limit) const {
  return read_limited(*state_->objects, id, limit, core::to_hex(id));
}

std::int64_t Repository::blob_size(const core::Oid& id) const {
  return state_->objects->blob_size(id);
}

std::optional<std::string> Repository::small_blob(const core::Oid& id, std::int64_t limit) const {
  return blob_size(id) > limit ? std::nullopt
                               : std::optional(std::string(state_->objects->blob(id).view));
}

std::string Repository::blob_start(const core::Oid& id, std::int64_t limit) const {
  if (state_->objects->blob_size(id) >= Objects::k_huge) {
    return {};
  }
  return std::string(state_->objects->blob(id).view.substr(0, static_cast<std::size_t>(limit)));
}

}  // namespace sallyport::git

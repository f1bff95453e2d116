#include "git/objects.hpp"
#include "git/repository.hpp"
#include "git/repository_state.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace sallyport::git {
namespace {

struct Found {
  std::uint32_t mode = 0;
  core::Oid oid;
};

/// What a tree holds at `path`; the tree itself for the empty path.
std::optional<Found> find_path(const Objects& objects, const core::Oid& root,
                               std::string_view path) {
  Found at{k_mode_tree, root};
  if (path.empty()) {
    return at;
  }
  for (const std::string& name : util::split(path, '/')) {
    if (at.mode != k_mode_tree) {
      return std::nullopt;
    }
    const Tree tree = objects.tree(at.oid);
    const auto entry = std::find_if(tree.entries.begin(), tree.entries.end(),
                                    [&](const TreeEntry& each) { return each.name == name; });
    if (entry == tree.entries.end()) {
      return std::nullopt;
    }
    at = {entry->mode, entry->oid};
  }
  return at;
}

std::string read_limited(Objects& objects, const core::Oid& id, std::int64_t limit,
                         std::string_view name) {
  const std::int64_t size = objects.blob_size(id);
  if (size > limit) {
    throw util::Error(util::ErrorKind::unavailable,
                      fmt::format("cannot read '{}': {} bytes are more than the limit of {}",
                                  util::printable(name), size, limit));
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
  if (is_blob_mode(found->mode)) {
    file.content = read_limited(*state_->objects, found->oid, limit, path);
  }
  return file;
}

std::vector<std::pair<std::string, std::uint32_t>> Repository::list_folder(
    const core::Oid& tree, std::string_view path) const {
  std::vector<std::pair<std::string, std::uint32_t>> names;
  const auto found = find_path(*state_->objects, tree, path);
  if (!found || found->mode != k_mode_tree) {
    return names;
  }
  const Tree folder = state_->objects->tree(found->oid);
  for (const TreeEntry& entry : folder.entries) {
    names.emplace_back(entry.name, entry.mode);
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string Repository::read_blob(const core::Oid& id, std::int64_t limit) const {
  return read_limited(*state_->objects, id, limit, core::to_hex(id));
}

}  // namespace sallyport::git

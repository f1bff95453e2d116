#include "git/merge/reviewed_contents.hpp"

#include "core/git_terms.hpp"
#include "git/merge/file_replay.hpp"
#include "util/error.hpp"

#include <set>

namespace sallyport::git {

bool ReviewedContents::is_too_large(const core::Oid& blob) const {
  return objects_.blob_size(blob) > k_largest_replay;
}

/// Which tree the record names, and whether anybody can read it, is up to whoever made it.
std::optional<core::Oid> ReviewedContents::in_tree(const core::Oid& tree,
                                                   const std::string& path) const {
  try {
    const auto place = find_path(objects_, tree, path, MissingTree::holds_nothing);
    const bool is_here =
        place && core::is_regular(place->mode) && objects_.exists(place->oid, ObjectType::blob);
    return is_here ? std::optional(place->oid) : std::nullopt;
  } catch (const util::Error&) {
    return std::nullopt;
  }
}

std::optional<core::Oid> ReviewedContents::in_subjects(const std::string& name,
                                                       const util::Sha256& digest) const {
  const auto kept = subjects_.find(name);
  for (const core::Oid& blob : kept == subjects_.end() ? std::set<core::Oid>{} : kept->second) {
    if (objects_.exists(blob, ObjectType::blob) && !is_too_large(blob) &&
        objects_.digest(blob, core::k_mode_file) == digest) {
      return blob;
    }
  }
  return std::nullopt;
}

std::optional<core::Oid> ReviewedContents::side(const core::ReplayTask& file,
                                                ReviewedSide side) const {
  const bool is_old = side == ReviewedSide::before;
  const core::Entry& entry = file.reviewed;
  const util::Sha256& digest = is_old ? entry.old_sha256 : entry.new_sha256;
  const auto blob = in_tree(is_old ? file.reviewed_base : file.reviewed_head, entry.path);
  if (blob && (is_too_large(*blob) || objects_.digest(*blob, core::k_mode_file) == digest)) {
    return blob;
  }
  return in_subjects((is_old ? "old/" : "new/") + entry.path, digest);
}

}  // namespace sallyport::git

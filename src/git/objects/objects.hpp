#pragma once

#include "core/change/content.hpp"
#include "core/oid.hpp"
#include "util/sha256.hpp"

#include <git2.h>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sallyport::git {

/// The bytes of an object, shared with the cache they came from.
struct Bytes {
  std::shared_ptr<git_odb_object> owner;
  std::string_view view;
};

/// One entry of a tree; `name` lives as long as the tree.
struct TreeEntry {
  std::string_view name;
  std::uint32_t mode = 0;
  core::Oid oid;
};

/// Negative, zero or positive: git's order of tree entries.
int compare_entries(const TreeEntry& left, const TreeEntry& right);

/// A tree, its entries in git's order (a folder's name sorts as if it ended in '/').
struct Tree {
  Bytes bytes;
  std::vector<TreeEntry> entries;
  std::string fault;  ///< why git would not make such a tree; empty: it would
};

/// Reads objects from the object database, and nothing else: no attributes, filters, replacements.
/// Every function throws `util::Error` (unavailable) naming an object that is missing or corrupt.
class Objects {
 public:
  /// `database` must outlive this object. `missing_hint` is what helps when an object is missing.
  Objects(git_odb* database, std::string missing_hint);

  /// Blobs of this size or more are never loaded to count their lines.
  static constexpr std::int64_t k_huge = std::int64_t{512} << 20U;

  /// The tree `id`, as git reads it; zero and the empty tree have no entries. Modes that old
  /// versions wrote are those that git takes them for. Throws where git stops, too.
  [[nodiscard]] Tree tree(const core::Oid& id) const;
  [[nodiscard]] Bytes blob(const core::Oid& id);
  /// The size of a blob from its header.
  [[nodiscard]] std::int64_t blob_size(const core::Oid& id) const;
  /// What a blob's content is; a huge one counts as binary.
  [[nodiscard]] core::ContentKind kind(const core::Oid& id);
  /// SHA-256 of the content of an entry: a blob's bytes, a submodule's commit id in hex. Zeros for
  /// the zero id.
  [[nodiscard]] util::Sha256 digest(const core::Oid& id, std::uint32_t mode);
  [[nodiscard]] core::Oid tree_of_commit(const core::Oid& commit) const;
  /// What kind of object that is; absent: it is not here, or cannot be read.
  [[nodiscard]] std::optional<git_object_t> type_of(const core::Oid& id) const;
  [[nodiscard]] bool exists(const core::Oid& id, git_object_t type) const;
  /// What helps when an object is missing.
  [[nodiscard]] const std::string& missing_hint() const { return missing_hint_; }

  /// The bytes of an object that is of `type`.
  [[nodiscard]] Bytes read(const core::Oid& id, git_object_t type) const;

 private:
  [[noreturn]] void fail(int code, const core::Oid& id, std::string_view noun) const;
  [[nodiscard]] util::Sha256 digest_blob(const core::Oid& id);

  git_odb* database_;
  std::string missing_hint_;
  std::deque<std::pair<core::Oid, Bytes>> recent_;
  std::size_t recent_bytes_ = 0;
  std::map<core::Oid, util::Sha256> digests_;
  std::map<core::Oid, core::ContentKind> kinds_;
};

/// What a tree holds at a path.
struct TreePlace {
  std::uint32_t mode = 0;
  core::Oid oid;
};

/// What a folder on the way whose tree is not in the repository means.
enum class MissingTree { fails, holds_nothing };

/// What `root` holds at `path`, itself for the empty path; nothing where there is nothing.
std::optional<TreePlace> find_path(const Objects& objects, const core::Oid& root,
                                   std::string_view path, MissingTree missing = MissingTree::fails);

}  // namespace sallyport::git

#pragma once

#include "core/change/content.hpp"
#include "core/oid.hpp"
#include "git/backend/backend.hpp"
#include "git/objects/recent.hpp"
#include "util/environment.hpp"
#include "util/sha256.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace sallyport::git {

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

/// The entry of that name; null where there is none.
const TreeEntry* find_entry(const Tree& tree, std::string_view name);

/// Reads objects from the object database, and nothing else: no attributes, filters, replacements.
/// In a partial clone, what is read and not here is fetched, as git does.
/// Every function throws `util::Error` (unavailable) naming an object that is missing or corrupt.
class Objects {
 public:
  /// `backend` must outlive this object; the environment is git's where it fetches.
  Objects(Backend& backend, util::Environment environment, bool is_shallow);

  /// Blobs of this size or more are never loaded to count their lines.
  static constexpr std::int64_t k_huge = std::int64_t{512} << 20U;

  /// The tree `id`, as git reads it; zero and the empty tree have no entries. Modes that old
  /// versions wrote are those that git takes them for. Throws where git stops, too.
  [[nodiscard]] std::shared_ptr<const Tree> tree(const core::Oid& id) const;
  [[nodiscard]] Bytes blob(const core::Oid& id);
  /// The size of a blob from its header.
  [[nodiscard]] std::int64_t blob_size(const core::Oid& id) const;
  /// What a blob's content is; a huge one counts as binary.
  [[nodiscard]] core::Content content(const core::Oid& id);
  [[nodiscard]] bool is_text(const core::Oid& id) {
    return content(id).kind == core::ContentKind::text;
  }
  /// The lines of a text, in UTF-8 whatever it is encoded in, so that a file keeps its lines when
  /// that changes.
  [[nodiscard]] Bytes text(const core::Oid& id);
  /// SHA-256 of the content of an entry: a blob's bytes, a submodule's commit id in hex. Zeros for
  /// the zero id.
  [[nodiscard]] util::Sha256 digest(const core::Oid& id, std::uint32_t mode);
  [[nodiscard]] core::Oid tree_of_commit(const core::Oid& commit) const;
  /// What kind of object that is; absent: it is not here, or cannot be read.
  [[nodiscard]] std::optional<ObjectType> type_of(const core::Oid& id) const;
  [[nodiscard]] bool exists(const core::Oid& id, ObjectType type) const;
  /// Throws where the object is missing or cannot be read.
  void require(const core::Oid& id) const;
  /// Whether something of that name is stored that cannot be read.
  [[nodiscard]] bool is_damaged(const core::Oid& id) const;
  /// Whether this is a partial clone that may fetch what it was promised.
  [[nodiscard]] bool fetches() const;
  /// Fetches, in one go, those of the objects that are promised and not here. Throws `util::Error`
  /// (unavailable) with git's words when it cannot.
  void prefetch(std::vector<core::Oid> ids) const;
  /// What helps when an object is missing.
  [[nodiscard]] std::string missing_hint() const;

  /// The bytes of an object that is of `type`.
  [[nodiscard]] Bytes read(const core::Oid& id, ObjectType type) const;

 private:
  [[noreturn]] void fail(const std::string& fault, const core::Oid& id,
                         std::string_view noun) const;
  [[nodiscard]] util::Sha256 digest_blob(const core::Oid& id);

  [[nodiscard]] const std::vector<std::string>& promisors() const;
  /// What `look` finds, if need be after it was fetched.
  template <typename Look>
  [[nodiscard]] auto find(const core::Oid& id, const Look& look) const;

  Backend& backend_;
  util::Environment environment_;
  bool is_shallow_;
  mutable std::optional<std::vector<std::string>> promisors_;  ///< absent: not asked yet
  Recent<Bytes> blobs_;
  mutable Recent<std::shared_ptr<const Tree>> trees_;
  std::unordered_map<core::Oid, util::Sha256> digests_;
  std::unordered_map<core::Oid, core::Content> contents_;
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

#pragma once

#include "core/oid.hpp"
#include "git/backend/layout.hpp"
#include "git/repository.hpp"
#include "util/sha256.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::git {

/// What an object is.
enum class ObjectType { commit, tree, blob, tag };

/// As git names it.
std::string_view to_string(ObjectType type);
std::optional<ObjectType> parse_object_type(std::string_view name);

/// Bytes, and what they live in.
struct Bytes {
  std::shared_ptr<const void> owner;
  std::string_view view;
};

struct ObjectHeader {
  ObjectType type = ObjectType::blob;
  std::int64_t size = 0;  ///< in bytes
};

struct StoredObject {
  ObjectType type = ObjectType::blob;
  Bytes bytes;
};

/// Something that was looked for.
template <typename T>
struct Found {
  std::optional<T> value;
  std::string fault{};  ///< why it cannot be read; empty where it is not there
};

/// A ref as it is stored.
struct StoredRef {
  std::string name;                    ///< full, raw bytes
  std::optional<core::Oid> target;     ///< at the end of symbolic ones; absent when it dangles
  std::optional<std::string> names{};  ///< the ref that a symbolic one names
};

/// To set a ref.
struct RefChange {
  std::string name;
  core::Oid from;  ///< zero: it must not exist
  core::Oid to;
  std::string reflog_message;
};

/// Where an object goes: to the repository, or to what is thrown away at the end.
enum class Keep { stored, thrown_away };

/// Everything that depends on how a repository is stored. There are two: libgit2, which is fast,
/// for what it can open, and git itself for the rest (SHA-256, reftable, and what is to come).
/// Nothing else knows which of them it is. Nothing here follows replacements, grafts or filters.
class Backend {
 public:
  Backend() = default;
  Backend(const Backend&) = delete;
  Backend& operator=(const Backend&) = delete;
  virtual ~Backend() = default;

  [[nodiscard]] virtual const Layout& layout() const = 0;

  [[nodiscard]] virtual Found<ObjectHeader> header(const core::Oid& id) = 0;
  [[nodiscard]] virtual Found<StoredObject> object(const core::Oid& id) = 0;
  /// The SHA-256 of a blob that need not fit into memory; nothing where it must be loaded.
  [[nodiscard]] virtual std::optional<util::Sha256> digest(const core::Oid& blob) = 0;
  /// Stores an object in the repository.
  [[nodiscard]] virtual core::Oid store(ObjectType type, std::string_view bytes) = 0;
  /// Whether some object's id begins with these digits.
  [[nodiscard]] virtual bool abbreviates_object(const std::string& digits) = 0;

  /// The ref of that full name, `HEAD` and its like included; absent: there is none.
  [[nodiscard]] virtual std::optional<StoredRef> find_ref(const std::string& name) = 0;
  /// The refs that start with `prefix` and do not dangle, at most `most` of them.
  [[nodiscard]] virtual std::vector<StoredRef> list_refs(const std::string& prefix,
                                                         std::size_t most) = 0;
  /// What an expression of gitrevisions(7) names; absent when nothing does. Throws `util::Error`
  /// (usage) for an id that is not long enough.
  [[nodiscard]] virtual std::optional<core::Oid> parse_revision(const std::string& text) = 0;
  virtual RefUpdate move_ref(const RefChange& change) = 0;
  /// Refs may have been changed by another program that this one ran.
  virtual void forget_refs() {}

  /// The tree of the index in force. Throws `util::Error` (refused) when entries are unmerged.
  [[nodiscard]] virtual core::Oid index_tree(Keep keep) = 0;
  /// The tree that merging two commits gives; nothing when they conflict or cannot be merged.
  [[nodiscard]] virtual Found<core::Oid> merged_tree(const core::Oid& ours,
                                                     const core::Oid& theirs) = 0;

  /// The value of a setting from the widest scope down to `least_trusted`.
  [[nodiscard]] virtual std::optional<std::string> setting(const std::string& name,
                                                           ConfigScope least_trusted) = 0;
  /// The names of the remotes, in any order.
  [[nodiscard]] virtual std::vector<std::string> remotes() = 0;
  /// The remotes that promise the objects of a partial clone.
  [[nodiscard]] virtual std::vector<std::string> promisors() = 0;
};

/// Throws `util::Error` (usage): an id has too few digits.
[[noreturn]] void refuse_ambiguous_id(std::string_view text);

/// The remote that a setting makes one of a partial clone's promisors; nothing for other settings.
std::optional<std::string> promisor_in(std::string_view name, std::string_view value);

/// Starts libgit2, which stays up until the process ends; files are compared and merged by it
/// whatever a repository is read by.
void start_libgit2();

/// Opens what libgit2 can open; null where there may be a repository that it cannot. Throws
/// `util::Error` (usage) where there is none.
std::unique_ptr<Backend> open_with_libgit2(const OpenOptions& options);

/// Opens what git can open. Throws `util::Error` (unavailable) with git's words.
std::unique_ptr<Backend> open_with_git(const OpenOptions& options);

}  // namespace sallyport::git

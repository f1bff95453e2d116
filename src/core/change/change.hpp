#pragma once

#include "core/oid.hpp"
#include "util/sha256.hpp"
#include "util/time.hpp"

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sallyport::core {

/// One path on which two trees differ (records.md §1). `path` is raw bytes; modes are git's octal
/// modes, 0 for an absent side; the digests are of the content: a blob's bytes, a symbolic link's
/// target, a submodule's commit id in hex; all zeros for an absent side.
struct Entry {
  std::string path;
  std::uint32_t old_mode = 0;
  std::uint32_t new_mode = 0;
  util::Sha256 old_sha256{};
  util::Sha256 new_sha256{};

  friend auto operator<=>(const Entry&, const Entry&) = default;  // NOLINT(modernize-use-nullptr)
};

/// Instead of an index into `Change::commits`: no commit of the change, and it is not known which.
inline constexpr int k_outside = -1;

/// Consecutive added lines of one file that come from the same commits, which are indices into
/// `Change::commits` or, past its end, into `Change::earlier`.
struct LineShare {
  int introduced_by = k_outside;  ///< commit that first wrote the line, seen through white space
  int touched_by = k_outside;     ///< commit that gave the line its present bytes
  std::int64_t lines = 0;
  std::int64_t bytes = 0;
  std::int64_t first_line = 1;  ///< 1-based, in the new file
  int noted_by = k_outside;     ///< commit on which a note says that an AI wrote the line
  bool moved = false;           ///< `FileChange::moved_from` had the line
};

/// Lines `first` to `last` of a file, 1-based, both included.
struct LineSpan {
  std::int64_t first = 1;
  std::int64_t last = 1;

  // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 takes <=> for a comparison with 0
  friend auto operator<=>(const LineSpan&, const LineSpan&) = default;
};

/// `part` of `whole` lines, or of whatever else they are counted in; nothing where `whole` is 0.
struct Portion {
  std::int64_t part = 0;
  std::int64_t whole = 0;
};

/// What is noted about a file of a commit: which of the lines that the commit itself wrote are an
/// AI's. Numbers of other lines mean nothing.
struct NotedFile {
  std::vector<LineSpan> lines;
  Portion of_added;  ///< so many of them, not known which
};

/// What is noted about a commit, by the path that the file has in it.
struct NotedLines {
  std::map<std::string, NotedFile> files;
};

/// One entry of a change with its sizes. Counted on raw contents: attributes never play a part.
struct FileChange {
  Entry entry;
  Oid old_oid;
  Oid new_oid;
  std::int64_t added = 0;        ///< lines, as `git diff --numstat --no-renames --text`
  std::int64_t deleted = 0;      ///< lines
  std::int64_t added_bytes = 0;  ///< bytes of the added lines, their LF included
  bool opaque = false;           ///< it has no lines: binary, image, submodule, LFS pointer …
  bool packed = false;  ///< opaque, and such that it can hold code: no image, sound, video, font
  std::int64_t opaque_bytes = 0;  ///< size of the new side when opaque; what a pointer states
  bool lock_file = false;         ///< a known lock file by base name and by its content
  bool script = false;            ///< its mode or its first line says that it is run
  bool too_large = false;         ///< to be compared: its lines count as added, by an AI
  std::string moved_from;  ///< path deleted in this change with the same content, or a similar
                           ///< text; each for one file; empty: none
  std::vector<LineShare> shares;  ///< by line; sums to `added` lines and `added_bytes`
  std::vector<int> touched_by;    ///< indices of commits that changed this path, ascending
};

/// A name and an address as a commit holds them: raw bytes.
struct Identity {
  std::string name;
  std::string email;
};

/// A commit of the range, or the commit that is about to be made (then `id` is absent).
struct Commit {
  std::optional<Oid> id;
  Oid tree;
  std::vector<Oid> parents;
  Identity author;
  Identity committer;
  util::Time time;      ///< committer time
  util::Time authored;  ///< author time
  std::string message;  ///< raw bytes
  /// Its tree is the recomputed, attribute-free merge of its parents. That is looked up only of a
  /// merge that names somebody of the policy who made no other commit of the change.
  bool clean_merge = false;
  bool landed = false;  ///< of an earlier commit: the base has it among its ancestors
  /// Tip of the branch that it is the squash of, where that is known and tells whose lines are.
  std::optional<Oid> squash_of{};
};

/// Where a commit's lines come from: its parents, and the branch that it is the squash of.
std::vector<Oid> sources_of(const Commit& commit);

/// A regular file as one commit of a change left it, listed because its path was asked for.
struct WatchedFile {
  int commit = k_outside;  ///< index into `Change::commits`
  std::string path;
  Oid oid;
  bool added = false;  ///< no parent had the path, and the commit did not move the content there
};

/// What is judged: a pair of trees, the entries that differ (in order of raw path bytes), and the
/// commits between them, parents before children. Net: lines added and removed again are not there.
struct Change {
  std::optional<Oid> base_commit;
  std::optional<Oid> head_commit;
  Oid base_tree;
  Oid head_tree;
  std::vector<FileChange> files;
  std::vector<Commit> commits;
  std::vector<Commit> earlier;       ///< outside it, that first wrote lines which it brings back
  std::vector<WatchedFile> watched;  ///< by commit, then by path
};

/// Whether `notes` name line `line`, 1-based, of a file: by itself, or as one of those that the
/// commit added where only their number is known.
bool is_noted(const NotedLines& notes, const std::string& path, std::int64_t line);

/// The change digest of records.md §1 over `entries`, which must be in order of raw path bytes.
util::Sha256 change_digest(const std::vector<Entry>& entries);

/// The entries of `change`, in its order.
std::vector<Entry> entries_of(const Change& change);

}  // namespace sallyport::core

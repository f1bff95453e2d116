#pragma once

#include "core/change/change.hpp"
#include "core/oid.hpp"
#include "core/review/replay.hpp"
#include "core/review/resemblance.hpp"
#include "core/review/subjects.hpp"
#include "git/backend/layout.hpp"
#include "util/environment.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sallyport::git {

/// Where to look for a repository, as git itself would (git(1), githooks(5)).
struct OpenOptions {
  std::filesystem::path directory = ".";  ///< `-C`
  std::string git_dir;                    ///< `--git-dir`; empty: GIT_DIR or discovery
  util::Environment environment;  ///< GIT_DIR, GIT_WORK_TREE, GIT_INDEX_FILE, quarantine …
  bool lazy_fetch = true;         ///< a partial clone may fetch what its remote promised
};

struct Reference {
  std::string name;  ///< full, raw bytes
  core::Oid target;  ///< peeled to a commit where it can be, else the object named
};

/// A file of a tree.
struct TreeFile {
  std::uint32_t mode = 0;  ///< git's octal mode
  core::Oid oid;
  std::string content;  ///< empty for a tree or a submodule
};

/// One entry of a tree.
struct FolderEntry {
  std::string name;
  std::uint32_t mode = 0;
  core::Oid oid;
};

/// What is to become of one place of a tree.
struct TreeEdit {
  enum class Kind {
    file,    ///< it holds the blob `oid`, with mode 100644
    folder,  ///< it holds the tree `oid`
    remove,  ///< it holds nothing; it must have held something
  };
  std::string path;
  Kind kind = Kind::file;
  core::Oid oid{};
};

/// A value of git's configuration with the scope it comes from.
enum class ConfigScope { system, global, local, worktree };

/// What is noted about the lines of a commit; null where nothing is.
using NoteReader = std::function<const core::NotedLines*(const core::Commit&)>;

/// How much of a change is read.
enum class Detail {
  whole,     ///< every entry, with the digests of its contents, and `Change::earlier`
  own_work,  ///< only what its commits made themselves, against all their parents; no digests
};

/// What a range, or the commit about to be made, consists of.
struct ChangeRequest {
  std::optional<core::Oid> base_commit;  ///< absent: the empty tree, or only `base_tree` is known
  core::Oid base_tree;
  std::optional<core::Oid> head_commit;
  core::Oid head_tree;
  std::vector<core::Commit> commits;  ///< parents before children; the last may have no id
  std::function<bool(std::string_view)> watches{};  ///< paths for `Change::watched`; null: none
  NoteReader notes{};
  Detail detail = Detail::whole;
};

/// Consecutive lines of a file that one commit wrote as they are but for white space.
struct BlamedLines {
  std::int64_t first_line = 1;  ///< 1-based, in the file that was asked about
  std::int64_t lines = 0;
  core::Oid commit;
  std::string path;                   ///< of the file in that commit, raw bytes
  std::int64_t first_line_there = 1;  ///< 1-based, in that file
};

/// A file of a tree by its path and blob.
using PathBlob = std::pair<std::string, core::Oid>;

/// The outcomes of moving a ref that someone else may move too.
enum class RefUpdate { moved, changed_meanwhile };

/// A git repository, read without attributes, replacements, hooks or filters, through libgit2 or,
/// where that cannot, through git. Nothing in a work tree is ever changed. One thread at a time.
/// Every function throws `util::Error` (unavailable) naming the object when something it needs is
/// missing or corrupt.
class Repository {
 public:
  /// Opens the repository that git would use. Throws `util::Error`: usage when there is none,
  /// unavailable with the mend when it cannot be read (foreign owner …).
  static Repository open(const OpenOptions& options);

  Repository(Repository&&) noexcept;
  Repository& operator=(Repository&&) noexcept;
  Repository(const Repository&) = delete;
  Repository& operator=(const Repository&) = delete;
  ~Repository();

  [[nodiscard]] const Layout& layout() const;
  [[nodiscard]] std::filesystem::path git_dir() const;     ///< absolute, of this worktree
  [[nodiscard]] std::filesystem::path common_dir() const;  ///< absolute, shared by all worktrees
  [[nodiscard]] std::optional<std::filesystem::path> work_dir() const;  ///< absent when bare
  [[nodiscard]] bool is_bare() const;
  [[nodiscard]] core::Oid empty_tree() const;  ///< in the format of this repository
  [[nodiscard]] bool is_shallow() const;

  /// Whether this is a partial clone that may fetch what it left out.
  [[nodiscard]] bool fetches() const;
  /// Fetches, in one go, those of the objects that a partial clone was promised and has not.
  void prefetch(const std::vector<core::Oid>& ids) const;

  // --- refs and revisions ---

  /// The full name that HEAD points to; absent when detached. Present on an unborn branch.
  [[nodiscard]] std::optional<std::string> head_branch() const;
  [[nodiscard]] std::optional<core::Oid> head_commit() const;  ///< absent on an unborn branch
  /// The commit that a revision names (gitrevisions(7)), tags peeled; absent when nothing does. A
  /// short name means a branch, here or of a remote, before a tag. Throws `util::Error` (usage) for
  /// one that may mean two things.
  [[nodiscard]] std::optional<core::Oid> resolve_commit(std::string_view revision) const;
  /// The tree that a revision, a tree-ish, or a full hex id names; absent when nothing does.
  [[nodiscard]] std::optional<core::Oid> resolve_tree(std::string_view revision) const;
  /// The full name of the ref that such a name means (`main`, `origin/main`), symbolic refs
  /// followed; absent: none.
  [[nodiscard]] std::optional<std::string> full_ref_name(std::string_view name) const;
  /// The commit of an existing ref with that full name.
  [[nodiscard]] std::optional<core::Oid> reference(std::string_view full_name) const;
  /// The ref that a symbolic ref names, such as `refs/remotes/origin/HEAD`.
  [[nodiscard]] std::optional<std::string> symbolic_target(std::string_view full_name) const;
  /// All refs that start with `prefix`, sorted by name; where there are more than `most`, so many
  /// of them.
  [[nodiscard]] std::vector<Reference> references(
      std::string_view prefix, std::size_t most = std::numeric_limits<std::size_t>::max()) const;
  /// The names of the configured remotes, sorted; read once.
  [[nodiscard]] std::vector<std::string> remotes() const;

  // --- commits and trees ---

  /// Author, parents, message … of a commit, without `clean_merge`.
  [[nodiscard]] core::Commit commit(const core::Oid& id) const;
  /// Whether a commit is a merge of two and its tree what merging them gives. Of one at the
  /// boundary of a shallow clone, or that is about to be made, that is not known, and taken to be
  /// not so.
  [[nodiscard]] bool is_clean_merge(const core::Commit& commit) const;
  /// Whether `tree` is what merging `theirs` into `ours` gives, without conflict and attributes.
  [[nodiscard]] bool is_merge_of(const core::Oid& tree, const core::Oid& ours,
                                 const core::Oid& theirs) const;
  /// Only its tree, which is cheaper.
  [[nodiscard]] core::Oid tree_of(const core::Oid& commit) const;
  /// The commits that first parents lead to from `tip` on, `tip` first, at most `most`. Throws with
  /// the command that deepens when it meets a shallow boundary before.
  [[nodiscard]] std::vector<core::Oid> first_parents(
      const core::Oid& tip, std::size_t most = std::numeric_limits<std::size_t>::max()) const;
  [[nodiscard]] bool has_commit(const core::Oid& id) const;
  /// Throws when there is no object of that name, of whatever kind.
  void require_object(const core::Oid& id) const;
  /// The best merge bases of `head` and the others together, as `git merge-base --all HEAD C…`.
  [[nodiscard]] std::vector<core::Oid> merge_bases(const core::Oid& head,
                                                   std::span<const core::Oid> others) const;
  /// The commits that are reachable from `heads` and not from `hidden`, parents before children.
  /// Throws with the command that deepens when it meets a shallow boundary.
  [[nodiscard]] std::vector<core::Commit> commits_between(std::span<const core::Oid> heads,
                                                          std::span<const core::Oid> hidden) const;
  /// Only their ids, which is cheaper.
  [[nodiscard]] std::vector<core::Oid> ids_between(std::span<const core::Oid> heads,
                                                   std::span<const core::Oid> hidden) const;
  [[nodiscard]] bool is_ancestor(const core::Oid& ancestor, const core::Oid& descendant) const;
  /// The file, link or submodule at `path`; absent when there is none. `limit` is in bytes; a
  /// larger one throws.
  [[nodiscard]] std::optional<TreeFile> file_at(const core::Oid& tree, std::string_view path,
                                                std::int64_t limit) const;
  /// The blob of the regular file at `path`; absent where there is none, where it has more than
  /// `limit` bytes, and where it or a folder on the way is not in the repository.
  [[nodiscard]] std::optional<core::Oid> small_file(const core::Oid& tree, std::string_view path,
                                                    std::int64_t limit) const;
  /// The names and modes directly inside the folder `path` ("" is the root), sorted; empty: none.
  [[nodiscard]] std::vector<std::pair<std::string, std::uint32_t>> list_folder(
      const core::Oid& tree, std::string_view path) const;
  /// The entries of the tree `folder`, in git's order.
  [[nodiscard]] std::vector<FolderEntry> entries_of_folder(const core::Oid& folder) const;

  // --- changes ---

  /// The tree that `git commit` would write from the index in force (GIT_INDEX_FILE, worktrees).
  /// Read once. Writes no object to the repository. Throws when entries are unmerged.
  [[nodiscard]] core::Oid index_tree() const;
  /// The same tree, its objects stored, so that it can still be judged when the index has moved on.
  core::Oid store_index_tree();
  /// The commits that a merge in progress would add as parents (MERGE_HEAD, or `GITHEAD_*` in the
  /// environment at pre-merge-commit).
  [[nodiscard]] std::vector<core::Oid> merge_heads() const;
  /// Entries, sizes and line origins of a change.
  [[nodiscard]] core::Change read_change(const ChangeRequest& request) const;
  /// Only the entries between two trees, in order of raw path bytes.
  [[nodiscard]] std::vector<core::Entry> read_entries(const core::Oid& base_tree,
                                                      const core::Oid& head_tree) const;

  /// Whether reading may make git fetch, as in a partial clone.
  [[nodiscard]] bool may_fetch() const;
  /// The paths on which two trees differ, in order of their bytes, and what the second one has
  /// there; zero: nothing.
  [[nodiscard]] std::vector<std::pair<std::string, core::Oid>> changed_paths(
      const core::Oid& before, const core::Oid& after) const;

  /// Whether `tree` has the new side of `entry` at its path.
  [[nodiscard]] bool has_new_side(const core::Oid& tree, const core::Entry& entry) const;

  /// Carries the reviewed change of each file over to the change from `base_tree` to `head_tree`
  /// (records.md §4, `replay`). Reviewed content is taken from the trees of the record, else from
  /// `subjects`, and counts only where it has the digest that was signed; where it is not here,
  /// that is the outcome.
  [[nodiscard]] core::Replays replay(const core::Oid& base_tree, const core::Oid& head_tree,
                                     std::span<const core::ReplayTask> tasks,
                                     const core::SubjectBlobs& subjects = {}) const;

  /// Which files of the change carry each of the `rejected` ones: they add half of the same lines
  /// again, or, where it took away as much as it added, lose half of the same. A rejected file
  /// whose content is not here is taken to be carried at its own path.
  [[nodiscard]] core::Resemblances resemblances(const core::Change& change,
                                                std::span<const core::ReplayTask> rejected,
                                                const core::SubjectBlobs& subjects = {}) const;

  /// Who wrote each line of the file at `path` in `commit`, over the whole history, in order of
  /// lines: as `git blame -w`, through white-space-only changes and through the renames of the
  /// file. Nothing for a path without a file, and for what is not text. A commit that is about to
  /// be made has no id: its own lines are by the zero id. Throws with the command that deepens
  /// where lines come from before a shallow boundary.
  [[nodiscard]] std::vector<BlamedLines> blame(const core::Commit& commit,
                                               std::string_view path) const;
  /// The same of some `lines` alone, counted from 0 and in order.
  [[nodiscard]] std::vector<BlamedLines> blame(const core::Oid& id, std::string_view path,
                                               std::span<const std::int64_t> lines) const;

  // --- configuration, and what the log needs ---

  /// Lets git read the configuration, with every include, and what the command line and the
  /// environment set (`git -c`, GIT_CONFIG_COUNT), which counts as `global`. Without it `config`
  /// reads the files itself, which is enough for hooks. Throws `util::Error` (unavailable) when git
  /// cannot.
  void load_config();
  /// A configuration value from the widest scope down to `least_trusted`: with `global`, the
  /// repository's own configuration is not looked at.
  [[nodiscard]] std::optional<std::string> config(std::string_view name,
                                                  ConfigScope least_trusted) const;
  [[nodiscard]] core::Oid write_blob(std::string_view content);
  /// `base` (the empty tree: none) with `edits`, no two of which are about the same place. The
  /// tree's id.
  [[nodiscard]] core::Oid edit_tree(const core::Oid& base, const std::vector<TreeEdit>& edits);
  [[nodiscard]] core::Oid write_commit(const core::Commit& commit);
  /// Moves `name` to `to` only if it still is `from` (zero: it must not exist).
  RefUpdate move_reference(std::string_view name, const core::Oid& from, const core::Oid& to,
                           std::string_view reflog_message);
  /// What is known of refs may be old: another program may have moved some.
  void forget_refs() const;
  /// Every file that any commit reachable from `tips` and not from `hidden` added, by path and
  /// blob, sorted; a path that was altered later is there with each of its blobs.
  [[nodiscard]] std::vector<PathBlob> files_ever_added(std::span<const core::Oid> tips,
                                                       std::span<const core::Oid> hidden) const;
  /// Every file that any commit reachable from `tips` and not from `hidden` took away or altered,
  /// beside any of its parents; as it was, by path and blob, sorted.
  [[nodiscard]] std::vector<PathBlob> files_ever_taken(std::span<const core::Oid> tips,
                                                       std::span<const core::Oid> hidden) const;
  /// The files of `tree` that `other` has not, or has with another content, sorted by path.
  [[nodiscard]] std::vector<PathBlob> files_only_in(const core::Oid& tree,
                                                    const core::Oid& other) const;
  /// The blob at each path in `tree`; nothing where there is no file.
  [[nodiscard]] std::vector<std::optional<core::Oid>> blobs_at(
      const core::Oid& tree, std::span<const std::string> paths) const;
  [[nodiscard]] std::string read_blob(const core::Oid& id, std::int64_t limit) const;
  /// The size of a blob in bytes.
  [[nodiscard]] std::int64_t blob_size(const core::Oid& id) const;
  /// Its content; nothing of one that is larger.
  [[nodiscard]] std::optional<std::string> small_blob(const core::Oid& id,
                                                      std::int64_t limit) const;
  /// The first `limit` bytes of a blob; nothing of one that is too large to load.
  [[nodiscard]] std::string blob_start(const core::Oid& id, std::int64_t limit) const;

 private:
  struct State;
  explicit Repository(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// Of the library that the program runs with, such as `1.5.1`.
std::string libgit2_version();

}  // namespace sallyport::git

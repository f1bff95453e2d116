#include "git/command.hpp"
#include "git/objects/libgit2_types.hpp"
#include "git/repository.hpp"
#include "git/repository_state.hpp"
#include "util/error.hpp"
#include "util/file.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

namespace sallyport::git {
namespace {

namespace fs = std::filesystem;
using util::Error;
using util::ErrorKind;

[[noreturn]] void refuse_unmerged(std::vector<std::string> paths) {
  std::sort(paths.begin(), paths.end());
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  for (std::string& path : paths) {
    path = util::quote_path(path);
  }
  throw Error(ErrorKind::refused,
              fmt::format("cannot commit: unmerged paths {}", util::join(paths, ", ")),
              "resolve the conflicts, then git add");
}

std::vector<std::string> unmerged_paths(git_index* index) {
  std::vector<std::string> paths;
  for (std::size_t at = 0; at < git_index_entrycount(index); ++at) {
    const git_index_entry* entry = git_index_get_byindex(index, at);
    if (git_index_entry_stage(entry) > 0) {
      paths.emplace_back(entry->path);
    }
  }
  return paths;
}

/// Takes out what `git add --intent-to-add` only announced.
void drop_intended(git_index* index) {
  std::vector<std::string> intended;
  for (std::size_t at = 0; at < git_index_entrycount(index); ++at) {
    const git_index_entry* entry = git_index_get_byindex(index, at);
    if ((entry->flags_extended & GIT_INDEX_ENTRY_INTENT_TO_ADD) != 0) {
      intended.emplace_back(entry->path);
    }
  }
  for (const std::string& path : intended) {
    check(git_index_remove(index, path.c_str(), 0), "read the index");
  }
}

/// The index, or nothing where only git can read its format (sparse, split, without checksum).
IndexHandle open_index(const fs::path& path) {
  git_index* raw = nullptr;
  if (git_index_open(&raw, path.c_str()) == 0) {
    return IndexHandle(raw);
  }
  const std::string cause = last_error();
  if (cause.find("unsupported mandatory extension") == std::string::npos &&
      cause.find("checksum") == std::string::npos) {
    throw Error(ErrorKind::unavailable, fmt::format("cannot read the index: {}", cause),
                "git status");
  }
  return nullptr;
}

core::Oid write_tree(git_index* index, git_repository* into) {
  if (git_index_has_conflicts(index) == 1) {
    refuse_unmerged(unmerged_paths(index));
  }
  drop_intended(index);
  git_oid tree;
  check(git_index_write_tree_to(&tree, index, into), "make a tree of the index");
  return from_git(tree);
}

/// Merge heads that git names in the environment while it runs pre-merge-commit.
std::vector<core::Oid> heads_in_environment(const util::Environment& environment) {
  constexpr std::string_view k_prefix = "GITHEAD_";
  std::vector<core::Oid> heads;
  for (auto at = environment.lower_bound(std::string(k_prefix));
       at != environment.end() && at->first.starts_with(k_prefix); ++at) {
    if (const auto id = core::parse_oid(std::string_view(at->first).substr(k_prefix.size()))) {
      heads.push_back(*id);
    }
  }
  return heads;
}

[[noreturn]] void explain_failure(const Command& command, const std::string& errors) {
  std::vector<std::string> paths;
  const util::CommandResult listed = run(command, {"ls-files", "--unmerged", "-z"});
  for (const std::string& line : util::split(listed.output, '\0')) {
    if (const std::size_t tab = line.find('\t'); tab != std::string::npos) {
      paths.push_back(line.substr(tab + 1));
    }
  }
  if (!paths.empty()) {
    refuse_unmerged(paths);
  }
  throw Error(ErrorKind::unavailable, util::say("cannot read the index: {}", util::trim(errors)),
              "git status");
}

/// Where git puts new objects, and where it finds others.
struct ObjectFolders {
  fs::path store;
  std::vector<fs::path> alternates;
};

/// `git write-tree` on a copy of the index, because it would lock and rewrite the original.
core::Oid tree_by_git(Command command, const fs::path& index, const ObjectFolders& objects) {
  const util::TemporaryFolder folder;
  const fs::path copy = folder.path() / "index";
  util::write_file(copy, util::read_file(index, std::int64_t{4} << 30U).value_or(""));
  std::vector<std::string> alternates(objects.alternates.begin(), objects.alternates.end());
  command.environment["GIT_INDEX_FILE"] = copy.string();
  command.environment["GIT_OBJECT_DIRECTORY"] = objects.store.string();
  command.environment["GIT_ALTERNATE_OBJECT_DIRECTORIES"] = util::join(alternates, ":");
  const util::CommandResult result = run(command, {"write-tree"});
  const auto tree = core::parse_oid(util::trim(result.output));
  if (result.status != 0 || !tree) {
    explain_failure(command, result.errors);
  }
  return *tree;
}

}  // namespace

core::Oid Repository::index_tree() const {
  if (const IndexHandle index = open_index(state_->index_file)) {
    return write_tree(index.get(), state_->plain.get());
  }
  if (!state_->scratch) {
    state_->scratch.emplace();
    check(git_odb_add_disk_alternate(state_->odb.get(), state_->scratch->path().c_str()),
          "open a temporary object database");
  }
  ObjectFolders objects{state_->scratch->path(), state_->alternates};
  objects.alternates.push_back(state_->object_dir);
  return tree_by_git(command_for(*this, state_->environment), state_->index_file, objects);
}

core::Oid Repository::store_index_tree() {
  if (const IndexHandle index = open_index(state_->index_file)) {
    return write_tree(index.get(), state_->for_storing());
  }
  return tree_by_git(command_for(*this, state_->environment), state_->index_file,
                     {state_->object_dir, state_->alternates});
}

std::vector<core::Oid> Repository::merge_heads() const {
  std::vector<core::Oid> heads;
  const std::string text = util::read_file(git_dir() / "MERGE_HEAD").value_or("");
  for (const std::string_view line : util::split_lines(text)) {
    if (const auto id = core::parse_oid(util::trim(line))) {
      heads.push_back(*id);
    }
  }
  return heads.empty() ? heads_in_environment(state_->environment) : heads;
}

}  // namespace sallyport::git

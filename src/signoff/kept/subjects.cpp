#include "signoff/kept/subjects.hpp"

#include "core/git_terms.hpp"
#include "git/merge/file_replay.hpp"
#include "signoff/kept/waiting.hpp"
#include "signoff/log/log_path.hpp"
#include "signoff/log/log_refs.hpp"
#include "signoff/record/fields.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <set>

namespace sallyport::signoff {
namespace {

/// What a decision about content is carried over by; the other records hold by equality or not at
/// all.
bool is_replayed(const core::SignoffRecord& record) {
  return record.item != core::k_provenance && (record.verdict == core::RecordVerdict::approve ||
                                               record.verdict == core::RecordVerdict::reject);
}

/// One side of a review: `old` or `new`, and the tree it is in.
struct Side {
  std::string_view name;
  core::Oid tree;
};

void keep_side(const git::Repository& repository, const core::SignoffRecord& record,
               const Side& side, std::vector<git::TreeEdit>& edits) {
  for (const core::Entry& entry : record.covers) {
    const auto blob = entry.path.size() > k_longest_path
                          ? std::nullopt
                          : repository.small_file(side.tree, entry.path, git::k_largest_replay);
    if (blob) {
      edits.push_back({fmt::format("{}/{}/{}", subjects_folder(record.id), side.name, entry.path),
                       git::TreeEdit::Kind::file, *blob});
    }
  }
}

/// What keeps the files of one review; nothing where it has none that can be replayed.
std::vector<git::TreeEdit> edits_to_keep(git::Repository& repository,
                                         const core::SignoffRecord& record) {
  std::vector<git::TreeEdit> edits;
  keep_side(repository, record, {"old", record.base.tree}, edits);
  keep_side(repository, record, {"new", record.head.tree}, edits);
  if (!edits.empty()) {
    const Waiting waiting{record.id, record.head.commit, record.head.tree};
    edits.push_back(
        {"heads/" + record.id, git::TreeEdit::Kind::file, repository.write_blob(text_of(waiting))});
  }
  return edits;
}

/// A review, by its two trees.
using Reviewed = std::pair<core::Oid, core::Oid>;

/// Where the subjects of a record are.
std::vector<core::Oid> folders_of(const git::Repository& repository,
                                  const std::vector<core::Oid>& trees, const std::string& id) {
  std::vector<core::Oid> folders;
  for (const core::Oid& tree : trees) {
    const auto folder = repository.file_at(tree, subjects_folder(id), 0);
    if (folder && folder->mode == core::k_mode_tree) {
      folders.push_back(folder->oid);
    }
  }
  return folders;
}

/// The entries of the folder `name` of a tree; none where it has no such folder.
std::vector<git::FolderEntry> entries_in(const git::Repository& repository, const core::Oid& tree,
                                         std::string_view name) {
  const auto folder = repository.file_at(tree, name, INT64_MAX);
  return folder && folder->mode == core::k_mode_tree ? repository.entries_of_folder(folder->oid)
                                                     : std::vector<git::FolderEntry>{};
}

void add_subjects(const git::Repository& repository, const core::Oid& folder,
                  const std::vector<std::string>& names, core::SubjectBlobs& found) {
  for (const std::string& name : names) {
    if (const auto blob = repository.small_file(folder, name, git::k_largest_replay)) {
      found[name].insert(*blob);
    }
  }
}

}  // namespace

std::vector<core::Oid> log_trees(const git::Repository& repository, std::string_view branch) {
  std::vector<core::Oid> trees;
  for (const core::Oid& tip : log_tips(repository, branch)) {
    if (repository.has_commit(tip)) {
      trees.push_back(repository.tree_of(tip));
    }
  }
  return trees;
}

void keep_subjects(git::Repository& repository, const std::vector<core::SignoffRecord>& records,
                   const LogChange& change) {
  std::vector<git::TreeEdit> edits;
  for (const core::SignoffRecord& record : records) {
    const auto more =
        is_replayed(record) ? edits_to_keep(repository, record) : std::vector<git::TreeEdit>{};
    edits.insert(edits.end(), more.begin(), more.end());
  }
  edit_waiting(
      repository, [&](const core::Oid& /*tree*/) { return edits; }, change);
}

core::SubjectBlobs find_subjects(const git::Repository& repository, std::string_view branch,
                                 const std::vector<core::SignoffRecord>& records,
                                 const std::vector<core::ReplayTask>& tasks) {
  std::map<Reviewed, std::vector<std::string>> wanted;
  for (const core::ReplayTask& task : tasks) {
    auto& names = wanted[{task.reviewed_base, task.reviewed_head}];
    names.push_back("old/" + task.reviewed.path);
    names.push_back("new/" + task.reviewed.path);
  }
  std::vector<core::Oid> places = log_trees(repository, branch);
  places.push_back(waiting_tree(repository));
  core::SubjectBlobs found;
  for (const core::SignoffRecord& record : records) {
    const auto names = wanted.find({record.base.tree, record.head.tree});
    if (names != wanted.end()) {
      for (const core::Oid& folder : folders_of(repository, places, record.id)) {
        add_subjects(repository, folder, names->second, found);
      }
    }
  }
  return found;
}

std::map<std::string, std::vector<std::string>> purge_marks(const git::Repository& repository,
                                                            const core::Oid& log_tree) {
  std::map<std::string, std::vector<std::string>> marks;
  for (const git::FolderEntry& record : entries_in(repository, log_tree, k_subjects)) {
    if (record.mode != core::k_mode_tree) {
      continue;
    }
    for (const git::FolderEntry& mark : entries_in(repository, record.oid, k_purged_by)) {
      marks[record.name].push_back(fmt::format("standing/{}{}", mark.name, k_record_suffix));
    }
  }
  return marks;
}

void mark_purged(git::Repository& repository, std::string_view branch, const std::string& id,
                 const std::string& purge, const LogChange& change) {
  const core::Oid content = repository.write_blob("purged\n");
  const std::string path = fmt::format("{}/{}/{}", subjects_folder(id), k_purged_by, purge);
  edit_log(
      repository, branch,
      [&](const core::Oid& /*tree*/) {
        return std::vector<git::TreeEdit>{{path, git::TreeEdit::Kind::file, content}};
      },
      change);
}

std::vector<git::TreeEdit> edits_to_drop(const git::Repository& repository,
                                         const core::Oid& log_tree, const std::string& id) {
  std::vector<git::TreeEdit> edits;
  for (const auto& [name, mode] : repository.list_folder(log_tree, subjects_folder(id))) {
    if (name != k_purged_by) {
      edits.push_back(
          {fmt::format("{}/{}", subjects_folder(id), name), git::TreeEdit::Kind::remove});
    }
  }
  return edits;
}

void drop_subjects(git::Repository& repository, std::string_view branch, const std::string& id,
                   const LogChange& change) {
  edit_log(
      repository, branch,
      [&](const core::Oid& tree) { return edits_to_drop(repository, tree, id); }, change);
  forget_waiting(repository, {id}, change);
}

}  // namespace sallyport::signoff

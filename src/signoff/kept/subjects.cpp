#include "signoff/kept/subjects.hpp"

#include "core/git_terms.hpp"
#include "git/merge/file_replay.hpp"
#include "signoff/kept/waiting.hpp"
#include "signoff/log/log_refs.hpp"
#include "signoff/record/fields.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace sallyport::signoff {
namespace {

std::string mark_of(const std::string& id) {
  return fmt::format("{}/{}", subjects_folder(id), k_purged);
}

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

/// The trees that hold subjects.
struct Places {
  std::vector<core::Oid> logs;
  core::Oid waiting;
};

/// Where the subjects of a record are; nowhere once a log has them purged.
std::vector<core::Oid> folders_of(const git::Repository& repository, const Places& places,
                                  const std::string& id) {
  std::vector<core::Oid> trees = places.logs;
  if (std::any_of(trees.begin(), trees.end(),
                  [&](const core::Oid& log) { return is_purged(repository, log, id); })) {
    return {};
  }
  trees.push_back(places.waiting);
  std::vector<core::Oid> folders;
  for (const core::Oid& tree : trees) {
    const auto folder = repository.file_at(tree, subjects_folder(id), 0);
    if (folder && folder->mode == core::k_mode_tree) {
      folders.push_back(folder->oid);
    }
  }
  return folders;
}

void add_subjects(const git::Repository& repository, const core::Oid& folder,
                  const std::vector<std::string>& names, core::SubjectBlobs& found) {
  for (const std::string& name : names) {
    if (const auto blob = repository.small_file(folder, name, git::k_largest_replay)) {
      found[name].insert(*blob);
    }
  }
}

/// Adds the ids whose subjects a log with these files has purged.
void note_purged(const LogFiles& files, std::set<std::string>& purged) {
  for (const auto& [path, blob] : files) {
    const auto subject = parse_subject_path(path);
    if (subject && subject->file.empty()) {
      purged.insert(subject->id);
    }
  }
}

/// `old` or `new` of the subjects that a path is in, where those were purged; else empty.
std::string purged_folder(std::string_view path, const std::set<std::string>& purged) {
  const auto subject = parse_subject_path(path);
  if (!subject || subject->file.empty() || !purged.contains(subject->id)) {
    return "";
  }
  return fmt::format("{}/{}", subjects_folder(subject->id), subject->file.substr(0, 3));
}

}  // namespace

bool is_purged(const git::Repository& repository, const core::Oid& log_tree,
               const std::string& id) {
  constexpr std::int64_t k_any_size = INT64_MAX;
  return repository.small_file(log_tree, mark_of(id), k_any_size).has_value();
}

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
  const Places places{log_trees(repository, branch), waiting_tree(repository)};
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

void purge_subjects(git::Repository& repository, std::string_view branch, const std::string& id,
                    const LogChange& change) {
  const core::Oid mark =
      repository.write_blob(fmt::format("purged {} by {} <{}>\n", util::to_iso8601(change.now),
                                        change.identity.name, change.identity.email));
  const auto edits_for = [&](const core::Oid& tree) {
    std::vector<git::TreeEdit> edits;
    for (const auto& [name, mode] : repository.list_folder(tree, subjects_folder(id))) {
      if (name != k_purged) {
        edits.push_back(
            {fmt::format("{}/{}", subjects_folder(id), name), git::TreeEdit::Kind::remove});
      }
    }
    if (!is_purged(repository, tree, id)) {
      edits.push_back({mark_of(id), git::TreeEdit::Kind::file, mark});
    }
    return edits;
  };
  edit_log(repository, branch, edits_for, change);
  forget_waiting(repository, {id}, change);
}

std::vector<std::string> ids_with_subjects(const git::Repository& repository,
                                           std::string_view branch) {
  std::set<std::string> ids;
  std::vector<core::Oid> places = log_trees(repository, branch);
  places.push_back(waiting_tree(repository));
  for (const core::Oid& place : places) {
    for (const auto& [name, mode] : repository.list_folder(place, k_subjects)) {
      if (is_digest(name)) {
        ids.insert(name);
      }
    }
  }
  return {ids.begin(), ids.end()};
}

std::vector<git::TreeEdit> edits_to_unite(const LogFiles& ours, const LogFiles& theirs) {
  std::set<std::string> purged;
  note_purged(ours, purged);
  note_purged(theirs, purged);
  std::set<std::string> present;
  std::set<std::string> dropped;
  for (const auto& [path, blob] : ours) {
    present.insert(path);
    dropped.insert(purged_folder(path, purged));
  }
  dropped.erase("");
  std::vector<git::TreeEdit> edits;
  edits.reserve(dropped.size());
  for (const std::string& folder : dropped) {
    edits.push_back({folder, git::TreeEdit::Kind::remove});
  }
  for (const auto& [path, blob] : theirs) {
    if (purged_folder(path, purged).empty() && present.insert(path).second) {
      edits.push_back({path, git::TreeEdit::Kind::file, blob});
    }
  }
  return edits;
}

}  // namespace sallyport::signoff

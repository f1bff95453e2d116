#pragma once

#include "core/review/record.hpp"
#include "core/review/replay.hpp"
#include "core/review/subjects.hpp"
#include "git/repository.hpp"
#include "signoff/log/log.hpp"
#include "signoff/log/log_path.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sallyport::signoff {

/// Whether the subjects of a record were purged, as the tree of a log has it.
bool is_purged(const git::Repository& repository, const core::Oid& log_tree, const std::string& id);

/// The trees of the local log and of all its copies.
std::vector<core::Oid> log_trees(const git::Repository& repository, std::string_view branch);

/// Keeps the regular files of the covers of approvals and rejections, as reviewed, where they wait.
/// Each record has its id. Files that are too large to be replayed, not in the repository, or too
/// deep for the log are left out.
void keep_subjects(git::Repository& repository, const std::vector<core::SignoffRecord>& records,
                   const LogChange& change);

/// What was kept of the reviews of `records` that the `tasks` are about: in the log, in its copies,
/// and where subjects wait. Not of those that any copy of the log says were purged.
core::SubjectBlobs find_subjects(const git::Repository& repository, std::string_view branch,
                                 const std::vector<core::SignoffRecord>& records,
                                 const std::vector<core::ReplayTask>& tasks);

/// Marks the subjects of a record as purged and takes them out of the tip of the local log, and
/// from where they wait. Commits before the tip still hold them.
void purge_subjects(git::Repository& repository, std::string_view branch, const std::string& id,
                    const LogChange& change);

/// The ids of records that have subjects, in the log, in its copies, or waiting; sorted.
std::vector<std::string> ids_with_subjects(const git::Repository& repository,
                                           std::string_view branch);

/// Files of a log, by path and blob.
using LogFiles = std::vector<git::PathBlob>;

/// What makes the tree with the files `ours` the union of two logs, of which the other ever had
/// `theirs`: nothing is lost but the subjects that either has purged.
std::vector<git::TreeEdit> edits_to_unite(const LogFiles& ours, const LogFiles& theirs);

}  // namespace sallyport::signoff

#pragma once

#include "core/review/record.hpp"
#include "core/review/replay.hpp"
#include "core/review/subjects.hpp"
#include "git/repository.hpp"
#include "signoff/log/log.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::signoff {

/// The trees of the local log and of all its copies.
std::vector<core::Oid> log_trees(const git::Repository& repository, std::string_view branch);

/// Keeps the regular files of the covers of approvals and rejections, as reviewed, where they wait.
/// Each record has its id. Files that are too large to be replayed, not in the repository, or too
/// deep for the log are left out.
void keep_subjects(git::Repository& repository, const std::vector<core::SignoffRecord>& records,
                   const LogChange& change);

/// What was kept of the reviews of `records` that the `tasks` are about: in the log, in its copies,
/// and where subjects wait.
core::SubjectBlobs find_subjects(const git::Repository& repository, std::string_view branch,
                                 const std::vector<core::SignoffRecord>& records,
                                 const std::vector<core::ReplayTask>& tasks);

/// For each record whose subjects a log says were purged, by id, the records that say so, by paths
/// in its tree. Anybody can write such a mark: whether what it names counts is another question.
std::map<std::string, std::vector<std::string>> purge_marks(const git::Repository& repository,
                                                            const core::Oid& log_tree);

/// Marks that the record file named `purge`, without folder and suffix, purges the subjects of a
/// record.
void mark_purged(git::Repository& repository, std::string_view branch, const std::string& id,
                 const std::string& purge, const LogChange& change);

/// What takes the subjects of a record out of the tree of a log, and leaves the marks.
std::vector<git::TreeEdit> edits_to_drop(const git::Repository& repository,
                                         const core::Oid& log_tree, const std::string& id);

/// Takes the subjects of a record out of the tip of the local log, and from where they wait.
/// Commits before the tip still hold them.
void drop_subjects(git::Repository& repository, std::string_view branch, const std::string& id,
                   const LogChange& change);

}  // namespace sallyport::signoff

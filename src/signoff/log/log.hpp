#pragma once

#include "core/review/record.hpp"
#include "git/repository.hpp"
#include "signoff/record/envelope.hpp"
#include "util/environment.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::signoff {

/// A record read from the log, its signature not yet checked.
struct LoggedRecord {
  core::SignoffRecord record;
  Envelope envelope;
};

/// What the log branch holds.
struct Log {
  std::vector<LoggedRecord> records;  ///< sorted by file name
  std::vector<std::string> problems;  ///< copies that went back; malformed, altered or removed
                                      ///< files; one line each
};

/// Reads the union of the local log branch and its remote-tracking copies, with what a copy lost:
/// every record file that any commit of their history added. `branch` is without `refs/heads/`.
/// Approvals filed under a day before `earliest` are passed over.
Log read_log(const git::Repository& repository, std::string_view branch,
             std::optional<util::Time> earliest = std::nullopt);

/// Why a file may not be added to the log: it is not where records are kept, not named by its
/// content, or no record. Empty: it may.
std::string fault_of_log_file(std::string_view path, std::string_view content);

/// A record file to append: its path in the log tree and its bytes.
struct LogFile {
  std::string path;
  std::string content;
};

/// The files of a new record, ready to append.
std::vector<LogFile> log_files(const core::SignoffRecord& record, const Payload& payload,
                               std::string_view envelope);

/// Appends files to the local log branch, making it where there is none (on the tracking tip if
/// there is one). Retries when another process moved it. Throws `util::Error` (unavailable).
void append_to_log(git::Repository& repository, std::string_view branch,
                   const std::vector<LogFile>& files, const core::Identity& identity,
                   util::Time now);

/// Who changes the log where no record says who.
core::Identity committer(const git::Repository& repository, const util::Environment& environment);

/// Who changes the log, when, and what for.
struct LogChange {
  core::Identity identity;
  util::Time now;
  std::string message;
};

/// The commit of a change, as yet without tree and parents.
core::Commit commit_of(const LogChange& change);

/// What a change does to the tree of a log; asked again when the log moved meanwhile. Nothing:
/// there is nothing to do.
using EditsFor = std::function<std::vector<git::TreeEdit>(const core::Oid& tree)>;

/// Puts one commit on the local log branch, as `append_to_log` does.
void edit_log(git::Repository& repository, std::string_view branch, const EditsFor& edits_for,
              const LogChange& change);

/// How a sync ended.
struct SyncResult {
  bool fetched = false;
  bool pushed = false;
  std::string
      problem;  ///< what git said when the remote could not be reached or refused; else empty
};

/// Fetches the log branch from `remote`, unites, pushes it with `--no-verify`, through the user's
/// `git`. Never throws for a network failure: that is `problem`. `before_push` may add to the local
/// log once the remote's is in it; what it throws is a `problem` as well.
SyncResult sync_log(git::Repository& repository, std::string_view branch, std::string_view remote,
                    const util::Environment& environment,
                    const std::function<void()>& before_push = {});

/// Only the fetch, at most `timeout`.
SyncResult fetch_log(git::Repository& repository, std::string_view branch, std::string_view remote,
                     std::chrono::seconds timeout, const util::Environment& environment);

}  // namespace sallyport::signoff

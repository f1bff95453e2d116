#pragma once

#include "core/review/record.hpp"
#include "git/repository.hpp"
#include "signoff/log/sieve.hpp"
#include "signoff/record/envelope.hpp"
#include "util/environment.hpp"

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::signoff {

/// A record read from the log, its signature not yet checked.
struct LoggedRecord {
  core::SignoffRecord record;
  Envelope envelope;
  bool is_only_here =
      false;  ///< it waits in this clone, by a key that is not among those asked for
};

/// What the log branch holds.
struct Log {
  std::vector<LoggedRecord> records;  ///< sorted by file name
  std::vector<std::string> problems;  ///< copies that went back; malformed, altered or removed
                                      ///< records; one line each
};

/// Which records of a log are read.
struct LogScope {
  Keys keys;
  std::optional<util::Time> earliest{};  ///< approvals filed under a day before are passed over
  std::optional<util::Time> latest{};    ///< and those filed under a day after
};

/// Reads the union of the local log branch and its remote-tracking copies, with what a copy lost:
/// every record of the keys that any commit of their history added. Besides, the records that wait
/// in this clone, whose key is whose it may be. All else that lies there is passed over, and costs
/// nothing once it was seen. `branch` is without `refs/heads/`. Throws `util::Error` (unavailable)
/// beyond 200,000 records or 1 GiB.
Log read_log(const git::Repository& repository, std::string_view branch, const LogScope& scope);

/// A file of the log that is passed over.
struct PassedOver {
  std::string path;
  std::string reason;  ///< one lower-case line
};

/// The files where records are kept, on all tips of the log, that no record of those keys is, with
/// the reasons of the first `most`; the others have none. Reads them all.
std::vector<PassedOver> passed_over(const git::Repository& repository, std::string_view branch,
                                    const LogScope& scope, std::size_t most);

/// A record file to append: its path in the log tree and its bytes.
struct LogFile {
  std::string path;
  std::string content;
};

/// The files of a new record, ready to append.
std::vector<LogFile> log_files(const core::SignoffRecord& record, const Payload& payload,
                               std::string_view envelope);

/// Who changes the log, when, and what for.
struct LogChange {
  core::Identity identity;
  util::Time now;
  std::string message;
};

/// What adds files to a tree; stores their content.
std::vector<git::TreeEdit> edits_to_add(git::Repository& repository,
                                        const std::vector<LogFile>& files);

/// Appends files to the local log branch, making it where there is none (on the tracking tip if
/// there is one). Retries when another process moved it. Throws `util::Error` (unavailable).
void append_to_log(git::Repository& repository, std::string_view branch,
                   const std::vector<LogFile>& files, const core::Identity& identity,
                   util::Time now);

/// Who changes the log where no record says who.
core::Identity committer(const git::Repository& repository, const util::Environment& environment);

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

/// The records, by id, whose subjects were purged by people who may, as the tree of a log says.
using PurgeRule = std::function<std::set<std::string>(const core::Oid& log_tree)>;

/// A log and the remote that it is brought in step with.
struct Exchange {
  std::string branch;  ///< without `refs/heads/`
  std::string remote;
  Keys keys;  ///< only their records are sent
  PurgeRule purged_in;
};

/// Fetches the log branch from the remote, puts on top what only the local log has, or a copy that
/// went back, and what may be in a log (`faults_of`), and pushes it with `--no-verify`, through the
/// user's `git`. Never throws for a network failure: that is `problem`. `before_push` may add to
/// the local log once the remote's is in it; what it throws is a `problem` as well.
SyncResult sync_log(git::Repository& repository, const Exchange& exchange,
                    const util::Environment& environment,
                    const std::function<void()>& before_push = {});

/// Only the fetch, at most `timeout`.
SyncResult fetch_log(git::Repository& repository, std::string_view branch, std::string_view remote,
                     std::chrono::seconds timeout, const util::Environment& environment);

}  // namespace sallyport::signoff

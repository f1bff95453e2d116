#pragma once

#include "git/repository.hpp"
#include "signoff/log/log.hpp"
#include "util/environment.hpp"

#include <string>
#include <vector>

namespace sallyport::signoff {

/// Which of the waiting subjects go into the log.
enum class PublishWish {
  known,  ///< those whose head the remote has as far as is known here, or gets right now
  asked,  ///< the same, after asking the remote which commits it has
  all,
};

/// A log that is about to be sent to a remote.
struct Publication {
  std::string branch;  ///< the log's, without `refs/heads/`
  std::string remote;
  PublishWish wish = PublishWish::asked;
  std::vector<core::Oid> pushed;  ///< the commits that the remote gets at the same time
  PurgeRule purged_in;
};

/// The records, by id, whose waiting subjects may go into the log: whose head commit the remote
/// has, or whose head tree one of the latest commits there has where a staged change was reviewed
/// (records.md §3).
std::vector<std::string> publishable(const git::Repository& repository,
                                     const Publication& publication,
                                     const util::Environment& environment);

/// Moves those subjects from where they wait into the local log; those that are in it already, or
/// were purged, only leave. Throws `util::Error` (unavailable).
void publish_subjects(git::Repository& repository, const Publication& publication,
                      const util::Environment& environment, util::Time now);

}  // namespace sallyport::signoff

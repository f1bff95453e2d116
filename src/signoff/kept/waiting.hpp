#pragma once

#include "git/repository.hpp"
#include "signoff/log/log.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::signoff {

/// Where reviewed files and records wait, in the form of the log, until they may be in it. Never
/// pushed. Beside the files `heads/<id>` says which commit and which tree a record was made on.
inline constexpr std::string_view k_waiting_ref = "refs/sallyport/subjects";

/// A record whose subjects wait: what it was made on.
struct Waiting {
  std::string id;
  std::optional<core::Oid> head_commit;  ///< absent: a staged change
  core::Oid head_tree;
};

/// The tree that the waiting subjects are in; the empty tree where none ever did.
core::Oid waiting_tree(const git::Repository& repository);

/// The records whose subjects wait, in order of id.
std::vector<Waiting> waiting_records(const git::Repository& repository);

/// What `heads/<id>` holds.
std::string text_of(const Waiting& waiting);

/// Changes what waits. Each state is a commit without parents, so that what is taken out is gone.
/// Retries when another process changed it. Throws `util::Error` (unavailable).
void edit_waiting(git::Repository& repository, const EditsFor& edits_for, const LogChange& change);

/// Keeps files of records there that may not be in the log: of a key that the policy does not know.
/// Throws as `edit_waiting`.
void keep_here(git::Repository& repository, const std::vector<LogFile>& files,
               const LogChange& change);

/// Takes these records out of what waits, where they are there.
void forget_waiting(git::Repository& repository, const std::vector<std::string>& ids,
                    const LogChange& change);

}  // namespace sallyport::signoff

#pragma once

#include "core/policy/policy.hpp"
#include "gate/ground.hpp"
#include "gate/line_notes.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::gate {

/// The commits of a change as its lines are traced through them. A squash of a branch whose commits
/// are known here, one of which an AI's marker is on, comes after them and has the branch's tip as
/// its second parent: who wrote its lines is told by the commits that it was made of, not by what
/// its message says of the whole.
struct TracedCommits {
  std::vector<core::Commit> commits;  ///< parents before children
  std::set<std::size_t> squashes;     ///< those that have a second parent for this reason alone
};

/// Looks for the branches of squashes among the local and remote branches, the heads of requests
/// that were fetched for it, and the commits that a message of git's own lists.
TracedCommits with_originals(const Session& session, const Ground& ground, LineNotes& notes);

/// Where the heads of the requests are kept that a job fetches to know what a squash was made of.
inline constexpr std::string_view k_requests = "refs/sallyport/requests/";

/// The ref of the request that a squash says it is of: `refs/pull/12/head` for the subject "Add a
/// parser (#12)" of GitHub, Gitea and Forgejo, `refs/merge-requests/12/head` for GitLab's "See
/// merge request acme/widgets!12"; empty: it says none.
std::string request_of(std::string_view message);

/// A sentence about squashes of which the message alone says whose they are; empty: there is none.
std::string warning_about_squashes(const core::Change& change,
                                   const std::vector<core::CommitEvidence>& evidence,
                                   const TracedCommits& traced, core::Strength min_strength);

}  // namespace sallyport::gate

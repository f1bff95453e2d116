#pragma once

#include "core/policy/policy.hpp"
#include "gate/ground.hpp"
#include "gate/line_notes.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace sallyport::gate {

/// The commits of a proposal, and before each squash of a branch those of the branch, if they are
/// known here and an AI's marker is on one of them: who wrote the squash's lines is told by these,
/// not by what its message says of the whole. Looks among the local and remote branches, the heads
/// of requests that were fetched for it, and the commits that a message of git's own lists.
std::vector<core::Commit> with_originals(const Session& session, const Ground& ground,
                                         LineNotes& notes);

/// Where the heads of the requests are kept that a job fetches to know what a squash was made of.
inline constexpr std::string_view k_requests = "refs/sallyport/requests/";

/// The ref of the request that a squash says it is of: `refs/pull/12/head` for the subject "Add a
/// parser (#12)" of GitHub, Gitea and Forgejo, `refs/merge-requests/12/head` for GitLab's "See
/// merge request acme/widgets!12"; empty: it says none.
std::string request_of(std::string_view message);

/// A sentence about squashes of which the message alone says whose they are; empty: there is none.
std::string warning_about_squashes(const core::Change& change,
                                   const std::vector<core::CommitEvidence>& evidence,
                                   core::Strength min_strength);

}  // namespace sallyport::gate

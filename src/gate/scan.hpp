#pragma once

#include "core/verdict/scan.hpp"
#include "gate/line_notes.hpp"
#include "gate/policy_source.hpp"
#include "gate/session.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace sallyport::gate {

/// The commits of a history, parents before children, and what they are weighed by.
struct ScanRequest {
  std::vector<core::Oid> commits;
  core::Oid head_tree;
  Governing governing;
  std::string description;  ///< which commits, for people
};

/// `A..B`, everything that is reachable from a revision, or from HEAD where `what` is empty.
/// Throws `util::Error`: usage for what does not resolve, unavailable with the command that deepens
/// where a shallow clone cuts the history off.
ScanRequest scan_request(const Session& session, const std::string& what);

/// Is given each commit in order.
using ScanObserver = std::function<void(const core::ScannedCommit&)>;

/// One commit by itself, without what the subjects of merges say about it.
core::ScannedCommit scan_one(const Session& session, const core::Policy& policy, LineNotes& notes,
                             const core::Oid& id);

/// Attributes and measures each commit by itself, and adds them up. A commit of which something is
/// not in the repository is counted as unread.
core::Scan scan(const Session& session, const ScanRequest& request, const ScanObserver& observer);

}  // namespace sallyport::gate

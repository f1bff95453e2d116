#pragma once

#include "core/verdict/facts.hpp"
#include "core/verdict/verdict.hpp"

#include <map>
#include <string>
#include <vector>

namespace sallyport::core {

/// The rejections that stand against the change (records.md section 5), by item: signed by somebody
/// who may approve the item, whatever their date, and about something that the change still
/// carries. What whoever rejected approves since is mended.
std::map<std::string, std::vector<Objection>> standing_rejections(const Facts& facts,
                                                                  const Findings& findings);

/// What must be asked of contents to tell which rejections stand.
struct RejectionTasks {
  std::vector<ReplayTask> replays;
  std::vector<ReplayTask> rejected;  ///< to be looked for in the change; their path is their own
};

/// Without the rejected files that are in `findings.resemblances`.
RejectionTasks rejection_tasks(const Facts& facts, const Findings& findings);

}  // namespace sallyport::core

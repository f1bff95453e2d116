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

/// What must be carried over to tell whether the change has what was rejected as it was.
std::vector<ReplayTask> rejection_replays(const Facts& facts,
                                          const std::vector<SignoffRecord>& records);

/// The rejected files that must be looked for in the change (`Resemblances`), less those that were.
std::vector<ReplayTask> rejected_files(const Facts& facts, const Findings& findings);

}  // namespace sallyport::core

#pragma once

#include "core/verdict/facts.hpp"
#include "core/verdict/verdict.hpp"

#include <map>
#include <string>
#include <vector>

namespace sallyport::core {

/// The rejections that stand against the change (records.md §5), by item: signed by somebody who
/// may approve the item, whatever their date, and about something that the change still carries:
/// the rejected commit; an entry as it was, under whatever path, or carried over to the present
/// base; a file that is as new as the rejected one of that path; or a file that shares half of the
/// lines that either adds. What whoever rejected approves since is mended.
std::map<std::string, std::vector<Objection>> standing_rejections(const Facts& facts,
                                                                  const Findings& findings);

/// The files that must be carried over to tell which rejections stand.
std::vector<ReplayTask> rejection_tasks(const Facts& facts,
                                        const std::vector<SignoffRecord>& records);

}  // namespace sallyport::core

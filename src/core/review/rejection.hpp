#pragma once

#include "core/verdict/facts.hpp"
#include "core/verdict/verdict.hpp"

#include <map>
#include <string>
#include <vector>

namespace sallyport::core {

/// The rejections that stand against the change (records.md §5), by item: signed by somebody who
/// may approve the item, whatever their date, and about at least one entry that the change has, as
/// it was or carried over to the present base.
std::map<std::string, std::vector<Objection>> standing_rejections(const Facts& facts,
                                                                  const Findings& findings);

/// The files that must be carried over to tell which rejections stand.
std::vector<ReplayTask> rejection_tasks(const Facts& facts,
                                        const std::vector<SignoffRecord>& records);

}  // namespace sallyport::core

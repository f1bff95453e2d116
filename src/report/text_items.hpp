#pragma once

#include "core/verdict.hpp"
#include "report/page.hpp"

namespace sallyport::report {

/// One line for each required item, who may answer and who already did; for an open one also the
/// paths that no review holds and the records that do not count.
void add_items(Page& page, const core::Verdict& verdict);

}  // namespace sallyport::report

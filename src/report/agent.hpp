#pragma once

#include "core/verdict.hpp"
#include "report/page.hpp"

namespace sallyport::report {

/// Whether the report stops an agent, which then gets a text of its own.
bool stops_agent(const core::Report& report);

/// The last lines for an agent: that it cannot complete the step, what it must not try, and the
/// exact sentence for its user.
void add_agent_notice(Page& page, const core::Report& report);

}  // namespace sallyport::report

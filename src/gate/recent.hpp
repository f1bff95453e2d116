#pragma once

#include "core/evaluate.hpp"
#include "core/recent.hpp"
#include "gate/selection.hpp"
#include "signoff/log.hpp"

#include <string>
#include <vector>

namespace sallyport::gate {

/// Whether some rule of a verdict can only be decided by what landed lately.
bool waits_for_recent(const core::Verdict& verdict);

/// What landed lately at the target of a selection (policy.md §3, `recent_ai_lines`), by rule of
/// the policy of `facts`; counted only for the rules that wait for it in `verdict`. `logged` holds
/// the records made for this repository and target. Throws `util::Error` (unavailable) with the
/// command that deepens where a shallow clone ends before.
std::vector<core::RecentLines> count_recent(const Session& session, const Selection& selection,
                                            const core::Facts& facts, const core::Verdict& verdict,
                                            const std::vector<signoff::LoggedRecord>& logged);

/// The commands by which people review what landed lately, where nothing else blocks the items.
std::vector<std::string> commands_for_recent(const core::Findings& findings,
                                             const core::Verdict& verdict);

}  // namespace sallyport::gate

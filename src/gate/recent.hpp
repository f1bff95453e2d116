#pragma once

#include "core/origin/recent.hpp"
#include "core/verdict/evaluate.hpp"
#include "gate/ground.hpp"
#include "gate/main_line.hpp"
#include "signoff/log/log.hpp"

#include <optional>
#include <string>
#include <vector>

namespace sallyport::gate {

/// The tip of what has landed without the change: the target's, or the base where the target is
/// new, already contains the change, or is on its way to the base (a merge queue). Nothing where no
/// target is known.
std::optional<core::Oid> landed_tip(const Session& session, const Ground& ground,
                                    const std::optional<core::Oid>& base);

/// Whether some rule of a verdict can only be decided by what landed lately.
bool waits_for_recent(const core::Verdict& verdict);

/// What landed lately at the target of a proposal (policy.md, "What landed lately"), by rule of
/// the policy of `facts`; counted only for the rules that wait for it in `verdict`. `logged` holds
/// the records made for this repository and target. Throws `util::Error` (unavailable) with the
/// command that deepens where a shallow clone ends before.
std::vector<core::RecentLines> count_recent(const Session& session, const Ground& ground,
                                            const core::Facts& facts, const core::Verdict& verdict,
                                            const std::vector<signoff::LoggedRecord>& logged);

/// The commands by which people review what landed lately, where nothing else blocks the items.
std::vector<std::string> commands_for_recent(const core::Findings& findings,
                                             const core::Verdict& verdict);

}  // namespace sallyport::gate

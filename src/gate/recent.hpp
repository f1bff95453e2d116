#pragma once

#include "core/origin/recent.hpp"
#include "core/verdict/evaluate.hpp"
#include "gate/ground.hpp"
#include "signoff/log/log.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace sallyport::gate {

/// The commits of a target's line that the metrics of what landed lately look back over (policy.md,
/// "What landed lately").
struct Window {
  /// Oldest first; the first is what was there before the window. Empty: no commit of it landed
  /// after one that has a policy.
  std::vector<core::Oid> line;

  [[nodiscard]] std::size_t steps() const { return line.empty() ? 0 : line.size() - 1; }
};

/// The tip of what has landed without the change: the target's, or the base where the target is
/// new, already contains the change, or is on its way to the base (a merge queue). Nothing where no
/// target is known.
std::optional<core::Oid> landed_tip(const Session& session, const Ground& ground,
                                    const std::optional<core::Oid>& base);

/// The last `commits` commits of the line that ends in `tip`, without the oldest of them that has a
/// policy and what came before it. At a merge the line goes on with the first parent, unless
/// another one leads to more commits with a policy, at most `commits` of them counted: so neither a
/// root nor an old commit, merged the wrong way round, hides what landed. Throws `util::Error`
/// (unavailable) with the command that deepens where a shallow clone ends before.
Window window_at(const Session& session, const core::Oid& tip, std::size_t commits);

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

#pragma once

#include "gate/selection.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace sallyport::gate {

/// The first-parent commits of a target that `recent_ai_lines` looks back over (policy.md §3).
struct Window {
  /// Oldest first; the first is what was there before the window. Empty: no commit of it landed
  /// after one that has a policy.
  std::vector<core::Oid> line;

  [[nodiscard]] std::size_t steps() const { return line.empty() ? 0 : line.size() - 1; }
};

/// The tip of what has landed without the change: the target's, or the base where the target is
/// new, already contains the change, or is on its way to the base (a merge queue). Nothing where no
/// target is known.
std::optional<core::Oid> landed_tip(const Session& session, const Selection& selection,
                                    const std::optional<core::Oid>& base);

/// The last `commits` first-parent commits up to `tip`, without the oldest of them that has a
/// policy and what came before it. Throws `util::Error` (unavailable) with the command that deepens
/// where a shallow clone ends before.
Window window_at(const Session& session, const core::Oid& tip, std::size_t commits);

}  // namespace sallyport::gate

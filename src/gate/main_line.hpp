#pragma once

#include "core/oid.hpp"
#include "core/review/record.hpp"
#include "gate/session.hpp"

#include <cstddef>
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

/// The last `commits` commits of the line that ends in `tip`, without the oldest of them that has a
/// policy and what came before it. At a merge the line goes on with the first parent, unless
/// another one leads to more commits with a policy, at most `commits` of them counted: so neither a
/// root nor an old commit, merged the wrong way round, hides what landed. Throws `util::Error`
/// (unavailable) with the command that deepens where a shallow clone ends before.
Window window_at(const Session& session, const core::Oid& tip, std::size_t commits);

/// The signers of every policy that the last `commits` commits of such a line have, as far as it
/// can be read here.
std::vector<core::Signer> signers_along(const Session& session, const core::Oid& tip,
                                        std::size_t commits);

}  // namespace sallyport::gate

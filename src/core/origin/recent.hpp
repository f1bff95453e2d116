#pragma once

#include "core/change/change.hpp"
#include "core/review/ladder.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace sallyport::core {

/// Consecutive steps of a chain, from node to node: the step `i` leads from node `i` to `i + 1`.
struct StepRun {
  std::size_t from = 0;
  std::size_t to = 0;

  friend auto operator<=>(const StepRun&,
                          const StepRun&) = default;  // NOLINT(modernize-use-nullptr)
};

/// The step that brought each commit: `line` holds first-parent commits, oldest first, of which all
/// but the first are the ends of the steps. `k_outside`: none of them did. `commits` has parents
/// before children.
std::vector<int> steps_of(const std::vector<Commit>& commits, const std::vector<Oid>& line);

/// Lines by commit as lines by the step that brought them, for `count` steps.
std::vector<std::int64_t> lines_by_step(const std::vector<std::int64_t>& by_commit,
                                        const std::vector<int>& steps, std::size_t count);

/// The runs of `chain` whose net entries in `scope` may be `covers`, for each end the shortest. It
/// can list one that is not, so whoever relies on it compares the entries.
std::vector<StepRun> runs_like(const Chain& chain, const Scope& scope,
                               const std::vector<Entry>& covers);

}  // namespace sallyport::core

#pragma once

#include "core/change.hpp"

#include <cstddef>
#include <vector>

namespace sallyport::gate {

/// The commits of a change that a merge of it brings in: those that are reachable from its other
/// parents and not from its first. Indices into `commits`, children first.
class MergedCommits {
 public:
  /// `commits` has parents before children.
  explicit MergedCommits(const std::vector<core::Commit>& commits);

  /// Costs no more than the part of the history that the merge brings in, and what of the first
  /// parent's history is as new.
  [[nodiscard]] std::vector<std::size_t> brought_by(std::size_t merge) const;

 private:
  std::vector<std::vector<int>> parents_;  ///< by commit; `core::k_outside`: not in the change
};

}  // namespace sallyport::gate

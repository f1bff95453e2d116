#pragma once

#include "core/review/item_reviews.hpp"

#include <optional>
#include <string>
#include <vector>

namespace sallyport::core {

/// What a sign-off covers that builds on reviews that are there (records.md §4, `delta`).
struct Delta {
  std::vector<std::string> extends;  ///< record ids
  std::vector<Entry> covers;         ///< the residual; what has left the change has equal sides
  std::vector<Uncovered> residual;   ///< the same with the reason, for people
};

/// The delta by which `signer` (`signer_of`) would have the least to look at; nothing where a
/// review holds the whole change already, none that counts where the change lands holds a part of
/// it, or the item accepts no delta.
std::optional<Delta> delta_of(const ItemReviews& reviews, const std::string& signer);

/// The delta of whoever would have the least to look at.
std::optional<Delta> least_delta(const ItemReviews& reviews);

}  // namespace sallyport::core

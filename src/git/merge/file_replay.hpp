#pragma once

#include "core/review/replay.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sallyport::git {

/// The four texts of one replay.
struct ReplayTexts {
  std::string_view reviewed_old;
  std::string_view reviewed_new;
  std::string_view base;
  std::string_view head;
};

/// A file of this size or less, in bytes, is replayed.
inline constexpr std::int64_t k_largest_replay = std::int64_t{4} << 20U;

/// What git's own merge of three texts gives, without attributes; nothing when it conflicts.
std::optional<std::string> merge_texts(std::string_view ancestor, std::string_view ours,
                                       std::string_view theirs);

/// Whether the review, merged into `base`, gives `head`, with every present hunk (`base` to `head`)
/// in its place. A hunk is in its place when the review has, in the same order, one that takes away
/// the same lines and puts the same ones there, where each line stands in the same place
/// (core/change/enclosing.hpp): a removed one in reviewed old as in base, an added one in reviewed
/// new as in head. Hunks of the review that the base has already are passed over. `differs` for
/// content that is not text with plain lines.
core::ReplayOutcome replay_texts(const ReplayTexts& texts);

}  // namespace sallyport::git

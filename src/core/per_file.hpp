#pragma once

#include "core/replay.hpp"

#include <cstdint>
#include <vector>

namespace sallyport::core {

/// The rung `per-file` (records.md §4): those of `records` that hold some of `entries`, where every
/// entry is held by records of at least `needed` people; empty where one is not. A record of which
/// something has left the change, and is not in its base either, holds nothing.
std::vector<const SignoffRecord*> hold_per_file(const std::vector<const SignoffRecord*>& records,
                                                const std::vector<Entry>& entries,
                                                const Replays& replays, std::int64_t needed);

}  // namespace sallyport::core

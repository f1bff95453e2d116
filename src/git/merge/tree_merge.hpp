#pragma once

#include "core/oid.hpp"
#include "git/objects/objects.hpp"

#include <optional>

namespace sallyport::git {

/// A merge by its trees: what both sides started from, the sides, and what was made of them.
struct MergedTrees {
  core::Oid base;
  core::Oid ours;
  core::Oid theirs;
  core::Oid result;
};

/// Whether the result is what git makes of the sides without a conflict: each path as the only side
/// that changed it left it, and texts that both changed merged line by line. Nothing where that
/// takes more than a look at each path by itself: one side took away what the other changed or took
/// away, too, which may be a renaming, or what is no text differs.
std::optional<bool> is_merged(Objects& objects, const MergedTrees& trees);

}  // namespace sallyport::git

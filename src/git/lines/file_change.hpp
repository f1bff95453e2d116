#pragma once

#include "core/change/change.hpp"
#include "git/lines/line_origins.hpp"
#include "git/objects/objects.hpp"
#include "git/objects/tree_diff.hpp"

#include <vector>

namespace sallyport::git {

/// The entry of a difference, both contents hashed.
core::Entry entry_of(Objects& objects, const Difference& difference);

/// Sizes and line shares of one file. `origin` tells where the lines of its new side come from,
/// `touched_by` which commits changed it. `moved_from` and the digests are left empty.
core::FileChange measure_file(Objects& objects, const Difference& difference,
                              const FileOrigin& origin, std::vector<int> touched_by);

}  // namespace sallyport::git

#pragma once

#include "core/change.hpp"
#include "git/objects.hpp"

#include <git2.h>

namespace sallyport::git {

/// Whether the tree of `commit`, which has two parents, is what merging them gives without conflict
/// and without attributes. `plain` is a repository without configuration whose database takes the
/// trees of virtual merge bases. Throws `util::Error` (unavailable) naming the merge, with the hint
/// of `objects` when an object is missing.
bool is_clean_merge(const Objects& objects, git_repository* plain, const core::Commit& commit);

}  // namespace sallyport::git

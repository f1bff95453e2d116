#pragma once

#include "core/change/change.hpp"
#include "git/lines/line_origins.hpp"
#include "git/objects/objects.hpp"
#include "git/objects/tree_diff.hpp"

#include <vector>

namespace sallyport::git {

/// The entry of a difference, both contents hashed.
core::Entry entry_of(Objects& objects, const Difference& difference);

/// What is known of a file of the change.
struct FileStory {
  const FileOrigin& origin;            ///< of the lines of its new side
  const std::vector<int>& touched_by;  ///< commits that changed it
  const Difference* moved = nullptr;   ///< the deleted file that it was before; null: none
};

/// Sizes and line shares of one file. The digests are left empty.
core::FileChange measure_file(Objects& objects, const Difference& difference,
                              const FileStory& story);

}  // namespace sallyport::git

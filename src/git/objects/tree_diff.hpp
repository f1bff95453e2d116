#pragma once

#include "core/oid.hpp"
#include "git/objects/objects.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace sallyport::git {

/// A path on which two trees differ; mode 0 and the zero id stand for an absent side. Never a
/// folder.
struct Difference {
  std::string path;
  std::uint32_t old_mode = 0;
  std::uint32_t new_mode = 0;
  core::Oid old_oid;
  core::Oid new_oid;
};

/// Whether the new trees may be such as git would not make. What lies in history may.
enum class NewTrees { any, well_formed };

/// Where two trees differ, in order of raw path bytes. Equal subtrees are not read. Throws
/// `util::Error` (unavailable) beyond two million differences or paths longer than 32 KiB, and
/// where the new trees are to be well formed and are not.
std::vector<Difference> compare_trees(const Objects& objects, const core::Oid& old_tree,
                                      const core::Oid& new_tree, NewTrees wanted = NewTrees::any);

}  // namespace sallyport::git

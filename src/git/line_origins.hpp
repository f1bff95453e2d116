#pragma once

#include "core/oid.hpp"
#include "git/objects.hpp"
#include "git/origins.hpp"

#include <vector>

namespace sallyport::git {

/// An earlier version of a file, and where its lines come from.
struct Source {
  core::Oid oid;
  FileOrigin origin;
};

/// Where the lines of blob `id`, which commit number `commit` made from `sources`, come from: each
/// line from the first source that has it, else from the first that has it but for white space,
/// else the commit. What is not text counts as new in whole, and so does text that replaces it.
FileOrigin blend_origins(Objects& objects, const core::Oid& id, const std::vector<Source>& sources,
                         int commit);

}  // namespace sallyport::git

#pragma once

#include "core/oid.hpp"

#include <map>
#include <set>
#include <string>

namespace sallyport::core {

/// Reviewed files that were kept beside the records (records.md §3): `old/<path>` or `new/<path>`,
/// and the blobs that claim to be that side of a review. Any of them counts only where its content
/// has the digest that was signed.
using SubjectBlobs = std::map<std::string, std::set<Oid>>;

}  // namespace sallyport::core

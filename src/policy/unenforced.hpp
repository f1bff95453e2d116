#pragma once

#include "policy/findings.hpp"
#include "policy/value.hpp"

#include <string>
#include <vector>

namespace sallyport::policy {

/// The keys that `policy`, a merged policy, sets and that have no effect in this version: sorted,
/// each once, `*` and `[]` of the schema as the names in the file. Those that come from a file of
/// the user's own, not from a bundled policy, are warned about.
std::vector<std::string> find_unenforced(const Value& policy, Findings& findings);

}  // namespace sallyport::policy

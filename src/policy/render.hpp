#pragma once

#include "policy/value.hpp"

#include <string>

namespace sallyport::policy {

/// `policy` as canonical JSON: keys sorted by their bytes, no white space.
std::string render_json(const Value& policy);

/// `policy` as TOML with sorted keys: what `policy show` prints. Reads back as the same policy.
std::string render_toml(const Value& policy);

}  // namespace sallyport::policy

#pragma once

#include "core/policy/policy.hpp"

#include <string_view>

namespace sallyport::core {

/// Whether a file guards the gate itself by its path alone: what is in `.sallyport`, and what
/// `[trust] paths` names. A CI definition does so by its content, which only the repository knows.
bool is_trust_path(std::string_view path, const Policy& policy);

}  // namespace sallyport::core

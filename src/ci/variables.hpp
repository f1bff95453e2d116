#pragma once

#include "ci/checked.hpp"
#include "util/process.hpp"

#include <string>
#include <string_view>

namespace sallyport::ci {

/// A variable with its place; an empty value where it is not set.
Found variable(const util::Environment& environment, std::string_view name);

/// The same, which must be set and not empty. Throws `util::Error` (unavailable) otherwise.
Found required(const util::Environment& environment, std::string_view name);

/// Whether a variable is set and not empty.
bool is_set(const util::Environment& environment, std::string_view name);

}  // namespace sallyport::ci

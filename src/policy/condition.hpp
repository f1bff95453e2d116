#pragma once

#include "core/policy/policy.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace sallyport::policy {

/// A condition such as `>= 400`, or why it is none. `fault` continues a sentence that names the
/// key.
struct ParsedCondition {
  std::optional<core::Condition> condition;
  std::string fault;
};

ParsedCondition parse_condition(core::Metric metric, std::string_view text);

}  // namespace sallyport::policy

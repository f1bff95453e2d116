#pragma once

#include "core/policy/policy_case.hpp"
#include "gate/policy_source.hpp"
#include "policy/cases.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace sallyport::gate {

/// Reads a file of cases for a policy. Throws `util::Error` (usage) with every fault.
policy::CasesResult read_cases(std::string_view toml, const std::string& source,
                               const Governing& governing);

/// Judges each made-up change as a real one would be, and compares.
core::PolicyTest run_cases(const std::vector<core::PolicyCase>& cases, const Governing& governing,
                           util::Time now);

}  // namespace sallyport::gate

#pragma once

#include "core/policy/policy.hpp"
#include "core/policy/policy_case.hpp"
#include "core/review/record.hpp"
#include "policy/policy.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace sallyport::policy {

/// What the cases of a file may name.
struct KnownNames {
  const core::Policy& policy;
  const std::vector<core::Signer>& signers;
  std::vector<std::string> tools;  ///< ids of the tools that some detect rule finds
};

/// What reading a file of `[[case]]` tables gave; no cases where there was an error.
struct CasesResult {
  std::vector<core::PolicyCase> cases;  ///< in the order of the file
  std::vector<Diagnostic> diagnostics;
};

/// Parses and checks a file of cases for a policy. `source` names it in diagnostics and positions.
/// Never throws on bad input: every fault of the file is a diagnostic.
CasesResult load_cases(std::string_view toml, std::string_view source, const KnownNames& known);

}  // namespace sallyport::policy

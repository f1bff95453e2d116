#pragma once

#include "policy/policy.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace sallyport::policy {

/// The first lines of a policy without warnings.
inline constexpr std::string_view k_head = "schema = 1\nrepo_id = \"acme/widgets\"\n";

/// Loads `body` after `k_head`, so that its first line is line 3 of `policy.toml`.
inline LoadResult load_body(std::string_view body) {
  return load(std::string(k_head) + std::string(body), "policy.toml", {});
}

/// Every diagnostic as it is printed.
inline std::vector<std::string> messages(const LoadResult& result) {
  std::vector<std::string> lines;
  for (const Diagnostic& diagnostic : result.diagnostics) {
    lines.push_back(to_string(diagnostic));
  }
  return lines;
}

using Lines = std::vector<std::string>;

}  // namespace sallyport::policy

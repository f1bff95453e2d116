#pragma once

#include "policy/policy.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace sallyport::policy {

/// Collects what is found while a policy is read, so that all faults are reported at once.
class Findings {
 public:
  void error(const core::SourcePosition& position, std::string_view message);
  void warning(const core::SourcePosition& position, std::string_view message);

  [[nodiscard]] bool has_errors() const;

  /// All findings in order of file, line and column; leaves none behind.
  std::vector<Diagnostic> take();

 private:
  std::vector<Diagnostic> diagnostics_;
};

/// `text` in single quotes, fit for a terminal.
std::string in_quotes(std::string_view text);

/// `, did you mean 'x'?` for the candidate nearest to `word`; else the list of what `candidates`
/// are, as `; known are 'a', 'b' and 3 more`, or `; there are none`.
std::string suggestion(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace sallyport::policy

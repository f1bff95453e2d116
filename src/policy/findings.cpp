#include "policy/findings.hpp"

#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace sallyport::policy {

void Findings::error(const core::SourcePosition& position, std::string_view message) {
  diagnostics_.push_back({position, true, std::string(message)});
}

void Findings::warning(const core::SourcePosition& position, std::string_view message) {
  diagnostics_.push_back({position, false, std::string(message)});
}

bool Findings::has_errors() const {
  return std::any_of(diagnostics_.begin(), diagnostics_.end(),
                     [](const Diagnostic& diagnostic) { return diagnostic.is_error; });
}

std::vector<Diagnostic> Findings::take() {
  const auto place = [](const Diagnostic& diagnostic) {
    const core::SourcePosition& position = diagnostic.position;
    return std::tie(position.source, position.line, position.column);
  };
  std::stable_sort(diagnostics_.begin(), diagnostics_.end(),
                   [&](const Diagnostic& a, const Diagnostic& b) { return place(a) < place(b); });
  return std::exchange(diagnostics_, {});
}

std::string in_quotes(std::string_view text) {
  return "'" + util::printable(text) + "'";
}

std::string suggestion(std::string_view word, const std::vector<std::string>& candidates) {
  const std::string near = util::nearest(word, candidates);
  if (!near.empty()) {
    return fmt::format(", did you mean {}?", in_quotes(near));
  }
  if (candidates.empty()) {
    return "; there are none";
  }
  // Every fault of a file may say this, and all the names together may be as long as the file.
  constexpr std::size_t k_most_listed = 1000;
  std::string names;
  std::size_t shown = 0;
  while (shown < candidates.size() && names.size() + candidates[shown].size() < k_most_listed) {
    names += (shown == 0 ? "" : ", ") + in_quotes(candidates[shown]);
    ++shown;
  }
  if (shown == 0) {
    return {};
  }
  const std::size_t left = candidates.size() - shown;
  return fmt::format("; known are {}{}", names, left == 0 ? "" : fmt::format(" and {} more", left));
}

std::string to_string(const Diagnostic& diagnostic) {
  const core::SourcePosition& position = diagnostic.position;
  const std::string_view severity = diagnostic.is_error ? "error" : "warning";
  const std::string source = util::printable(position.source);
  if (position.line == 0) {
    return fmt::format("{}: {}: {}", source, severity, diagnostic.message);
  }
  return fmt::format("{}:{}:{}: {}: {}", source, position.line, position.column, severity,
                     diagnostic.message);
}

}  // namespace sallyport::policy

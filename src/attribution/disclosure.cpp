#include "attribution/catalogue.hpp"
#include "attribution/examine.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <array>

namespace sallyport::attribution {
namespace {

/// The words of `value` in lower case, each between hyphens: "-claude-code-2-".
std::string hyphenated(std::string_view value) {
  std::string text = "-";
  for (const char c : util::ascii_lower(value)) {
    const bool is_word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (is_word) {
      text += c;
    } else if (text.back() != '-') {
      text += '-';
    }
  }
  return text.back() == '-' ? text : text + '-';
}

}  // namespace

bool is_negative(std::string_view value) {
  static constexpr std::array<std::string_view, 11> k_no{
      "none", "no", "not", "n/a", "na", "nil", "null", "false", "off", "never", "0"};
  const std::string text = util::ascii_lower(util::trim(value));
  const std::string word = text.substr(0, text.find_first_of(" \t,;.:("));
  return text.empty() || text == "-" || std::find(k_no.begin(), k_no.end(), word) != k_no.end();
}

std::string tool_named_in(std::string_view value, const std::unordered_set<std::string>& tools) {
  const std::string text = hyphenated(value.substr(0, 1000));
  std::string best;
  for (const std::string& tool : tools) {
    const bool is_better = tool.size() > best.size() || (tool.size() == best.size() && tool < best);
    if (is_better && text.find("-" + tool + "-") != std::string::npos) {
      best = tool;
    }
  }
  if (!best.empty()) {
    return best;
  }
  const auto known = words();
  const auto word = std::find_if(known.begin(), known.end(), [&](const Word& candidate) {
    return text.find("-" + std::string(candidate.name)) != std::string::npos;
  });
  return std::string(word == known.end() ? core::k_unknown_tool : word->meaning);
}

}  // namespace sallyport::attribution

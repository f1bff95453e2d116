#include "policy/condition.hpp"

#include "policy/findings.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace sallyport::policy {
namespace {

using core::k_millionths;

constexpr std::size_t k_fraction_digits = 6;

bool all_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<std::int64_t> parse_digits(std::string_view text) {
  std::int64_t number = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
  if (!all_digits(text) || result.ec != std::errc{}) {
    return std::nullopt;
  }
  return number;
}

/// `0.5` as 500000: at most six digits after the point.
std::optional<std::int64_t> parse_millionths(std::string_view text) {
  const std::size_t point = text.find('.');
  const auto whole = parse_digits(text.substr(0, point));
  if (!whole || *whole > k_millionths) {
    return std::nullopt;
  }
  if (point == std::string_view::npos) {
    return *whole * k_millionths;
  }
  const std::string_view digits = text.substr(point + 1);
  if (digits.size() > k_fraction_digits || !all_digits(digits)) {
    return std::nullopt;
  }
  std::string padded(digits);
  padded.resize(k_fraction_digits, '0');
  return *whole * k_millionths + parse_digits(padded).value_or(0);
}

/// The comparison whose sign `text` starts with: the longest, as `>` starts `>=` too.
std::optional<core::Comparison> comparison_of(std::string_view text) {
  const auto longer = util::enum_of<core::Comparison>(text.substr(0, 2));
  return longer ? longer : util::enum_of<core::Comparison>(text.substr(0, 1));
}

bool can_hold(const core::Condition& condition) {
  if (condition.comparison == core::Comparison::below) {
    return condition.limit > 0;
  }
  if (!core::is_share(condition.metric)) {
    return true;
  }
  switch (condition.comparison) {
    case core::Comparison::at_least:
      return condition.limit <= k_millionths;
    case core::Comparison::above:
      return condition.limit < k_millionths;
    default:
      return true;
  }
}

}  // namespace

ParsedCondition parse_condition(core::Metric metric, std::string_view text) {
  const bool share = core::is_share(metric);
  const std::string_view trimmed = util::trim(text);
  if (const auto comparison = comparison_of(trimmed)) {
    const std::string_view number = util::trim(trimmed.substr(to_string(*comparison).size()));
    const auto limit = share ? parse_millionths(number) : parse_digits(number);
    if (limit) {
      const core::Condition condition{metric, *comparison, *limit};
      if (can_hold(condition)) {
        return {condition, {}};
      }
      return {std::nullopt, fmt::format("can never hold with {}", in_quotes(text))};
    }
  }
  return {std::nullopt,
          fmt::format("must be '>=', '>', '<' or '<=' and a number, such as \"{}\", not {}",
                      share ? ">= 0.5" : ">= 400", in_quotes(text))};
}

}  // namespace sallyport::policy

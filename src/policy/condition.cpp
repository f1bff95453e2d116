#include "policy/condition.hpp"

#include "policy/findings.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace sallyport::policy {
namespace {

constexpr std::int64_t k_million = 1'000'000;
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
  if (!whole || *whole > k_million) {
    return std::nullopt;
  }
  if (point == std::string_view::npos) {
    return *whole * k_million;
  }
  const std::string_view digits = text.substr(point + 1);
  if (digits.size() > k_fraction_digits || !all_digits(digits)) {
    return std::nullopt;
  }
  std::string padded(digits);
  padded.resize(k_fraction_digits, '0');
  return *whole * k_million + parse_digits(padded).value_or(0);
}

struct Operator {
  std::string_view sign;
  core::Comparison comparison;
};

/// The two-character signs first: `>` is a prefix of `>=`.
constexpr std::array k_operators{
    Operator{">=", core::Comparison::at_least}, Operator{"<=", core::Comparison::at_most},
    Operator{">", core::Comparison::above}, Operator{"<", core::Comparison::below}};

bool can_hold(const core::Condition& condition) {
  if (condition.comparison == core::Comparison::below) {
    return condition.limit > 0;
  }
  if (condition.metric != core::Metric::ai_share) {
    return true;
  }
  switch (condition.comparison) {
    case core::Comparison::at_least:
      return condition.limit <= k_million;
    case core::Comparison::above:
      return condition.limit < k_million;
    default:
      return true;
  }
}

}  // namespace

std::optional<core::Metric> parse_metric(std::string_view name) {
  constexpr int k_last = static_cast<int>(core::Metric::recent_ai_lines);
  for (int value = 0; value <= k_last; ++value) {
    if (core::to_string(static_cast<core::Metric>(value)) == name) {
      return static_cast<core::Metric>(value);
    }
  }
  return std::nullopt;
}

ParsedCondition parse_condition(core::Metric metric, std::string_view text) {
  const bool share = metric == core::Metric::ai_share;
  const std::string_view trimmed = util::trim(text);
  const auto* const found =
      std::find_if(k_operators.begin(), k_operators.end(),
                   [&](const Operator& op) { return trimmed.starts_with(op.sign); });
  if (found != k_operators.end()) {
    const std::string_view number = util::trim(trimmed.substr(found->sign.size()));
    const auto limit = share ? parse_millionths(number) : parse_digits(number);
    if (limit) {
      const core::Condition condition{metric, found->comparison, *limit};
      if (can_hold(condition)) {
        return {condition, {}};
      }
      return {std::nullopt, fmt::format("can never hold with {}", quoted(text))};
    }
  }
  return {std::nullopt,
          fmt::format("must be '>=', '>', '<' or '<=' and a number, such as \"{}\", not {}",
                      share ? ">= 0.5" : ">= 400", quoted(text))};
}

}  // namespace sallyport::policy

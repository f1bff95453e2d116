#include "core/rules.hpp"

#include "core/measure.hpp"
#include "util/glob.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sallyport::core {
namespace {

constexpr std::int64_t k_millionths = 1'000'000;

bool any_matches(const std::vector<std::string>& globs, std::string_view text) {
  return std::any_of(globs.begin(), globs.end(), [&](const std::string& glob) {
    return util::glob_matches_folded(glob, text);
  });
}

/// A path is taken in by its folded name too, but left out only by its own.
bool is_selected(const When& when, const FileChange& file) {
  return (when.paths.empty() || any_matches(when.paths, file.entry.path)) &&
         std::none_of(when.not_paths.begin(), when.not_paths.end(), [&](const std::string& glob) {
           return util::glob_matches(glob, file.entry.path);
         });
}

/// The value of a metric that this version measures; `ai_share` is handled by `holds`.
std::optional<std::int64_t> value_of(Metric metric, const Metrics& metrics) {
  switch (metric) {
    case Metric::ai_lines:
      return metrics.ai;
    case Metric::undeclared_lines:
      return metrics.undeclared;
    case Metric::unreviewed_lines:
      return metrics.ai + metrics.undeclared;
    case Metric::ai_files:
      return metrics.ai_files;
    case Metric::ai_share:
      return metrics.effective == 0 ? 0 : metrics.ai * k_millionths / metrics.effective;
    case Metric::lines:
      return metrics.effective;
    case Metric::deleted_lines:
      return metrics.deleted;
    case Metric::files:
      return metrics.files;
    case Metric::commits:
      return metrics.commits;
    case Metric::opaque_files:
      return metrics.opaque_files;
    case Metric::opaque_bytes:
      return metrics.opaque_bytes;
    case Metric::excluded_lines:
      return metrics.excluded_lines;
    case Metric::excluded_files:
      return metrics.excluded_files;
    case Metric::new_dependencies:
    case Metric::recent_ai_lines:
      return std::nullopt;
  }
  return std::nullopt;
}

bool compares(std::int64_t value, Comparison comparison, std::int64_t limit) {
  switch (comparison) {
    case Comparison::at_least:
      return value >= limit;
    case Comparison::above:
      return value > limit;
    case Comparison::below:
      return value < limit;
    case Comparison::at_most:
      return value <= limit;
  }
  return false;
}

bool holds(const Condition& condition, const Metrics& metrics) {
  if (condition.metric == Metric::ai_share) {
    const std::int64_t whole = std::max<std::int64_t>(metrics.effective, 1);
    return compares(metrics.ai * k_millionths, condition.comparison, condition.limit * whole);
  }
  const auto value = value_of(condition.metric, metrics);
  return value && compares(*value, condition.comparison, condition.limit);
}

std::string shown(const Condition& condition, std::int64_t value) {
  if (condition.metric != Metric::ai_share) {
    return std::to_string(value);
  }
  return fmt::format("{}", static_cast<double>(value) / static_cast<double>(k_millionths));
}

std::string describe(const Condition& condition, const Metrics& metrics) {
  const auto value = value_of(condition.metric, metrics);
  if (!value) {
    return fmt::format("{} is not measured by this version", to_string(condition.metric));
  }
  const bool held = holds(condition, metrics);
  return fmt::format("{} {} {}{} {}", to_string(condition.metric), shown(condition, *value),
                     held ? "" : "not ", to_string(condition.comparison),
                     shown(condition, condition.limit));
}

/// Why the conditions that are no numbers fail; empty when they hold.
std::string failed_selector(const When& when, const Measurement& measured,
                            const std::optional<std::string>& target) {
  if (!when.targets.empty() && target && !any_matches(when.targets, *target)) {
    return fmt::format("target {} is not one of its targets", *target);
  }
  if ((!when.paths.empty() || !when.not_paths.empty()) && measured.metrics.files == 0) {
    return "no file matches its paths";
  }
  const bool has_tool =
      when.tools.empty() ||
      std::any_of(when.tools.begin(), when.tools.end(),
                  [&](const std::string& tool) { return measured.tools_seen.contains(tool); });
  return has_tool ? "" : "none of its tools was seen";
}

}  // namespace

RuleResult evaluate_rule(const Rule& rule, const Change& change, const Attribution& attribution,
                         const Policy& policy, const std::optional<std::string>& target) {
  const Measurement measured = measure(change, attribution, policy, [&](const FileChange& file) {
    return is_selected(rule.when, file);
  });
  RuleResult result{rule.name, rule.position, false, failed_selector(rule.when, measured, target)};
  if (!result.because.empty()) {
    return result;
  }
  std::vector<std::string> held;
  for (const Condition& condition : rule.when.conditions) {
    const std::string text = describe(condition, measured.metrics);
    if (!holds(condition, measured.metrics)) {
      result.because = text;
      return result;
    }
    held.push_back(text);
  }
  result.matched = true;
  result.because = held.empty() ? "its paths, tools and targets match" : util::join(held, ", ");
  return result;
}

}  // namespace sallyport::core

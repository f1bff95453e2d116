#include "core/policy/rules.hpp"

#include "util/glob.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace sallyport::core {
namespace {

constexpr std::int64_t k_any_number = std::numeric_limits<std::int64_t>::max();

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

/// What the conditions of one rule are put on.
struct Measures {
  const Metrics& metrics;
  const std::optional<RecentLines>& landed;
};

/// What a metric counts, before it is divided into a share.
std::int64_t count_of(Metric metric, const Measures& measured) {
  const MetricRow& row = row_of(metric);
  std::int64_t count = measured.metrics.*row.count;
  if (row.and_count != nullptr) {
    count += measured.metrics.*row.and_count;
  }
  return looks_back(metric) && measured.landed ? count + count_of(metric, *measured.landed) : count;
}

/// The value of a metric; a share in millionths.
std::int64_t value_of(Metric metric, const Measures& measured) {
  const std::int64_t count = count_of(metric, measured);
  if (!is_share(metric)) {
    return count;
  }
  const std::int64_t whole = measured.metrics.*row_of(metric).share_of;
  return whole == 0 ? 0 : count * k_millionths / whole;
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

/// Shares are compared by cross-multiplication, so that no division rounds one over a limit.
bool holds(const Condition& condition, const Measures& measured) {
  const auto& [metric, comparison, limit] = condition;
  const std::int64_t count = count_of(metric, measured);
  if (!is_share(metric)) {
    return compares(count, comparison, limit);
  }
  const std::int64_t whole = std::max<std::int64_t>(measured.metrics.*row_of(metric).share_of, 1);
  return compares(count * k_millionths, comparison, limit * whole);
}

/// The first selector that leaves the change out.
Selector unmet_selector(const When& when, const Measurement& measured,
                        const std::optional<std::string>& target) {
  if (!when.targets.empty() && target && !any_matches(when.targets, *target)) {
    return Selector::target;
  }
  if ((!when.paths.empty() || !when.not_paths.empty()) && measured.metrics.files == 0) {
    return Selector::paths;
  }
  const bool has_tool =
      when.tools.empty() ||
      std::any_of(when.tools.begin(), when.tools.end(),
                  [&](const std::string& tool) { return measured.tools_seen.contains(tool); });
  return has_tool ? Selector::none : Selector::tools;
}

}  // namespace

RuleResult evaluate_rule(const Facts& facts, const Findings& findings, std::size_t rule,
                         const Attribution& attribution) {
  const auto& [name, when, required, asks, position] = facts.policy.rules.at(rule);
  const Measurement measured = measure(facts.change, attribution, facts.policy, files_of(when));
  RuleResult result;
  result.name = name;
  result.position = position;
  result.own = {.ai = measured.metrics.ai, .undeclared = measured.metrics.undeclared, .range = {}};
  result.unmet = unmet_selector(when, measured, facts.target);
  if (result.unmet != Selector::none) {
    result.target = facts.target.value_or("");
    return result;
  }
  if (!findings.recent.empty()) {
    result.landed = findings.recent.at(rule);
  }
  const RecentLines any_number{.ai = k_any_number, .undeclared = k_any_number, .range = {}};
  const Measures measures{measured.metrics, result.landed};
  for (const Condition& condition : when.conditions) {
    result.conditions.push_back(
        {condition, value_of(condition.metric, measures), holds(condition, measures)});
  }
  const MeasuredCondition* const failed = first_failed(result.conditions);
  result.matched = failed == nullptr;
  result.waits_for_recent = !result.landed &&
                            (failed == nullptr || looks_back(failed->condition.metric)) &&
                            !is_decided(when, result.own, any_number);
  return result;
}

const MeasuredCondition* first_failed(const std::vector<MeasuredCondition>& conditions) {
  const MeasuredCondition* failed = nullptr;
  for (const MeasuredCondition& measured : conditions) {
    const bool is_worse = failed == nullptr || (looks_back(failed->condition.metric) &&
                                                !looks_back(measured.condition.metric));
    failed = is_worse && !measured.held ? &measured : failed;
  }
  return failed;
}

FileFilter files_of(const When& when) {
  return [&when](const FileChange& file) { return is_selected(when, file); };
}

std::int64_t count_of(Metric metric, const RecentLines& lines) {
  return metric == Metric::recent_ai_lines ? lines.ai : lines.undeclared;
}

bool is_decided(const When& when, const RecentLines& least, const RecentLines& most) {
  return std::all_of(when.conditions.begin(), when.conditions.end(), [&](const Condition& one) {
    const auto holds_for = [&](const RecentLines& lines) {
      return compares(count_of(one.metric, lines), one.comparison, one.limit);
    };
    return !looks_back(one.metric) || holds_for(least) == holds_for(most);
  });
}

}  // namespace sallyport::core

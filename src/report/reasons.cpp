#include "core/policy/rules.hpp"
#include "report/phrases.hpp"
#include "util/enum_names.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace sallyport::report {
namespace {

/// An enumerator and what is said of it.
template <typename Enum>
struct Row {
  Enum value;
  std::string_view words;
};

/// What `rows` say of `value`.
template <typename Enum, std::size_t Size>
constexpr std::string_view words_for(const std::array<Row<Enum>, Size>& rows, Enum value) {
  return rows.at(static_cast<std::size_t>(value)).words;
}

using core::Flaw;
using FlawRow = Row<Flaw>;
using UnheldRow = Row<core::Unheld>;

/// `core::Reason` says which parts each has.
constexpr std::array k_flaws{
    FlawRow{Flaw::not_signed, "it is not signed"},
    FlawRow{Flaw::malformed_signature, "{detail}"},
    FlawRow{Flaw::other_purpose, "the signature was made for another purpose"},
    FlawRow{Flaw::untouched_key, "the security key was not touched"},
    FlawRow{Flaw::no_match, "the signature does not match: {detail}"},
    FlawRow{Flaw::foreign_key, "signed with the key of '{detail}' in the name of somebody else"},
    FlawRow{Flaw::no_importer, "it speaks for somebody else, and its key is no importer's"},
    FlawRow{Flaw::unknown_bearer, "nobody in the policy is {detail}"},
    FlawRow{Flaw::unchecked_signature, "its signature was not checked"},
    FlawRow{Flaw::unattended, "it says itself that no person gave it at a terminal"},
    FlawRow{Flaw::future, "it is dated in the future"},
    FlawRow{Flaw::misfiled, "it is filed under another date than its own"},
    FlawRow{Flaw::expired, "it expired on {date}"},
    FlawRow{Flaw::other_wording, "it answers another wording of the item"},
    FlawRow{Flaw::short_answer, "its answer to '{detail}' has {count} of {limit} words"},
    FlawRow{Flaw::revoked, "revoked by {people}"},
    FlawRow{Flaw::spent, "it landed and is gone since: rebase, then sign"},
    FlawRow{Flaw::unknown_key, "a key that the policy does not know"},
    FlawRow{Flaw::other_name, "it names {detail}, but the key belongs to {people}"},
    FlawRow{Flaw::no_approver, "not an approver of this item"},
    FlawRow{Flaw::author, "author of the change, or who brings it"},
    FlawRow{Flaw::low_assurance, "made with assurance {assurance}, the item needs {needed}"},
    FlawRow{Flaw::not_attested, "the key was enrolled without a hardware attestation"},
    FlawRow{Flaw::low_rung, "it holds by {rung}, the item accepts only {survives}"},
    FlawRow{Flaw::rules_unwaivable, "a change of the rules cannot be waived"},
    FlawRow{Flaw::no_waivers, "the policy allows no waivers"},
    FlawRow{Flaw::long_waiver, "it was to last longer than the {hours} that the policy allows"},
    FlawRow{Flaw::ended, "it ended at {time}"},
    FlawRow{Flaw::may_not_waive, "not one of those who may waive"},
    FlawRow{Flaw::no_ticket, "it gives no reason or no ticket"},
    FlawRow{Flaw::alone,
            "declared {lines} human, above {limit}: they count as undeclared until a "
            "second person declares them too"},
    FlawRow{Flaw::only_authors,
            "declared {lines} human, above {limit}: they count as undeclared until "
            "somebody who is no author of the change declares them too"},
};
static_assert(util::is_complete(k_flaws, Flaw::only_authors));

constexpr std::array k_unheld{
    UnheldRow{core::Unheld::not_reviewed, "not in the review"},
    UnheldRow{core::Unheld::left, "left the change since the review"},
    UnheldRow{core::Unheld::not_counted, "its review does not count any more"},
    UnheldRow{core::Unheld::conflict, "its base changed in the same place since the review"},
    UnheldRow{core::Unheld::displaced, "its base put it between other lines since the review"},
    UnheldRow{core::Unheld::too_large,
              "its base changed since the review, and it is too large to merge"},
    UnheldRow{core::Unheld::missing,
              "its base changed since the review, and what was reviewed is not in this repository"},
    UnheldRow{core::Unheld::base_changed, "its base changed since the review"},
    UnheldRow{core::Unheld::changed, "changed since the review"},
};
static_assert(util::is_complete(k_unheld, core::Unheld::changed));

std::string number_phrase(core::Metric metric, std::int64_t value) {
  return core::is_share(metric) ? fmt::format("{}", static_cast<double>(value) /
                                                        static_cast<double>(core::k_millionths))
                                : std::to_string(value);
}

/// ` (1120 of them landed before, in 1a2b3c4..9f8e7d6)`
std::string composition(core::Metric metric, const std::optional<core::RecentLines>& landed) {
  if (!landed) {
    return " (this change alone)";
  }
  const std::int64_t lines = core::count_of(metric, *landed);
  if (lines == 0) {
    return "";
  }
  return landed->at_most
             ? fmt::format(" (at most: {} of them landed before, reviewed or not)", lines)
             : fmt::format(" ({} of them landed before, in {})", lines, landed->range);
}

std::string measured_phrase(const core::RuleResult& rule, const core::MeasuredCondition& measured) {
  const auto& [metric, comparison, limit] = measured.condition;
  return fmt::format("{} {} {}{} {}{}", to_string(metric), number_phrase(metric, measured.value),
                     measured.held ? "" : "not ", to_string(comparison),
                     number_phrase(metric, limit),
                     core::looks_back(metric) ? composition(metric, rule.landed) : "");
}

/// `a second person: dana@example.com declared 500 lines human, above 300`
std::string second_phrase(const core::SecondNeeded& second) {
  const bool only_authors = second.reason.flaw == Flaw::only_authors;
  return fmt::format("{}: {} declared {} human, above {}",
                     only_authors ? "somebody who is no author of the change" : "a second person",
                     util::join(second.by, " and "), util::plural(second.reason.count, "line"),
                     second.reason.limit);
}

}  // namespace

std::string phrase(const core::Condition& condition) {
  return fmt::format("{} {} {}", to_string(condition.metric), to_string(condition.comparison),
                     number_phrase(condition.metric, condition.limit));
}

std::string because(const core::RuleResult& rule) {
  switch (rule.unmet) {
    case core::Selector::target:
      return fmt::format("target {} is not one of its targets", rule.target);
    case core::Selector::paths:
      return "no file matches its paths";
    case core::Selector::tools:
      return "none of its tools was seen";
    case core::Selector::none:
      break;
  }
  if (const core::MeasuredCondition* const failed = core::first_failed(rule.conditions)) {
    return measured_phrase(rule, *failed);
  }
  std::vector<std::string> held;
  held.reserve(rule.conditions.size());
  for (const core::MeasuredCondition& measured : rule.conditions) {
    held.push_back(measured_phrase(rule, measured));
  }
  return held.empty() ? "its paths, tools and targets match" : util::join(held, ", ");
}

std::string rule_phrase(const core::RuleResult& rule) {
  return util::printable(
      fmt::format("'{}' ({}): {}", rule.name, core::to_string(rule.position), because(rule)));
}

std::string phrase(const std::optional<core::Reason>& reason) {
  if (!reason) {
    return "";
  }
  const std::string time = util::to_iso8601(reason->time);
  return fmt::format(
      fmt::runtime(words_for(k_flaws, reason->flaw)), fmt::arg("detail", reason->detail),
      fmt::arg("people", util::join(reason->people, " and ")), fmt::arg("count", reason->count),
      fmt::arg("limit", reason->limit), fmt::arg("lines", util::plural(reason->count, "line")),
      fmt::arg("hours", util::plural(reason->limit, "hour")), fmt::arg("time", time),
      fmt::arg("date", time.substr(0, 10)), fmt::arg("rung", core::to_string(reason->rung)),
      fmt::arg("survives", core::to_string(reason->survives)),
      fmt::arg("assurance", core::to_string(reason->assurance)),
      fmt::arg("needed", core::to_string(reason->needed)));
}

std::string_view phrase(core::Unheld why) {
  return words_for(k_unheld, why);
}

std::string phrase(const core::CaseResult& result, const core::Disagreement& disagreement) {
  const auto& [item, expected, came, required_by] = disagreement;
  if (item.empty()) {
    return fmt::format("expected verdict {}, came {}", to_string(result.expected.expect),
                       to_string(result.verdict.outcome));
  }
  if (!expected) {
    return fmt::format("expected no other item, but {} is required by {}", item,
                       util::join(required_by, ", "));
  }
  return came ? fmt::format("expected item {} {}, came {}", item, to_string(*expected),
                            to_string(*came))
              : fmt::format("expected item {} {}, but nothing requires it", item,
                            to_string(*expected));
}

std::string shortfall_phrase(const core::ItemResult& item) {
  const auto& shortfall = item.landing_shortfall;
  if (!shortfall || shortfall->second) {
    return shortfall ? util::printable(second_phrase(*shortfall->second)) : "";
  }
  core::ItemResult missing;
  missing.approvers = item.approvers;
  missing.needed = std::max<std::int64_t>(0, shortfall->people);
  missing.in_all = shortfall->in_all;
  if (missing.needed == 0) {
    return "1 more person";  // the item's own number is met
  }
  return answerers(missing) + (shortfall->independent ? ", not an author of it" : "");
}

std::string shortfall_phrase(const core::Verdict& verdict) {
  std::vector<std::pair<std::string, std::string>> items_by_shortfall;
  for (const core::ItemResult& item : verdict.items) {
    const std::string shortfall = shortfall_phrase(item);
    const auto same = std::find_if(items_by_shortfall.begin(), items_by_shortfall.end(),
                                   [&](const auto& entry) { return entry.first == shortfall; });
    if (shortfall.empty()) {
      continue;
    }
    if (same == items_by_shortfall.end()) {
      items_by_shortfall.emplace_back(shortfall, item.id);
    } else {
      same->second += ", " + item.id;
    }
  }
  std::vector<std::string> phrases;
  phrases.reserve(items_by_shortfall.size());
  for (const auto& [shortfall, items] : items_by_shortfall) {
    phrases.push_back(util::printable(fmt::format("{} by {}", items, shortfall)));
  }
  return util::join(phrases, "; ");
}

std::string unread_phrase(const core::Scan& scan) {
  return fmt::format("the lines of {} could not be counted: {}",
                     util::plural(scan.unread, "commit"), scan.why_unread);
}

std::vector<std::string> warnings_of(const core::Report& report) {
  const core::Verdict& verdict = report.verdict;
  std::vector<std::string> warnings = verdict.warnings;
  if (const auto& second = verdict.second_needed) {
    warnings.push_back(fmt::format("{} {} (sallyport declare human)",
                                   util::join(second->by, " and "), phrase(second->reason)));
  }
  for (const auto& [item, objections] : verdict.rejections) {
    for (const core::Objection& objection : objections) {
      warnings.push_back(
          fmt::format("{} rejected '{}' (record {}): this change cannot land until that is lifted",
                      objection.signer, item, objection.record.substr(0, 12)));
    }
  }
  warnings.insert(warnings.end(), report.warnings.begin(), report.warnings.end());
  return warnings;
}

}  // namespace sallyport::report

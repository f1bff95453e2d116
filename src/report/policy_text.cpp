#include "report/policy_text.hpp"

#include "util/text.hpp"

#include <fmt/format.h>

namespace sallyport::report {
namespace {

std::string shown(const core::Condition& condition) {
  const std::string limit =
      core::is_share(condition.metric)
          ? fmt::format("{}", static_cast<double>(condition.limit) / core::k_millionths)
          : std::to_string(condition.limit);
  return fmt::format("{} {} {}", to_string(condition.metric), to_string(condition.comparison),
                     limit);
}

void add_list(std::vector<std::string>& parts, std::string_view name,
              const std::vector<std::string>& values) {
  if (!values.empty()) {
    parts.push_back(fmt::format("{} {}", name, util::join(values, " or ")));
  }
}

std::string shown(const core::When& when) {
  std::vector<std::string> parts;
  for (const core::Condition& condition : when.conditions) {
    parts.push_back(shown(condition));
  }
  add_list(parts, "path", when.paths);
  add_list(parts, "path is not", when.not_paths);
  add_list(parts, "tool", when.tools);
  add_list(parts, "target", when.targets);
  return parts.empty() ? "always" : "when " + util::join(parts, " and ");
}

std::string render_rule(const core::Rule& rule) {
  std::vector<std::string> asks = rule.require;
  if (rule.ask) {
    asks.emplace_back("a declaration of who wrote it");
  }
  return fmt::format("  {} ({})\n    {}: {}\n", rule.name, to_string(rule.position),
                     shown(rule.when), util::join(asks, ", "));
}

std::string render_item(const core::Item& item) {
  const std::string who =
      item.approvers.empty() ? "any enrolled person" : util::join(item.approvers, ", ");
  std::string text =
      fmt::format("  {}: {} ({})\n    {}\n", item.id, item.title, to_string(item.level), item.text);
  text += fmt::format(
      "    {} of {}{}; signature {}; survives {}; {}\n", item.count, who,
      item.independent ? ", not an author of it" : "",
      item.signature_required ? to_string(item.assurance) : "not needed", to_string(item.survives),
      item.expires_days == 0 ? std::string("never expires")
                             : "expires after " + util::plural(item.expires_days, "day"));
  for (const core::Question& question : item.questions) {
    text += fmt::format("    - {} ({} or more)\n", question.ask,
                        util::plural(question.min_words, "word"));
  }
  return text;
}

}  // namespace

std::string render_policy(const core::Policy& policy) {
  std::string text =
      fmt::format("repository {}, changes land at {}\n\nrules\n",
                  policy.repo_id.empty() ? "(no repo_id)" : policy.repo_id,
                  policy.refs.empty() ? "(no target)" : util::join(policy.refs, ", "));
  for (const core::Rule& rule : policy.rules) {
    text += render_rule(rule);
  }
  text += "\nitems\n";
  for (const auto& [id, item] : policy.items) {
    text += render_item(item);
  }
  text += "\ngates\n";
  for (const auto& [name, mode] : policy.gates) {
    text += fmt::format("  {}: {}\n", name, to_string(mode));
  }
  std::string printable;
  for (const std::string_view line : util::split_lines(text)) {
    printable += util::printable(line) + "\n";
  }
  return printable;
}

}  // namespace sallyport::report

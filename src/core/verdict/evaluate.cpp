#include "core/verdict/evaluate.hpp"

#include "core/origin/attribute.hpp"
#include "core/origin/declarations.hpp"
#include "core/policy/people.hpp"
#include "core/policy/rules.hpp"
#include "core/review/rejection.hpp"
#include "core/review/relevance.hpp"
#include "core/verdict/item_judge.hpp"
#include "core/verdict/measure.hpp"
#include "core/verdict/provenance.hpp"

#include <algorithm>
#include <map>

namespace sallyport::core {
namespace {

using Required = std::map<std::string, std::vector<std::string>>;

/// The items that matched rules and the trust roots ask for, with the names of what asked.
Required required_items(const Facts& facts, const std::vector<RuleResult>& results) {
  Required required;
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (!results[i].matched) {
      continue;
    }
    const Rule& rule = facts.policy.rules[i];
    for (const std::string& item : rule.require) {
      required[item].push_back(rule.name);
    }
    if (rule.ask) {
      required[std::string(k_provenance)].push_back(rule.name);
    }
  }
  if (!facts.trust_roots.empty()) {
    required[std::string(k_policy_change)].emplace_back("trust roots");
  }
  return required;
}

/// A loaded policy defines every item that its rules require; anything else must block.
ItemResult undefined_item(const std::string& id) {
  ItemResult result;
  result.id = id;
  result.title = "an item that the policy does not define";
  result.status = Status::error;
  return result;
}

ItemResult judge(const Facts& facts, const std::string& id, const Findings& findings,
                 const std::vector<Objection>& objections) {
  const auto item = item_in_force(facts, id);
  return item ? judge_item(facts, findings, *item, objections) : undefined_item(id);
}

using Rejections = std::map<std::string, std::vector<Objection>>;

/// Where the change lands, a rejection is an item that is needed, whatever the rules ask for.
void add_rejected(const Rejections& rejections, Required& required) {
  for (const auto& [id, objections] : rejections) {
    required[id].emplace_back("a rejection");
  }
}

/// While it is worked on, a rejection only warns.
void warn_of(const Rejections& rejections, Verdict& verdict) {
  verdict.rejections = rejections;
  if (!rejections.empty() && verdict.outcome == Outcome::pass) {
    verdict.outcome = Outcome::warn;
  }
}

/// Adds tasks where all of them fit below the limit.
void add_tasks(const std::vector<ReplayTask>& more, std::set<ReplayTask>& tasks) {
  if (more.size() + tasks.size() <= k_most_replays) {
    tasks.insert(more.begin(), more.end());
  }
}

bool may_need_replay(const ItemResult& result, const Item& item) {
  const bool is_short = result.status == Status::pending || result.status == Status::stale ||
                        result.status == Status::rejected || result.landing_shortfall.has_value();
  return is_short && accepts(item.survives, Rung::replay);
}

void add_lines(const Measurement& measured, Attribution& attribution) {
  std::size_t index = 0;
  for (auto* const commits : {&attribution.commits, &attribution.earlier}) {
    for (CommitAttribution& commit : *commits) {
      commit.lines = measured.commit_lines.at(index);
      commit.ai = measured.commit_ai_lines.at(index);
      ++index;
    }
  }
}

Outcome outcome_of(const std::vector<ItemResult>& items) {
  Outcome outcome = Outcome::pass;
  for (const ItemResult& item : items) {
    if (item.status == Status::error) {
      return Outcome::error;
    }
    outcome = is_open(item.status) ? Outcome::blocked : outcome;
  }
  return outcome;
}

}  // namespace

std::vector<ReplayTask> replay_candidates(const Facts& facts, const Findings& findings,
                                          const Verdict& verdict) {
  const Findings relevant = only_relevant(facts, findings);
  std::set<ReplayTask> tasks;
  for (const ItemResult& result : verdict.items) {
    const auto item = item_in_force(facts, result.id);
    if (!item || !may_need_replay(result, *item)) {
      continue;
    }
    const std::vector<Entry> subject = subject_of(facts, *item);
    for (const Review& review : unheld_approvals(facts, relevant, *item)) {
      add_tasks(replay_tasks(review, subject), tasks);
    }
  }
  const std::vector<Entry> entries = entries_of(facts.change);
  const bool asks = asks_for_provenance(verdict);
  for (const Review& review :
       declared_reviews(relevant.records, asks ? Origin::human : Origin::ai)) {
    add_tasks(replay_tasks(review, entries), tasks);
  }
  // No limit keeps a rejection from being seen; only approvers can make one.
  const auto more = rejection_replays(facts, relevant.records);
  tasks.insert(more.begin(), more.end());
  std::erase_if(tasks, [&](const ReplayTask& task) { return findings.replays.contains(task); });
  return {tasks.begin(), tasks.end()};
}

Verdict evaluate(const Facts& facts, const Findings& findings) {
  Verdict verdict;
  const WeighedDeclarations declarations = weigh_declarations(facts, findings, facts.place);
  Attribution attribution =
      attribute(facts.change, facts.evidence, declarations.counted, facts.policy);
  Measurement measured = measure(facts.change, attribution, facts.policy, nullptr);
  for (std::size_t rule = 0; rule < facts.policy.rules.size(); ++rule) {
    verdict.rules.push_back(evaluate_rule(facts, findings, rule, attribution));
  }
  const Findings relevant = only_relevant(facts, findings);
  const Rejections rejections = standing_rejections(facts, relevant);
  Required required = required_items(facts, verdict.rules);
  if (facts.place == Place::lands) {
    add_rejected(rejections, required);
  }
  for (auto& [id, required_by] : required) {
    const auto objections = rejections.find(id);
    verdict.items.push_back(id == k_provenance
                                ? ask_for_provenance(facts, declarations)
                                : judge(facts, id, relevant,
                                        objections == rejections.end() ? std::vector<Objection>{}
                                                                       : objections->second));
    verdict.items.back().required_by = required_by;
  }
  add_lines(measured, attribution);
  verdict.commits = std::move(attribution.commits);
  verdict.earlier = std::move(attribution.earlier);
  verdict.warnings = facts.warnings;
  verdict.metrics = measured.metrics;
  verdict.tools = std::move(measured.tools);
  verdict.files = std::move(measured.files);
  add_landing_provenance(facts, findings, verdict);
  verdict.outcome = outcome_of(verdict.items);
  if (facts.place == Place::worked_on) {
    warn_of(rejections, verdict);
  }
  return verdict;
}

}  // namespace sallyport::core

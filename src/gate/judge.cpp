#include "gate/judge.hpp"

#include "core/on_behalf.hpp"
#include "core/relevance.hpp"
#include "gate/facts.hpp"
#include "gate/recent.hpp"
#include "signoff/log.hpp"
#include "util/encoding.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sallyport::gate {
namespace {

std::vector<std::string> next_commands(const core::Verdict& verdict, const Selection& selection) {
  const std::string before =
      selection.preparation.empty() ? "" : fmt::format("{} && ", selection.preparation);
  std::string items;
  bool asks_provenance = false;
  for (const core::ItemResult& item : verdict.items) {
    const bool open = item.status == core::Status::pending || item.status == core::Status::stale ||
                      !item.landing_shortfall.empty();
    if (open && item.id == core::k_provenance) {
      asks_provenance = true;
    } else if (open) {
      items += " " + item.id;
    }
  }
  std::vector<std::string> commands;
  if (!items.empty()) {
    commands.push_back(fmt::format("{}sallyport signoff{} {}", before, items, selection.argument));
  }
  if (asks_provenance) {
    commands.push_back(fmt::format("{}sallyport declare human {}", before, selection.argument));
  }
  return commands;
}

core::Report report_on(const Session& session, const Selection& selection,
                       const Governing& governing) {
  core::Report report;
  report.gate = selection.gate;
  report.lands = selection.place == core::Place::lands;
  report.by_agent = !acting_agent(session).empty();
  report.bootstrap = governing.bootstrap;
  report.selection = selection.description;
  report.policy = governing.origin;
  if (selection.target) {
    report.target = selection.target->ref;
  }
  report.head_commit = selection.head_commit;
  report.head_tree = selection.head_tree;
  report.mode = mode_of(governing.policy, selection.gate);
  return report;
}

/// Under mode `warn` everything is printed and nothing stops.
core::Outcome outcome_under(core::Mode mode, core::Outcome outcome) {
  const bool stops = outcome == core::Outcome::blocked || outcome == core::Outcome::error;
  return stops && mode != core::Mode::block ? core::Outcome::warn : outcome;
}

/// A change of the policy must leave one that can be read.
void require_valid_new_policy(const Session& session, const core::Facts& facts) {
  if (!facts.trust_roots.contains(std::string(k_policy_path))) {
    return;
  }
  const auto loaded = load_policy(session, facts.change.head_tree, "");
  if (loaded && !loaded->policy) {
    throw util::Error(util::ErrorKind::usage, join_diagnostics(loaded->diagnostics),
                      "mend the policy, then run: sallyport policy check");
  }
}

std::vector<core::Facts> gather_all(const Session& session, const Selection& selection,
                                    const Governing& governing) {
  std::vector<core::Facts> all;
  for (const Base& base : selection.bases) {
    all.push_back(gather_facts(session, selection, base, governing));
    require_valid_new_policy(session, all.back());
  }
  return all;
}

void describe_base(core::Report& report, const core::Facts& facts) {
  report.base_commit = facts.change.base_commit;
  report.base_tree = facts.change.base_tree;
  report.digest = util::to_hex(core::change_digest(core::entries_of(facts.change)));
}

/// The records of the log that were made for this repository and target.
std::vector<signoff::LoggedRecord> logged_for(const Session& session, const core::Facts& facts,
                                              std::vector<std::string>& warnings) {
  signoff::Log log = signoff::read_log(session.repository, facts.policy.store_branch);
  warnings.insert(warnings.end(), log.problems.begin(), log.problems.end());
  std::erase_if(log.records, [&](const signoff::LoggedRecord& logged) {
    return !core::is_for_target(logged.record, facts);
  });
  return std::move(log.records);
}

core::Verdict evaluate_with_records(const Session& session, const Selection& selection,
                                    core::Facts& facts, std::vector<std::string>& warnings) {
  const auto logged = logged_for(session, facts, warnings);
  if (!logged.empty()) {
    add_history(session, selection, facts);
  }
  const auto records = checked(session, facts, logged);
  core::Verdict verdict = core::evaluate(facts, records);
  if (waits_for_recent(verdict)) {
    facts.recent = count_recent(session, selection, facts, verdict, logged);
    verdict = core::evaluate(facts, records);
  }
  const auto candidates = core::replay_candidates(facts, records, verdict);
  if (candidates.empty()) {
    return verdict;
  }
  facts.replays =
      session.repository.replay(facts.change.base_tree, facts.change.head_tree, candidates);
  return core::evaluate(facts, records);
}

}  // namespace

core::Mode mode_of(const core::Policy& policy, const std::string& gate) {
  const bool is_commit_hook =
      gate == "pre-commit" || gate == "pre-merge-commit" || gate == "commit-msg";
  const auto found = policy.gates.find(is_commit_hook ? "pre-commit" : gate);
  return found == policy.gates.end() ? core::Mode::block : found->second;
}

std::vector<core::SignoffRecord> checked(const Session& session, const core::Facts& facts,
                                         const std::vector<signoff::LoggedRecord>& logged) {
  const core::Relevance is_relevant(facts);
  std::vector<core::SignoffRecord> records;
  for (const signoff::LoggedRecord& found : logged) {
    if (is_relevant(found.record)) {
      signoff::LoggedRecord candidate = found;
      signoff::check_signature(candidate, facts.signers, session.now, session.ambient.environment);
      core::resolve_on_behalf(candidate.record, facts.policy);
      records.push_back(std::move(candidate.record));
    }
  }
  return records;
}

Judgement judge(const Session& session, const Selection& selection, Governing governing) {
  Judgement judgement{report_on(session, selection, governing), std::move(governing), {}};
  judgement.facts = gather_all(session, selection, judgement.governing);
  core::Report& report = judgement.report;
  std::vector<std::string> warnings = judgement.governing.warnings;
  std::size_t worst = 0;
  for (std::size_t i = 0; i < judgement.facts.size(); ++i) {
    core::Facts& facts = judgement.facts[i];
    core::Verdict verdict = evaluate_with_records(session, selection, facts, warnings);
    if (i == 0 || verdict.outcome > report.verdict.outcome) {
      report.verdict = std::move(verdict);
      describe_base(report, facts);
      worst = i;
    }
  }
  if (judgement.facts.size() > 1) {
    warnings.push_back(
        fmt::format("there are {} best merge bases; the change was judged against each",
                    judgement.facts.size()));
  }
  report.next = next_commands(report.verdict, selection);
  const auto reviews = commands_for_recent(judgement.facts.at(worst), report.verdict);
  report.next.insert(report.next.end(), reviews.begin(), reviews.end());
  if (!reviews.empty()) {
    warnings.emplace_back(
        "either is enough: sign this change, or review what landed before by the last command");
  }
  report.verdict.warnings.insert(report.verdict.warnings.end(), warnings.begin(), warnings.end());
  report.verdict.outcome = outcome_under(report.mode, report.verdict.outcome);
  return judgement;
}

Judgement judge(const Session& session, const Selection& selection) {
  std::vector<core::Oid> base_trees;
  for (const Base& base : selection.head_commit ? selection.bases : std::vector<Base>{}) {
    base_trees.push_back(base.tree);
  }
  auto governing = find_governing(session, selection.target, selection.head_tree, base_trees);
  if (!governing) {
    throw util::Error(util::ErrorKind::usage, "cannot judge: there is no policy anywhere",
                      "make one: sallyport init");
  }
  return judge(session, selection, std::move(*governing));
}

}  // namespace sallyport::gate

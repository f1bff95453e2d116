#include "gate/judge.hpp"

#include "attribution/attribution.hpp"
#include "gate/assume.hpp"
#include "gate/facts.hpp"
#include "gate/recent.hpp"
#include "gate/records.hpp"
#include "gate/spent.hpp"
#include "signoff/subjects.hpp"
#include "util/encoding.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sallyport::gate {
namespace {

constexpr int k_most_rounds = 3;

/// The commands that would settle the items, the most useful first.
std::vector<std::string> next_commands(const core::Verdict& verdict, const Selection& selection) {
  const std::string before =
      selection.preparation.empty() ? "" : fmt::format("{} && ", selection.preparation);
  std::string whole;
  std::string residual;
  std::vector<std::string> others;
  for (const core::ItemResult& item : verdict.items) {
    const bool lacks_people = item.landing_shortfall.has_value();
    if (item.id == core::k_provenance && (is_open(item.status) || lacks_people)) {
      others.push_back(fmt::format("{}sallyport declare human {}", before, selection.argument));
    } else if (wants_review(item) || lacks_people) {
      (item.extendable ? residual : whole) += " " + item.id;
    }
  }
  std::vector<std::string> commands;
  if (!whole.empty()) {
    commands.push_back(fmt::format("{}sallyport signoff{} {}", before, whole, selection.argument));
  }
  if (!residual.empty()) {
    commands.push_back(
        fmt::format("{}sallyport signoff{} --delta {}", before, residual, selection.argument));
  }
  commands.insert(commands.end(), others.begin(), others.end());
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
  report.tool_titles = attribution::tool_titles();
  for (const core::Assumption& assumption : selection.assumed) {
    report.assumed.push_back(core::to_string(assumption));
  }
  return report;
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

/// Verifies the records, and reads what must be known to weigh them.
core::Findings find_records(const Session& session, const Selection& selection,
                            const core::Facts& facts,
                            const std::vector<signoff::LoggedRecord>& logged) {
  core::Findings findings;
  findings.records = core::assumed_records(facts, selection.assumed);
  if (logged.empty()) {
    return findings;
  }
  add_history(session, selection, findings);
  const auto recorded = checked(session, facts, findings, logged);
  findings.spent = spent_records(session, selection, facts, recorded);
  findings.records.insert(findings.records.end(), recorded.begin(), recorded.end());
  return findings;
}

/// Carries over the reviews that might still decide; returns whether there were any.
bool carry_over(const Session& session, const core::Facts& facts, const core::Verdict& verdict,
                core::Findings& findings) {
  const auto candidates = core::replay_candidates(facts, findings, verdict);
  if (candidates.empty()) {
    return false;
  }
  findings.replays.merge(session.repository.replay(
      facts.change.base_tree, facts.change.head_tree, candidates,
      signoff::find_subjects(session.repository, facts.policy.store_branch, findings.records,
                             candidates)));
  return true;
}

/// Decides over one base. What landed lately, and whether reviews can be carried over, is found out
/// only where it may decide.
core::Verdict decide(const Session& session, const Selection& selection, const core::Facts& facts,
                     core::Findings& findings, std::vector<std::string>& warnings) {
  findings = find_records(session, selection, facts, logged_for(session, facts, warnings));
  core::Verdict verdict = core::evaluate(facts, findings);
  if (waits_for_recent(verdict)) {
    findings.recent =
        count_recent(session, selection, facts, verdict, all_logged_for(session, facts));
    verdict = core::evaluate(facts, findings);
  }
  // What is carried over can make another item needed, whose reviews are then carried over.
  for (int round = 0; round < k_most_rounds && carry_over(session, facts, verdict, findings);
       ++round) {
    verdict = core::evaluate(facts, findings);
  }
  return verdict;
}

/// What there is to do, the commands that review what landed lately last.
void add_next(const Selection& selection, const core::Findings& findings, core::Report& report,
              std::vector<std::string>& warnings) {
  report.next = next_commands(report.verdict, selection);
  const auto reviews = commands_for_recent(findings, report.verdict);
  report.next.insert(report.next.end(), reviews.begin(), reviews.end());
  if (!reviews.empty()) {
    warnings.emplace_back(
        "either is enough: sign this change, or review what landed before by the last command");
  }
}

}  // namespace

core::Mode mode_of(const core::Policy& policy, core::Gate gate) {
  const auto found = policy.gates.find(core::is_commit_hook(gate) ? core::Gate::pre_commit : gate);
  return found == policy.gates.end() ? core::Mode::block : found->second;
}

core::Outcome outcome_under(core::Mode mode, core::Outcome outcome) {
  const bool stops = outcome == core::Outcome::blocked || outcome == core::Outcome::error;
  return stops && mode != core::Mode::block ? core::Outcome::warn : outcome;
}

Judgement judge(const Session& session, const Selection& selection, Governing governing) {
  require_assumable(selection.assumed, governing);
  Judgement judgement{report_on(session, selection, governing), std::move(governing), {}, {}};
  judgement.facts = gather_all(session, selection, judgement.governing);
  judgement.findings.resize(judgement.facts.size());
  core::Report& report = judgement.report;
  std::vector<std::string> warnings = warnings_about(selection.assumed);
  warnings.insert(warnings.end(), judgement.governing.warnings.begin(),
                  judgement.governing.warnings.end());
  std::size_t worst = 0;
  for (std::size_t i = 0; i < judgement.facts.size(); ++i) {
    core::Verdict verdict =
        decide(session, selection, judgement.facts[i], judgement.findings[i], warnings);
    if (i == 0 || verdict.outcome > report.verdict.outcome) {
      report.verdict = std::move(verdict);
      describe_base(report, judgement.facts[i]);
      worst = i;
    }
  }
  if (judgement.facts.size() > 1) {
    warnings.push_back(
        fmt::format("there are {} best merge bases; the change was judged against each",
                    judgement.facts.size()));
  }
  add_next(selection, judgement.findings.at(worst), report, warnings);
  report.warnings = std::move(warnings);
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

#include "gate/judge.hpp"

#include "attribution/attribution.hpp"
#include "core/review/rejection.hpp"
#include "gate/evidence.hpp"
#include "gate/facts.hpp"
#include "gate/recent.hpp"
#include "gate/records.hpp"
#include "gate/spent.hpp"
#include "gate/squash.hpp"
#include "policy/findings.hpp"
#include "signoff/kept/subjects.hpp"
#include "util/encoding.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sallyport::gate {
namespace {

constexpr int k_most_rounds = 3;

void require_known(const core::Assumption& assumption, const std::string& name,
                   const std::vector<std::string>& known, std::string_view what) {
  if (std::find(known.begin(), known.end(), name) != known.end()) {
    return;
  }
  throw util::Error(
      util::ErrorKind::usage,
      fmt::format("cannot assume '{}': the policy has no {} '{}'{}", core::to_string(assumption),
                  what, name, policy::suggestion(name, known)),
      "see the items, and who may answer for them: sallyport policy explain");
}

/// Throws, with the nearest known name, for an item that the policy does not have or a person whom
/// neither the policy nor its signers name.
void require_assumable(const std::vector<core::Assumption>& assumed, const Governing& governing) {
  for (const core::Assumption& assumption : assumed) {
    require_known(assumption, assumption.item, core::known_items(governing.policy), "item");
    require_known(assumption, assumption.principal,
                  core::known_principals(governing.policy, governing.signers), "principal");
  }
}

/// The warning that the verdict is none; nothing where nothing was assumed.
std::vector<std::string> warnings_about(const std::vector<core::Assumption>& assumed) {
  if (assumed.empty()) {
    return {};
  }
  std::vector<std::string> names;
  names.reserve(assumed.size());
  for (const core::Assumption& assumption : assumed) {
    names.push_back(core::to_string(assumption));
  }
  return {
      fmt::format("simulated, not the real verdict: nobody recorded {}", util::join(names, ", "))};
}

/// The commands that would settle the items, the most useful first.
std::vector<std::string> next_commands(const core::Verdict& verdict, const Ground& ground) {
  const std::string before =
      ground.preparation.empty() ? "" : fmt::format("{} && ", ground.preparation);
  std::string whole;
  std::string residual;
  std::vector<std::string> others;
  for (const core::ItemResult& item : verdict.items) {
    const bool lacks_people = item.landing_shortfall.has_value();
    if (item.id == core::k_provenance && (is_open(item.status) || lacks_people)) {
      others.push_back(fmt::format("{}sallyport declare human {}", before, ground.argument));
    } else if (wants_review(item) || lacks_people) {
      (item.extendable ? residual : whole) += " " + item.id;
    }
  }
  std::vector<std::string> commands;
  if (!whole.empty()) {
    commands.push_back(fmt::format("{}sallyport signoff{} {}", before, whole, ground.argument));
  }
  if (!residual.empty()) {
    commands.push_back(
        fmt::format("{}sallyport signoff{} --delta {}", before, residual, ground.argument));
  }
  commands.insert(commands.end(), others.begin(), others.end());
  return commands;
}

/// A report without a verdict: of what there is nothing to judge in, or nothing can help.
core::Report unjudged(const Session& session, const Ground& ground) {
  core::Report report;
  report.gate = ground.gate;
  report.check_name = ground.check_name;
  report.mode = ground.mode;
  report.note = ground.refusal.empty() ? ground.note : ground.refusal;
  report.base_tree = report.head_tree = session.repository.empty_tree();
  report.verdict.outcome = ground.refusal.empty()
                               ? core::Outcome::pass
                               : outcome_under(ground.mode, core::Outcome::blocked);
  return report;
}

core::Report report_on(const Session& session, const Ground& ground) {
  core::Report report;
  report.gate = ground.gate;
  report.check_name = ground.check_name;
  report.lands = ground.place == core::Place::lands;
  report.by_agent = !acting_agent(session).empty();
  report.bootstrap = ground.governing.bootstrap;
  report.selection = ground.description;
  report.policy = ground.governing.origin;
  if (ground.target) {
    report.target = ground.target->ref;
  }
  report.brought_by = ground.brought_by;
  report.head_commit = ground.head.commit;
  report.head_tree = ground.head.tree;
  report.mode = ground.mode;
  report.tool_titles = attribution::tool_titles();
  for (const core::Assumption& assumption : ground.assumed) {
    report.assumed.push_back(core::to_string(assumption));
  }
  return report;
}

/// A change of the policy must leave one that can be read.
void require_valid_new_policy(const Session& session, const core::Facts& facts) {
  if (!facts.trust_roots.contains(std::string(k_policy_path))) {
    return;
  }
  const policy::LoadResult* const loaded = load_policy(session, facts.change.head_tree);
  if (loaded != nullptr && !loaded->policy) {
    throw util::Error(util::ErrorKind::usage, join_diagnostics(loaded->diagnostics),
                      "mend the policy, then run: sallyport policy check");
  }
}

std::vector<core::Facts> gather_all(const Session& session, const Ground& ground) {
  std::vector<core::Facts> all;
  for (const Side& base : ground.bases) {
    all.push_back(gather_facts(session, ground, base));
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
core::Findings find_records(const Session& session, const Ground& ground, const core::Facts& facts,
                            const std::vector<signoff::LoggedRecord>& logged) {
  core::Findings findings;
  findings.records = core::assumed_records(facts, ground.assumed);
  if (logged.empty()) {
    return findings;
  }
  add_history(session, ground, facts.change, findings);
  const auto recorded = checked(session, facts, findings, logged);
  findings.spent = spent_records(session, ground, facts, recorded);
  findings.updaters = find_updaters(session, facts, recorded);
  findings.records.insert(findings.records.end(), recorded.begin(), recorded.end());
  return findings;
}

/// Carries over the reviews that might still decide; returns whether there were any.
bool carry_over(const Session& session, const core::Facts& facts, const core::Verdict& verdict,
                core::Findings& findings) {
  const auto& repository = session.repository;
  const auto subjects_of = [&](const std::vector<core::ReplayTask>& files) {
    return signoff::find_subjects(repository, facts.policy.store_branch, findings.records, files);
  };
  const auto candidates = core::replay_candidates(facts, findings, verdict);
  if (!candidates.empty()) {
    findings.replays.merge(repository.replay(facts.change.base_tree, facts.change.head_tree,
                                             candidates, subjects_of(candidates)));
  }
  const auto rejected = core::rejected_files(facts, findings);
  if (!rejected.empty()) {
    findings.resemblances.merge(
        repository.resemblances(facts.change, rejected, subjects_of(rejected)));
  }
  return !candidates.empty() || !rejected.empty();
}

/// Decides over one base. What landed lately, and whether reviews can be carried over, is found out
/// only where it may decide.
core::Verdict decide(const Session& session, const Ground& ground, const core::Facts& facts,
                     core::Findings& findings, std::vector<std::string>& warnings) {
  findings = find_records(session, ground, facts, logged_for(session, facts, warnings));
  core::Verdict verdict = core::evaluate(facts, findings);
  if (waits_for_recent(verdict)) {
    findings.recent = count_recent(session, ground, facts, verdict, all_logged_for(session, facts));
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
void add_next(const Ground& ground, const core::Findings& findings, core::Report& report,
              std::vector<std::string>& warnings) {
  report.next = next_commands(report.verdict, ground);
  const auto reviews = commands_for_recent(findings, report.verdict);
  report.next.insert(report.next.end(), reviews.begin(), reviews.end());
  if (!reviews.empty()) {
    warnings.emplace_back(
        "either is enough: sign this change, or review what landed before by the last command");
  }
}

/// Whether nobody answered an item in any way, by whatever key: the pre-push hook would have
/// stopped such a change.
bool is_unanswered(const core::ItemResult& item) {
  return item.status == core::Status::pending && item.counted.empty() && item.ignored.empty();
}

void warn_of_missing_hooks(core::Report& report) {
  const auto& items = report.verdict.items;
  if (report.gate == core::Gate::ci && std::any_of(items.begin(), items.end(), is_unanswered)) {
    report.warnings.emplace_back(
        "not gated where it was made: nothing at all is recorded for it, so no pre-push hook "
        "judged it, or it was passed by");
  }
}

}  // namespace

bool is_stopped(core::Outcome outcome) {
  return outcome == core::Outcome::blocked || outcome == core::Outcome::error;
}

core::Outcome outcome_under(core::Mode mode, core::Outcome outcome) {
  return is_stopped(outcome) && mode != core::Mode::block ? core::Outcome::warn : outcome;
}

Judgement settle(const Session& session, Proposal proposal) {
  Judgement judgement{ground(session, std::move(proposal)), {}, {}, {}};
  const Ground& ground = judgement.ground;
  if (!ground.note.empty() || !ground.refusal.empty()) {
    judgement.report = unjudged(session, ground);
    return judgement;
  }
  require_assumable(ground.assumed, ground.governing);
  judgement.report = report_on(session, ground);
  judgement.facts = gather_all(session, ground);
  reconsider(session, judgement);
  return judgement;
}

void reconsider(const Session& session, Judgement& judgement) {
  const Ground& ground = judgement.ground;
  core::Report& report = judgement.report;
  judgement.findings.assign(judgement.facts.size(), {});
  std::vector<std::string> warnings = warnings_about(ground.assumed);
  warnings.insert(warnings.end(), ground.governing.warnings.begin(),
                  ground.governing.warnings.end());
  std::size_t worst = 0;
  for (std::size_t i = 0; i < judgement.facts.size(); ++i) {
    core::Verdict verdict =
        decide(session, ground, judgement.facts[i], judgement.findings[i], warnings);
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
  add_next(ground, judgement.findings.at(worst), report, warnings);
  report.warnings = std::move(warnings);
  report.verdict.outcome = outcome_under(report.mode, report.verdict.outcome);
  warn_of_missing_hooks(report);
}

}  // namespace sallyport::gate

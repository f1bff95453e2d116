#include "gate/judge.hpp"

#include "core/on_behalf.hpp"
#include "core/relevance.hpp"
#include "gate/assume.hpp"
#include "gate/facts.hpp"
#include "gate/spent.hpp"
#include "signoff/checker.hpp"
#include "signoff/log.hpp"
#include "signoff/subjects.hpp"
#include "util/encoding.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sallyport::gate {
namespace {

bool is_open(const core::ItemResult& item) {
  return item.status == core::Status::pending || item.status == core::Status::stale ||
         !item.landing_shortfall.empty();
}

/// The commands that would settle the items, the most useful first.
std::vector<std::string> next_commands(const core::Verdict& verdict, const Selection& selection) {
  const std::string before =
      selection.preparation.empty() ? "" : fmt::format("{} && ", selection.preparation);
  std::string whole;
  std::string residual;
  std::vector<std::string> others;
  for (const core::ItemResult& item : verdict.items) {
    if (is_open(item) && item.id == core::k_provenance) {
      others.push_back(fmt::format("{}sallyport declare human {}", before, selection.argument));
    } else if (is_open(item)) {
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

/// The date before which an approval has expired whatever its item; absent: some never expire.
std::optional<util::Time> earliest_counted(const core::Policy& policy, util::Time now) {
  std::int64_t longest = 0;
  for (const auto& [unused, item] : policy.items) {
    if (item.expires_days <= 0) {
      return std::nullopt;
    }
    longest = std::max(longest, item.expires_days);
  }
  const auto lifetime = std::chrono::days(longest + 1);
  return now.time_since_epoch() > lifetime ? std::optional(now - lifetime) : std::nullopt;
}

/// The records of the log that were made for this repository and target.
std::vector<signoff::LoggedRecord> logged_for(const Session& session, const core::Facts& facts,
                                              std::vector<std::string>& warnings) {
  signoff::Log log = signoff::read_log(session.repository, facts.policy.store_branch,
                                       earliest_counted(facts.policy, session.now));
  warnings.insert(warnings.end(), log.problems.begin(), log.problems.end());
  std::erase_if(log.records, [&](const signoff::LoggedRecord& logged) {
    return !core::is_for_target(logged.record, facts);
  });
  return std::move(log.records);
}

/// Those that speak about the change, with their signatures checked.
std::vector<core::SignoffRecord> checked(const Session& session, const core::Facts& facts,
                                         std::vector<signoff::LoggedRecord> logged) {
  std::vector<const core::SignoffRecord*> all;
  all.reserve(logged.size());
  for (const signoff::LoggedRecord& candidate : logged) {
    all.push_back(&candidate.record);
  }
  const std::set<std::string> ids = core::relevant_ids(all, facts);
  signoff::SignatureChecker checker(session.repository, session.ambient.environment);
  std::vector<core::SignoffRecord> records;
  for (signoff::LoggedRecord& candidate : logged) {
    if (ids.contains(candidate.record.id)) {
      checker.check(candidate, facts.signers, session.now);
      core::resolve_on_behalf(candidate.record, facts.policy);
      records.push_back(std::move(candidate.record));
    }
  }
  checker.keep();
  return records;
}

/// Reads the records, and what must be known to weigh them.
std::vector<core::SignoffRecord> gather_records(const Session& session, const Selection& selection,
                                                core::Facts& facts,
                                                std::vector<std::string>& warnings) {
  auto records = core::assumed_records(facts, selection.assumed);
  auto logged = logged_for(session, facts, warnings);
  if (logged.empty()) {
    return records;
  }
  add_history(session, selection, facts);
  const auto recorded = checked(session, facts, std::move(logged));
  facts.spent = spent_records(session, selection, facts, recorded);
  records.insert(records.end(), recorded.begin(), recorded.end());
  return records;
}

/// Evaluates; where reviews might still be carried over, that is tried and decides.
core::Verdict evaluate_with_records(const Session& session, core::Facts& facts,
                                    const std::vector<core::SignoffRecord>& records) {
  core::Verdict verdict = core::evaluate(facts, records);
  const auto candidates = core::replay_candidates(facts, records, verdict);
  if (candidates.empty()) {
    return verdict;
  }
  facts.replays = session.repository.replay(
      facts.change.base_tree, facts.change.head_tree, candidates,
      signoff::find_subjects(session.repository, facts.policy.store_branch, records, candidates));
  return core::evaluate(facts, records);
}

}  // namespace

core::Mode mode_of(const core::Policy& policy, const std::string& gate) {
  const bool is_commit_hook =
      gate == "pre-commit" || gate == "pre-merge-commit" || gate == "commit-msg";
  const auto found = policy.gates.find(is_commit_hook ? "pre-commit" : gate);
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
  core::Report& report = judgement.report;
  std::vector<std::string> warnings = warnings_about(selection.assumed);
  warnings.insert(warnings.end(), judgement.governing.warnings.begin(),
                  judgement.governing.warnings.end());
  for (std::size_t i = 0; i < judgement.facts.size(); ++i) {
    core::Facts& facts = judgement.facts[i];
    judgement.records.push_back(gather_records(session, selection, facts, warnings));
    core::Verdict verdict = evaluate_with_records(session, facts, judgement.records.back());
    if (i == 0 || verdict.outcome > report.verdict.outcome) {
      report.verdict = std::move(verdict);
      describe_base(report, facts);
    }
  }
  if (judgement.facts.size() > 1) {
    warnings.push_back(
        fmt::format("there are {} best merge bases; the change was judged against each",
                    judgement.facts.size()));
  }
  report.next = next_commands(report.verdict, selection);
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

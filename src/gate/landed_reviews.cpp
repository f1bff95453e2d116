#include "gate/landed_reviews.hpp"

#include "core/review/relevance.hpp"
#include "core/review/revocation.hpp"
#include "core/verdict/item_judge.hpp"
#include "gate/evidence.hpp"
#include "gate/facts.hpp"
#include "gate/policy_source.hpp"
#include "gate/records.hpp"
#include "gate/squash.hpp"
#include "signoff/kept/subjects.hpp"
#include "util/error.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

namespace sallyport::gate {
namespace {

/// A review that was counted when its change landed does not expire afterwards; who brought it was
/// known, or not, when it landed.
core::Facts for_landed(core::Policy policy, std::vector<core::Signer> signers,
                       const core::Facts& about) {
  core::Facts facts;
  facts.policy = std::move(policy);
  for (auto& [id, item] : facts.policy.items) {
    item.expires_days = 0;
  }
  facts.signers = std::move(signers);
  facts.target = about.target;
  facts.place = core::Place::lands;
  facts.brought_by.source = "what landed";
  facts.revoked_keys = about.revoked_keys;
  facts.now = about.now;
  return facts;
}

std::vector<core::FileChange> files_of(const std::vector<core::Entry>& entries) {
  std::vector<core::FileChange> files(entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    files[i].entry = entries[i];
  }
  return files;
}

bool touches(const core::StepRun& run, const std::set<std::size_t>& steps) {
  const auto first = steps.lower_bound(run.from);
  return first != steps.end() && *first < run.to;
}

/// Each of the steps alone, then the runs that some record covers, without those that hold no step
/// of `open`.
std::vector<core::StepRun> runs_to_try(const core::Chain& chain, const core::Scope& scope,
                                       const std::set<std::size_t>& open,
                                       const std::vector<core::SignoffRecord>& records) {
  std::vector<core::StepRun> runs;
  runs.reserve(open.size());
  for (const std::size_t step : open) {
    runs.push_back({step, step + 1});
  }
  std::set<core::StepRun> longer;
  for (const core::SignoffRecord& record : records) {
    for (const core::StepRun& run : core::runs_like(chain, scope, record.covers)) {
      if (run.to - run.from > 1 && touches(run, open)) {
        longer.insert(run);
      }
    }
  }
  runs.insert(runs.end(), longer.begin(), longer.end());
  return runs;
}

std::vector<core::SignoffRecord> about_item(const std::vector<core::SignoffRecord>& records,
                                            const std::string& item) {
  std::vector<core::SignoffRecord> selected;
  std::copy_if(records.begin(), records.end(), std::back_inserter(selected),
               [&](const core::SignoffRecord& record) { return record.item == item; });
  return selected;
}

/// What first parents lead to from the last of `commits`, behind all of them; nothing where that is
/// the beginning of the history.
std::optional<core::Oid> base_of(const std::vector<core::Commit>& commits) {
  std::map<core::Oid, const core::Commit*> by_id;
  for (const core::Commit& commit : commits) {
    by_id.emplace(commit.id.value_or(core::Oid{}), &commit);
  }
  const core::Commit* next = &commits.back();
  while (!next->parents.empty()) {
    const auto parent = by_id.find(next->parents.front());
    if (parent == by_id.end()) {
      return next->parents.front();
    }
    next = parent->second;
  }
  return std::nullopt;
}

bool is_met(const core::ItemResult& result) {
  return result.status == core::Status::approved || result.status == core::Status::not_applicable;
}

}  // namespace

core::Chain steps_between(const Session& session, const std::vector<core::Oid>& line) {
  const git::Repository& repository = session.repository;
  core::Chain chain;
  for (std::size_t node = 1; node < line.size(); ++node) {
    chain.push_back({repository.read_entries(repository.tree_of(line[node - 1]),
                                             repository.tree_of(line[node]))});
  }
  return chain;
}

LandedReviews::LandedReviews(const Session& session, const core::Facts& about,
                             std::vector<core::Oid> line, core::Chain chain,
                             std::vector<signoff::LoggedRecord> logged)
    : session_(session),
      line_(std::move(line)),
      chain_(std::move(chain)),
      logged_(std::move(logged)),
      now_{for_landed(about.policy, about.signers, about), {}} {
  now_.records = verified(session_, {now_.facts.signers, now_.facts.policy}, logged_);
}

std::set<std::size_t> LandedReviews::reviewed(const core::Rule& rule,
                                              const std::set<std::size_t>& open) {
  std::set<std::size_t> found = held_by(now_, rule.require, open);
  std::map<const Judges*, std::set<std::size_t>> left;
  for (const std::size_t step : open) {
    const Judges* const judges = found.contains(step) ? nullptr : judges_at(step);
    if (judges != nullptr) {
      left[judges].insert(step);
    }
  }
  for (const auto& [judges, steps] : left) {
    const auto& rules = judges->facts.policy.rules;
    const auto same = std::find_if(rules.begin(), rules.end(), [&](const core::Rule& old) {
      return old.name == rule.name && !old.require.empty();
    });
    found.merge(held_by(*judges, same == rules.end() ? rule.require : same->require, steps));
  }
  return found;
}

/// Those of the commit at a node of the line; null where they are those of now, or not to be had.
const Judges* LandedReviews::judges_at(std::size_t node) {
  const core::Oid tree = session_.repository.tree_of(line_.at(node));
  try {
    const auto folder = policy_folder(session_, tree);
    if (!folder) {
      return nullptr;
    }
    auto known = judges_.find(*folder);
    if (known == judges_.end()) {
      known = judges_.emplace(*folder, judges_in(tree)).first;
    }
    return known->second ? &*known->second : nullptr;
  } catch (const util::Error&) {  // a policy that could not be read judged nothing then
    return nullptr;
  }
}

std::optional<Judges> LandedReviews::judges_in(const core::Oid& tree) const {
  auto governing = governing_in(session_, tree, "");
  if (!governing) {
    return std::nullopt;
  }
  auto& signers = governing->signers;
  drop_revoked(now_.facts.revoked_keys, signers);
  if (governing->policy.sha256 == now_.facts.policy.sha256 && signers == now_.facts.signers) {
    return std::nullopt;
  }
  Judges judges{for_landed(std::move(governing->policy), std::move(signers), now_.facts), {}};
  judges.records =
      verified(session_, {judges.facts.signers, judges.facts.policy}, logged_, KeyValid::when_made);
  for (const auto& [id, item] : now_.facts.policy.items) {
    const auto revoked = core::revoked_records(now_.facts, item, now_.records);
    std::erase_if(judges.records,
                  [&](const core::SignoffRecord& record) { return revoked.contains(record.id); });
  }
  return judges;
}

/// The steps among `open` for which every one of `items` is met; none where there are no items.
std::set<std::size_t> LandedReviews::held_by(const Judges& judges,
                                             const std::vector<std::string>& items,
                                             std::set<std::size_t> open) const {
  for (const std::string& item : items) {
    open = held(judges, item, open);
  }
  return items.empty() ? std::set<std::size_t>{} : open;
}

std::set<std::size_t> LandedReviews::held(const Judges& judges, const std::string& item,
                                          const std::set<std::size_t>& open) const {
  std::set<std::size_t> held;
  const auto in_force = core::item_in_force(judges.facts, item);
  if (!in_force) {
    return held;
  }
  const auto candidates = about_item(judges.records, item);
  std::set<std::size_t> left = open;
  for (const core::StepRun& run :
       runs_to_try(chain_, core::scope_of(*in_force, judges.facts), open, candidates)) {
    if (touches(run, left) && holds(run, *in_force, judges)) {
      for (std::size_t step = run.from; step < run.to; ++step) {
        if (left.erase(step) > 0) {
          held.insert(step);
        }
      }
    }
  }
  return held;
}

bool LandedReviews::holds(const core::StepRun& run, const core::Item& item,
                          const Judges& judges) const {
  core::Facts facts = facts_of(run, item, judges);
  if (core::subject_of(facts, item).empty()) {
    return true;
  }
  core::Findings found;
  found.records = about_item(judges.records, item.id);
  if (found.records.empty()) {
    return false;
  }
  add_commits(run, facts);
  found.updaters = find_updaters(session_, facts, judges.records);
  found.chain = run.to - run.from == 1 ? inner_steps(facts.change) : core::Chain{};
  core::Findings findings = core::only_relevant(facts, found);
  core::Verdict verdict;
  verdict.items = {core::judge_item(facts, findings, item, {})};
  if (is_met(verdict.items.front())) {
    return true;
  }
  const auto candidates = core::replay_candidates(facts, findings, verdict);
  if (candidates.empty()) {
    return false;
  }
  findings.replays = session_.repository.replay(
      facts.change.base_tree, facts.change.head_tree, candidates,
      signoff::find_subjects(session_.repository, facts.policy.store_branch, findings.records,
                             candidates));
  return is_met(core::judge_item(facts, findings, item, {}));
}

/// What is judged, as far as the trees of a run tell.
core::Facts LandedReviews::facts_of(const core::StepRun& run, const core::Item& item,
                                    const Judges& judges) const {
  core::Facts facts = judges.facts;
  core::Change& change = facts.change;
  change.base_commit = line_.at(run.from);
  change.head_commit = line_.at(run.to);
  change.base_tree = session_.repository.tree_of(line_[run.from]);
  change.head_tree = session_.repository.tree_of(line_[run.to]);
  change.files = files_of(run.to - run.from == 1 ? chain_.at(run.from).entries
                                                 : session_.repository.read_entries(
                                                       change.base_tree, change.head_tree));
  if (item.id == core::k_policy_change) {
    facts.trust_roots = touched_trust_roots(session_, change, facts.policy);
  }
  return facts;
}

/// Adds who made a run, which says who is independent of it.
void LandedReviews::add_commits(const core::StepRun& run, core::Facts& facts) const {
  facts.change.commits =
      session_.repository.commits_between({{line_[run.to]}}, {{line_[run.from]}});
  const attribution::Detector& detector = detector_of(session_, facts.policy);
  for (const core::Commit& commit : facts.change.commits) {
    facts.evidence.push_back(detector.examine(commit));
  }
}

/// The steps of a branch that was reviewed commit by commit, and then merged as a whole; empty
/// where they do not come to the same.
core::Chain LandedReviews::inner_steps(const core::Change& change) const {
  const auto& commits = change.commits;
  if (commits.size() < 2 || commits.back().parents.size() != 2) {
    return {};
  }
  Ground branch;
  branch.target = Target{"", {*change.base_commit}, change.base_commit, ""};
  core::Change merged;
  merged.base_commit = change.base_commit;
  merged.commits.assign(commits.begin(), commits.end() - 1);
  core::Findings inner;
  add_history(session_, branch, merged, inner);
  const auto start = base_of(merged.commits);
  const bool is_same = start && session_.repository.read_entries(
                                    session_.repository.tree_of(*start),
                                    merged.commits.back().tree) == core::entries_of(change);
  return is_same ? std::move(inner.chain) : core::Chain{};
}

}  // namespace sallyport::gate

#include "gate/landed_reviews.hpp"

#include "core/item_judge.hpp"
#include "core/relevance.hpp"
#include "gate/facts.hpp"
#include "gate/trust.hpp"
#include "signoff/subjects.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

namespace sallyport::gate {
namespace {

/// What a judgement needs besides the change. A review that was counted when its change landed does
/// not expire afterwards.
core::Facts for_landed(const core::Facts& about) {
  core::Facts facts;
  facts.policy = about.policy;
  for (auto& [id, item] : facts.policy.items) {
    item.expires_days = 0;
  }
  facts.signers = about.signers;
  facts.target = about.target;
  facts.place = core::Place::lands;
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

LandedReviews::LandedReviews(const Session& session, const core::Facts& about,
                             std::vector<core::Oid> line)
    : session_(session),
      detector_(about.policy),
      line_(std::move(line)),
      facts_(for_landed(about)) {
  for (std::size_t node = 1; node < line_.size(); ++node) {
    chain_.push_back({session_.repository.read_entries(session_.repository.tree_of(line_[node - 1]),
                                                       session_.repository.tree_of(line_[node])),
                      false});
  }
}

std::set<std::size_t> LandedReviews::held(const std::string& item,
                                          const std::set<std::size_t>& open,
                                          const std::vector<core::SignoffRecord>& records) {
  std::set<std::size_t> held;
  const auto in_force = core::item_in_force(facts_, item);
  if (!in_force) {
    return held;
  }
  const auto candidates = about_item(records, item);
  std::set<std::size_t> left = open;
  for (const core::StepRun& run :
       runs_to_try(chain_, core::scope_of(*in_force, facts_), open, candidates)) {
    if (touches(run, left) && holds(run, *in_force, candidates)) {
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
                          const std::vector<core::SignoffRecord>& records) {
  choose(run);
  if (item.id == core::k_policy_change) {
    facts_.trust_roots = touched_trust_roots(session_, facts_.change, facts_.policy);
  }
  if (core::subject_of(facts_, item).empty()) {
    return true;
  }
  if (records.empty()) {
    return false;
  }
  add_commits(run);
  const auto relevant = core::relevant_records(records, facts_);
  core::Verdict verdict;
  verdict.items = {core::judge_item(facts_, item, relevant, {})};
  if (is_met(verdict.items.front())) {
    return true;
  }
  const auto candidates = core::replay_candidates(facts_, relevant, verdict);
  if (candidates.empty()) {
    return false;
  }
  facts_.replays = session_.repository.replay(
      facts_.change.base_tree, facts_.change.head_tree, candidates,
      signoff::find_subjects(session_.repository, facts_.policy.store_branch, relevant,
                             candidates));
  return is_met(core::judge_item(facts_, item, relevant, {}));
}

/// Makes a run what is judged, as far as its trees tell.
void LandedReviews::choose(const core::StepRun& run) {
  facts_.change = {};
  facts_.change.base_commit = line_.at(run.from);
  facts_.change.head_commit = line_.at(run.to);
  facts_.change.base_tree = session_.repository.tree_of(line_[run.from]);
  facts_.change.head_tree = session_.repository.tree_of(line_[run.to]);
  facts_.change.files =
      files_of(run.to - run.from == 1 ? chain_.at(run.from).entries
                                      : session_.repository.read_entries(facts_.change.base_tree,
                                                                         facts_.change.head_tree));
  facts_.evidence.clear();
  facts_.trust_roots.clear();
  facts_.chain.clear();
  facts_.replays.clear();
}

/// Adds who made a run, which says who is independent of it.
void LandedReviews::add_commits(const core::StepRun& run) {
  facts_.change.commits =
      session_.repository.commits_between({{line_[run.to]}}, {{line_[run.from]}});
  for (const core::Commit& commit : facts_.change.commits) {
    facts_.evidence.push_back(detector_.examine(commit));
  }
  if (run.to - run.from == 1) {
    add_inner_steps();
  }
}

/// A branch that was reviewed commit by commit, and then merged as a whole: its steps count where
/// they come to the same.
void LandedReviews::add_inner_steps() {
  const auto& commits = facts_.change.commits;
  if (commits.size() < 2 || commits.back().parents.size() != 2) {
    return;
  }
  Selection branch;
  branch.target = Target{"", {*facts_.change.base_commit}, facts_.change.base_commit, ""};
  branch.commits.assign(commits.begin(), commits.end() - 1);
  core::Facts inner;
  add_history(session_, branch, inner);
  const core::Oid tip = branch.commits.back().tree;
  const auto start = base_of(branch.commits);
  if (start && session_.repository.read_entries(session_.repository.tree_of(*start), tip) ==
                   core::entries_of(facts_.change)) {
    facts_.chain = std::move(inner.chain);
  }
}

}  // namespace sallyport::gate

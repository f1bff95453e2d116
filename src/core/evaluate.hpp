#pragma once

#include "core/change.hpp"
#include "core/evidence.hpp"
#include "core/ladder.hpp"
#include "core/policy.hpp"
#include "core/recent.hpp"
#include "core/record.hpp"
#include "core/replay.hpp"
#include "core/verdict.hpp"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace sallyport::core {

/// Whether a change is still worked on (commit hooks, a push to a ref that is not gated) or lands
/// (a push to the target or a ref in `refs`); records.md §5.
enum class Place { worked_on, lands };

/// Everything that a verdict depends on besides the records: plain values, already read.
struct Facts {
  Change change;
  std::vector<CommitEvidence> evidence;  ///< one per commit of the change, then per earlier one
  Policy policy;
  std::vector<Signer> signers;
  std::optional<std::string> target;  ///< full ref name
  Place place = Place::worked_on;
  std::string brought_by;  ///< `github:583231`: who opened the request, else who pushed; empty: not
                           ///< known
  std::set<std::string> trust_roots;        ///< paths of the change that guard the gate itself
  std::vector<std::string> commit_digests;  ///< per commit: first parent to it; may be empty
  Chain chain;
  Replays replays;              ///< of `replay_candidates`, once they were tried
  std::set<std::string> spent;  ///< ids of records whose content landed on the target and was taken
                                ///< back there (records.md §4)
  std::vector<RecentLines> recent;    ///< by rule of the policy; empty: not counted yet
  std::vector<std::string> warnings;  ///< about what could not be read
  util::Time now;
};

/// The decision. Pure: the same facts and records give the same verdict.
Verdict evaluate(const Facts& facts, const std::vector<SignoffRecord>& records);

/// The files that must still be carried over before records can hold by `replay`: of the valid
/// approvals of each item that is open in `verdict` and accepts that rung, at most
/// `k_most_replays`, no review in part, those that count where the change lands first; of
/// declarations that an AI wrote the change, and where somebody is asked who did of the others; and
/// of every rejection. Without what is in `facts.replays`.
std::vector<ReplayTask> replay_candidates(const Facts& facts,
                                          const std::vector<SignoffRecord>& records,
                                          const Verdict& verdict);

/// The policy's item by that id as it is in force for these facts; absent when there is none.
std::optional<Item> item_in_force(const Facts& facts, const std::string& id);

/// The entries of the change that an item is about.
std::vector<Entry> subject_of(const Facts& facts, const Item& item);

}  // namespace sallyport::core

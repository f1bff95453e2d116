#pragma once

#include "core/change/change.hpp"
#include "core/origin/evidence.hpp"
#include "core/origin/recent.hpp"
#include "core/policy/people.hpp"
#include "core/policy/policy.hpp"
#include "core/review/ladder.hpp"
#include "core/review/record.hpp"
#include "core/review/replay.hpp"
#include "core/review/resemblance.hpp"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace sallyport::core {

/// Whether a change is still worked on (commit hooks, a push to a ref that is not gated) or lands
/// (a push to the target or a ref in `refs`); records.md §5.
enum class Place { worked_on, lands };

/// What is judged, under which policy, for whom and where: plain values, read once and never
/// changed.
struct Facts {
  Change change;
  std::vector<CommitEvidence> evidence;  ///< one per commit of the change, then per earlier one
  Policy policy;
  std::vector<Signer> signers;
  std::set<std::string> revoked_keys;  ///< base64 of public keys that never count
  std::optional<std::string> target;   ///< full ref name
  Place place = Place::worked_on;
  Bringer brought_by;                 ///< who opened the request, else who pushed
  std::set<std::string> trust_roots;  ///< paths of the change that guard the gate itself
  std::vector<std::string> warnings;  ///< about what could not be read
  util::Time now;
};

/// What is looked for only as far as the facts make it matter. Nothing found says nothing against
/// a change that needs no review.
struct Findings {
  std::vector<SignoffRecord> records;       ///< that may speak about the change, verified
  std::vector<std::string> commit_digests;  ///< per commit: first parent to it; may be empty
  Chain chain;
  Replays replays;                  ///< of `replay_candidates`, once they were tried
  Resemblances resemblances;        ///< of `rejected_files`, once they were looked for
  std::set<std::string> spent;      ///< ids of records whose content landed on the target and was
                                    ///< taken back there (records.md §4)
  std::set<Updater> updaters;       ///< of the squashes among the commits
  std::vector<RecentLines> recent;  ///< by rule of the policy; empty: not counted yet
};

/// The policy's item by that id as it is in force for these facts; absent when there is none.
std::optional<Item> item_in_force(const Facts& facts, const std::string& id);

/// Which entries `item` is about: those its paths match; for `policy-change` the trust roots. Both
/// arguments must outlive the result.
Scope scope_of(const Item& item, const Facts& facts);

/// The entries of the change that an item is about.
std::vector<Entry> subject_of(const Facts& facts, const Item& item);

}  // namespace sallyport::core

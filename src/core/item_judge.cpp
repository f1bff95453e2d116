#include "core/item_judge.hpp"

#include "core/revocation.hpp"
#include "core/validity.hpp"
#include "util/glob.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace sallyport::core {
namespace {

/// A record and how it holds for the change.
struct Holding {
  const SignoffRecord* record = nullptr;
  Rung rung = Rung::stale;
};

/// Whose record it is: the key's owner, or whom it names where nobody owns the key.
const std::string& person_of(const SignoffRecord& record) {
  return record.principal.empty() ? record.signer : record.principal;
}

/// One item while it is being judged.
class ItemJudge {
 public:
  ItemJudge(const Facts& facts, const Item& item, const std::vector<SignoffRecord>& records)
      : facts_(facts),
        item_(item),
        scope_(scope_of(item, facts)),
        subject_(in_scope(entries_of(facts.change), scope_)),
        electorate_(electorate(item, facts)) {
    result_.id = item_.id;
    result_.title = item_.title;
    result_.text = item_.text;
    result_.questions = item_.questions;
    result_.assurance = item_.assurance;
    result_.level = item_.level;
    result_.needed = electorate_.needed;
    result_.approvers = item_.approvers;
    std::transform(subject_.begin(), subject_.end(), std::back_inserter(result_.paths),
                   [](const Entry& entry) { return entry.path; });
    revoked_ = revoked_approvals(facts, item, records);
    for (const SignoffRecord& record : records) {
      if (record.item == item_.id && record.verdict == RecordVerdict::approve) {
        sort_in(record);
      }
    }
  }

  ItemResult judge() {
    if (subject_.empty()) {
      result_.status = Status::not_applicable;
      return std::move(result_);
    }
    const std::int64_t landing = count_eligible();
    const bool lands_now = landing >= electorate_.needed;
    if (facts_.place == Place::lands) {
      settle(lands_now);
      return std::move(result_);
    }
    const bool met = lands_now || accept_any_signer();
    if (met && !lands_now) {
      result_.landing_shortfall = shortfall(landing);
    }
    settle(met);
    return std::move(result_);
  }

 private:
  void sort_in(const SignoffRecord& record) {
    const auto taken_back = revoked_.find(record.id);
    const std::string problem = taken_back == revoked_.end() ? invalidity(record, item_, facts_.now)
                                                             : "revoked by " + taken_back->second;
    if (!problem.empty()) {
      ignore(record, problem);
      return;
    }
    valid_.push_back(&record);
  }

  void ignore(const SignoffRecord& record, const std::string& reason) {
    result_.ignored.push_back({person_of(record), record.id, reason});
  }

  [[nodiscard]] bool accepts(Rung rung) const {
    return rung == Rung::exact || item_.survives != Rung::exact;
  }

  /// The records among `candidates` that hold on their own.
  [[nodiscard]] std::vector<Holding> direct(
      const std::vector<const SignoffRecord*>& candidates) const {
    std::vector<Holding> holding;
    for (const SignoffRecord* record : candidates) {
      const auto rung = direct_rung(*record, facts_.change, subject_);
      if (rung && accepts(*rung)) {
        holding.push_back({record, *rung});
      }
    }
    return holding;
  }

  /// The records among `candidates` that hold together, by composition.
  [[nodiscard]] std::vector<Holding> composed(const std::vector<const SignoffRecord*>& candidates,
                                              std::int64_t needed) const {
    std::vector<Holding> holding;
    if (!accepts(Rung::composed)) {
      return holding;
    }
    for (const SignoffRecord* record : compose(facts_.chain, scope_, candidates, needed)) {
      holding.push_back({record, Rung::composed});
    }
    return holding;
  }

  /// Counts who meets the item where it lands; returns how many did.
  std::int64_t count_eligible() {
    std::vector<const SignoffRecord*> candidates;
    for (const SignoffRecord* record : valid_) {
      const std::string reason = ineligibility(*record, item_, electorate_);
      if (reason.empty()) {
        candidates.push_back(record);
      } else {
        ineligible_.emplace_back(record, reason);
      }
    }
    const auto holding = direct(candidates);
    const std::int64_t people = add_counted(holding);
    if (people >= electorate_.needed) {
      return people;
    }
    const auto together = composed(candidates, electorate_.needed);
    add_counted(together);
    return together.empty() ? people : electorate_.needed;
  }

  /// Returns how many different people stand behind the records.
  std::int64_t add_counted(const std::vector<Holding>& holding) {
    std::set<std::string> people;
    for (const Holding& held : holding) {
      const std::string& person = person_of(*held.record);
      result_.counted.push_back({person, held.record->id, held.rung, held.record->assurance});
      people.insert(person);
    }
    return static_cast<std::int64_t>(people.size());
  }

  /// Where a change is worked on, one attended record by whatever key is enough.
  bool accept_any_signer() {
    std::vector<const SignoffRecord*> attended;
    std::copy_if(valid_.begin(), valid_.end(), std::back_inserter(attended),
                 [](const SignoffRecord* record) { return record->attended.tty; });
    auto holding = direct(attended);
    if (holding.empty()) {
      holding = composed(attended, 1);
    }
    if (!holding.empty()) {
      result_.counted.clear();
      add_counted(holding);
    }
    return !holding.empty();
  }

  [[nodiscard]] std::string shortfall(std::int64_t landing) const {
    const std::string who =
        item_.approvers.empty() ? "any enrolled person" : util::join(item_.approvers, " or ");
    const std::int64_t missing = electorate_.needed - landing;
    return fmt::format("{}{}{}", missing > 1 ? fmt::format("{} of ", missing) : "", who,
                       electorate_.excluded.empty() ? "" : ", not an author of it");
  }

  void settle(bool met) {
    for (const auto& [record, reason] : ineligible_) {
      if (direct_rung(*record, facts_.change, subject_)) {
        ignore(*record, reason);
      }
    }
    if (met) {
      result_.status = Status::approved;
      return;
    }
    const bool refused = ignore_refused_rungs();
    const SignoffRecord* closest = closest_review();
    result_.status = closest == nullptr && !refused ? Status::pending : Status::stale;
    if (closest != nullptr) {
      for (const Uncovered& path : uncovered(*closest, subject_)) {
        result_.residual.push_back({path.path, path.why});
      }
    }
  }

  /// Names the reviews that hold by a rung below the item's; returns whether there are any.
  bool ignore_refused_rungs() {
    bool any = false;
    for (const SignoffRecord* record : valid_) {
      const auto rung = direct_rung(*record, facts_.change, subject_);
      if (rung && !accepts(*rung)) {
        ignore(*record, fmt::format("it holds by {}, the item accepts only {}", to_string(*rung),
                                    to_string(item_.survives)));
        any = true;
      }
    }
    return any;
  }

  /// The valid record that leaves the least uncovered; null when each that is there holds.
  [[nodiscard]] const SignoffRecord* closest_review() const {
    const SignoffRecord* best = nullptr;
    std::size_t least = 0;
    for (const SignoffRecord* record : valid_) {
      const std::size_t left = uncovered(*record, subject_).size();
      if (left > 0 && (best == nullptr || left < least)) {
        best = record;
        least = left;
      }
    }
    return best;
  }

  const Facts& facts_;
  const Item& item_;
  Scope scope_;
  std::vector<Entry> subject_;
  Electorate electorate_;
  std::map<std::string, std::string> revoked_;
  std::vector<const SignoffRecord*> valid_;
  std::vector<std::pair<const SignoffRecord*, std::string>> ineligible_;
  ItemResult result_;
};

}  // namespace

Scope scope_of(const Item& item, const Facts& facts) {
  if (item.id == k_policy_change) {
    return [&](const Entry& entry) { return facts.trust_roots.contains(entry.path); };
  }
  return [&](const Entry& entry) {
    return std::any_of(item.paths.begin(), item.paths.end(), [&](const std::string& glob) {
      return util::glob_matches_folded(glob, entry.path);
    });
  };
}

ItemResult judge_item(const Facts& facts, const Item& item,
                      const std::vector<SignoffRecord>& records) {
  return ItemJudge(facts, item, records).judge();
}

}  // namespace sallyport::core

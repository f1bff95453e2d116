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

  /// The valid records that do not hold directly, those that count where the change lands first.
  [[nodiscard]] std::vector<const SignoffRecord*> unheld_approvals() const {
    std::vector<const SignoffRecord*> records;
    std::copy_if(valid_.begin(), valid_.end(), std::back_inserter(records),
                 [&](const SignoffRecord* record) {
                   return !direct_rung(*record, facts_.change, subject_);
                 });
    std::stable_partition(records.begin(), records.end(), [&](const SignoffRecord* record) {
      return ineligibility(*record, item_, electorate_).empty();
    });
    return records;
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

  [[nodiscard]] bool accepts(Rung rung) const { return core::accepts(item_.survives, rung); }

  /// What `record` leaves unheld on the rungs that the item accepts.
  [[nodiscard]] std::vector<Uncovered> unheld(const SignoffRecord& record) const {
    static const Replays k_no_replays;
    return uncovered(record, subject_, accepts(Rung::replay) ? facts_.replays : k_no_replays);
  }

  /// The best rung by which `record` holds on its own.
  [[nodiscard]] std::optional<Rung> rung_of(const SignoffRecord& record) const {
    const auto rung = direct_rung(record, facts_.change, subject_);
    if (rung || facts_.replays.empty() || !unheld(record).empty()) {
      return rung;
    }
    return Rung::replay;
  }

  /// The records among `candidates` that hold on their own, by a rung from `best` to `worst`.
  [[nodiscard]] std::vector<Holding> alone(const std::vector<const SignoffRecord*>& candidates,
                                           Rung best, Rung worst) const {
    std::vector<Holding> holding;
    for (const SignoffRecord* record : candidates) {
      const auto rung = rung_of(*record);
      if (rung && accepts(*rung) && *rung >= best && *rung <= worst) {
        holding.push_back({record, *rung});
      }
    }
    return holding;
  }

  [[nodiscard]] std::vector<Holding> direct(
      const std::vector<const SignoffRecord*>& candidates) const {
    return alone(candidates, Rung::exact, Rung::same_delta);
  }

  [[nodiscard]] std::vector<Holding> replayed(
      const std::vector<const SignoffRecord*>& candidates) const {
    return alone(candidates, Rung::replay, Rung::replay);
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
    const std::int64_t people = add_counted(direct(candidates));
    if (people >= electorate_.needed) {
      return people;
    }
    const auto together = composed(candidates, electorate_.needed);
    if (!together.empty()) {
      add_counted(together);
      return electorate_.needed;
    }
    return add_counted(replayed(candidates));
  }

  /// Returns how many different people stand behind all that is counted then.
  std::int64_t add_counted(const std::vector<Holding>& holding) {
    for (const Holding& held : holding) {
      result_.counted.push_back(
          {person_of(*held.record), held.record->id, held.rung, held.record->assurance});
    }
    std::set<std::string> people;
    for (const CountedRecord& counted : result_.counted) {
      people.insert(counted.signer);
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
    if (holding.empty()) {
      holding = replayed(attended);
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
      if (rung_of(*record)) {
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
      for (const Uncovered& path : unheld(*closest)) {
        result_.residual.push_back({path.path, path.why});
      }
    }
  }

  /// Names the reviews that hold by a rung below the item's; returns whether there are any.
  bool ignore_refused_rungs() {
    bool any = false;
    for (const SignoffRecord* record : valid_) {
      const auto rung = rung_of(*record);
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
      const std::size_t left = unheld(*record).size();
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

std::vector<const SignoffRecord*> unheld_approvals(const Facts& facts, const Item& item,
                                                   const std::vector<SignoffRecord>& records) {
  return ItemJudge(facts, item, records).unheld_approvals();
}

}  // namespace sallyport::core

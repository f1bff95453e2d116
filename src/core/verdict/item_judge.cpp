#include "core/verdict/item_judge.hpp"

#include "core/review/waiver.hpp"

#include <algorithm>
#include <iterator>
#include <set>

namespace sallyport::core {
namespace {

using Records = std::vector<const SignoffRecord*>;

/// One item while it is being judged.
class ItemJudge {
 public:
  ItemJudge(const Facts& facts, const Findings& findings, const Item& item)
      : facts_(facts), findings_(findings), item_(item), reviews_(facts, findings, item) {
    result_.id = item_.id;
    result_.title = item_.title;
    result_.text = item_.text;
    result_.questions = item_.questions;
    result_.assurance = item_.assurance;
    result_.level = item_.level;
    result_.needed = reviews_.electorate().needed;
    result_.in_all = reviews_.electorate().in_all;
    result_.approvers = item_.approvers;
    std::transform(reviews_.subject().begin(), reviews_.subject().end(),
                   std::back_inserter(result_.paths),
                   [](const Entry& entry) { return entry.path; });
    result_.ignored = reviews_.invalid();
  }

  ItemResult judge(const std::vector<Objection>& objections) {
    result_.rejected_by = objections;
    const bool is_rejected = !objections.empty() && facts_.place == Place::lands;
    if (reviews_.subject().empty() && !is_rejected) {
      result_.status = Status::not_applicable;
      return std::move(result_);
    }
    const bool met = is_met();
    ignore_ineligible();
    if (is_rejected) {
      result_.status = Status::rejected;
    } else if (met) {
      result_.status = Status::approved;
    } else if (!is_waived()) {
      settle_open();
    }
    return std::move(result_);
  }

 private:
  bool is_met() {
    const Electorate& electorate = reviews_.electorate();
    sort_candidates();
    const std::int64_t missing = electorate.needed - count(candidates_, electorate.needed);
    const std::int64_t missing_in_all =
        wants_more() ? electorate.in_all - count(with_bystanders(), electorate.in_all) : 0;
    const bool lands = missing <= 0 && missing_in_all <= 0;
    if (lands || facts_.place == Place::lands) {
      return lands;
    }
    const bool met = accept_any_signer();
    if (met) {
      result_.landing_shortfall = {missing, std::max(missing, missing_in_all),
                                   !electorate.excluded.empty()};
    }
    return met;
  }

  void ignore(const SignoffRecord& record, Reason reason) {
    result_.ignored.push_back({person_of(record), record.id, std::move(reason)});
  }

  /// Tells those who may meet the item where it lands from the others.
  void sort_candidates() {
    for (const SignoffRecord* record : reviews_.valid()) {
      if (const auto reason = reviews_.ineligibility_of(*record)) {
        ineligible_.emplace_back(record, *reason);
      } else {
        candidates_.push_back(record);
      }
    }
  }

  [[nodiscard]] bool wants_more() const {
    return reviews_.electorate().in_all > reviews_.electorate().needed;
  }

  [[nodiscard]] bool counts_in_all(const SignoffRecord& record, const Reason& reason) const {
    return wants_more() && is_bystander(record, reason, reviews_.electorate());
  }

  [[nodiscard]] Records with_bystanders() const {
    Records everybody = candidates_;
    for (const auto& [record, reason] : ineligible_) {
      if (counts_in_all(*record, reason)) {
        everybody.push_back(record);
      }
    }
    return everybody;
  }

  /// Counts those of `candidates` whose records hold, if need be not as they are; returns how many
  /// people they are.
  std::int64_t count(const Records& candidates, std::int64_t needed) {
    auto holding = direct(candidates);
    if (people_behind(holding) < needed) {
      const auto together = reviews_.composed(candidates, needed);
      const auto more = together.empty() ? moved(candidates) : together;
      holding.insert(holding.end(), more.begin(), more.end());
    }
    add_counted(holding);
    return people_behind(holding);
  }

  [[nodiscard]] std::vector<Holding> direct(const Records& candidates) const {
    return reviews_.holding(candidates, {Rung::exact, Rung::same_delta});
  }

  [[nodiscard]] std::vector<Holding> moved(const Records& candidates) const {
    return reviews_.holding(candidates, {Rung::replay, Rung::delta});
  }

  static std::int64_t people_behind(const std::vector<Holding>& holding) {
    std::set<std::string> people;
    for (const Holding& held : holding) {
      people.insert(person_of(*held.record));
    }
    return std::ssize(people);
  }

  void add_counted(const std::vector<Holding>& holding) {
    for (const Holding& held : holding) {
      const auto& record = *held.record;
      const bool is_counted = std::any_of(
          result_.counted.begin(), result_.counted.end(), [&](const CountedRecord& counted) {
            return counted.record == record.id && counted.rung == held.rung;
          });
      if (!is_counted) {
        result_.counted.push_back({person_of(record), record.id, held.rung, record.assurance});
      }
    }
  }

  /// Where a change is worked on, one valid record by whatever key is enough.
  bool accept_any_signer() {
    auto holding = direct(reviews_.valid());
    if (holding.empty()) {
      holding = reviews_.composed(reviews_.valid(), 1);
    }
    if (holding.empty()) {
      holding = moved(reviews_.valid());
    }
    if (!holding.empty()) {
      result_.counted.clear();
      add_counted(holding);
    }
    return !holding.empty();
  }

  void ignore_ineligible() {
    for (const auto& [record, reason] : ineligible_) {
      if (!counts_in_all(*record, reason) && reviews_.rung_of(*record)) {
        ignore(*record, reason);
      }
    }
  }

  bool is_waived() {
    Waiving waiving = judge_waivers(facts_, findings_, item_, reviews_.subject());
    result_.ignored.insert(result_.ignored.end(), waiving.ignored.begin(), waiving.ignored.end());
    if (!waiving.waived) {
      return false;
    }
    result_.status = Status::waived;
    result_.waived = std::move(waiving.waived);
    result_.counted.clear();
    add_counted(waiving.holding);
    return true;
  }

  /// Pending where nobody ever looked, else stale with what is left to look at.
  void settle_open() {
    const bool refused = ignore_refused_rungs();
    const auto delta = least_delta(reviews_);
    const SignoffRecord* const closest = delta ? nullptr : closest_review();
    result_.status = delta || closest != nullptr || refused ? Status::stale : Status::pending;
    result_.extendable = delta.has_value();
    if (delta) {
      result_.residual = delta->residual;
    } else if (closest != nullptr) {
      result_.residual = reviews_.unheld(*closest);
    }
  }

  /// Names the reviews that hold by a rung below the item's; returns whether there are any.
  bool ignore_refused_rungs() {
    bool any = false;
    for (const SignoffRecord* record : reviews_.valid()) {
      const auto rung = reviews_.rung_of(*record);
      if (rung && !reviews_.accepts(*rung)) {
        ignore(*record, {.flaw = Flaw::low_rung, .rung = *rung, .survives = item_.survives});
        any = true;
      }
    }
    return any;
  }

  /// The valid record that leaves the least uncovered; null when each that is there holds.
  [[nodiscard]] const SignoffRecord* closest_review() const {
    const SignoffRecord* best = nullptr;
    std::size_t least = 0;
    for (const SignoffRecord* record : reviews_.valid()) {
      const std::size_t left = reviews_.unheld(*record).size();
      if (left > 0 && (best == nullptr || left < least)) {
        best = record;
        least = left;
      }
    }
    return best;
  }

  const Facts& facts_;
  const Findings& findings_;
  const Item& item_;
  ItemReviews reviews_;
  Records candidates_;
  std::vector<std::pair<const SignoffRecord*, Reason>> ineligible_;
  ItemResult result_;
};

}  // namespace

ItemResult judge_item(const Facts& facts, const Findings& findings, const Item& item,
                      const std::vector<Objection>& objections) {
  return ItemJudge(facts, findings, item).judge(objections);
}

std::vector<Review> unheld_approvals(const Facts& facts, const Findings& findings,
                                     const Item& item) {
  const ItemReviews reviews(facts, findings, item);
  Records unheld;
  std::copy_if(reviews.valid().begin(), reviews.valid().end(), std::back_inserter(unheld),
               [&](const SignoffRecord* record) {
                 return !direct_rung(*record, facts.change, reviews.subject());
               });
  std::stable_partition(unheld.begin(), unheld.end(), [&](const SignoffRecord* record) {
    return !reviews.ineligibility_of(*record);
  });
  std::vector<Review> found;
  found.reserve(unheld.size());
  for (const SignoffRecord* record : unheld) {
    found.push_back(reviews.review(*record).value_or(review_of(*record)));
  }
  return found;
}

std::optional<Delta> find_delta(const Facts& facts, const Findings& findings, const Item& item,
                                const std::string& signer) {
  return delta_of(ItemReviews(facts, findings, item), signer);
}

}  // namespace sallyport::core

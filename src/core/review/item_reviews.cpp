#include "core/review/item_reviews.hpp"

#include "core/review/revocation.hpp"

#include <algorithm>

namespace sallyport::core {

const std::string& person_of(const SignoffRecord& record) {
  return record.principal.empty() ? record.signer : record.principal;
}

ItemReviews::ItemReviews(const Facts& facts, const Findings& findings, const Item& item)
    : facts_(facts),
      findings_(findings),
      item_(item),
      scope_(scope_of(item, facts)),
      subject_(in_scope(entries_of(facts.change), scope_)),
      electorate_(core::electorate(item, facts, findings.updaters)),
      revoked_(revoked_records(facts, item, findings.records)) {
  for (const SignoffRecord& record : findings.records) {
    if (record.item != item.id || record.verdict != RecordVerdict::approve) {
      continue;
    }
    const SignoffRecord*& known = approvals_.try_emplace(record.id, &record).first->second;
    if (auto problem = problem_of(record)) {
      invalid_.push_back({person_of(record), record.id, std::move(*problem)});
      continue;
    }
    valid_.push_back(&record);
    // Copies with another signature have the same id; none must hide the one that counts.
    if (!ineligibility_of(record)) {
      known = &record;
    }
  }
}

std::optional<Reason> ItemReviews::problem_of(const SignoffRecord& record) const {
  const auto taken_back = revoked_.find(record.id);
  if (taken_back != revoked_.end()) {
    return revoked_by(taken_back->second);
  }
  if (findings_.spent.contains(record.id)) {
    return Reason{Flaw::spent};
  }
  return invalidity(record, item_, facts_.now);
}

std::optional<Reason> ItemReviews::ineligibility_of(const SignoffRecord& record) const {
  return ineligibility(record, item_, electorate_);
}

bool ItemReviews::counts(const SignoffRecord& record) const {
  return std::find(valid_.begin(), valid_.end(), &record) != valid_.end() &&
         !ineligibility_of(record);
}

std::optional<Review> ItemReviews::review(const SignoffRecord& record) const {
  Review review = review_of(record);
  if (record.extends.empty()) {
    return review;
  }
  auto extended = extension_of(record.extends, signer_of(record));
  if (!extended) {
    return std::nullopt;
  }
  review.merge(*extended);
  return review;
}

std::optional<Review> ItemReviews::extension_of(const std::vector<std::string>& extends,
                                                const std::string& signer) const {
  const bool only_own = electorate_.in_all > 1;
  const auto may_be_extended = [&](const SignoffRecord& record) {
    return counts(record) && (!only_own || signer_of(record) == signer);
  };
  return extended_review(extends, approvals_, may_be_extended, item_.max_generations);
}

std::vector<Uncovered> ItemReviews::unheld(const Review& review) const {
  static const Replays k_no_replays;
  return uncovered(review, subject_, accepts(Rung::replay) ? findings_.replays : k_no_replays);
}

std::vector<Uncovered> ItemReviews::unheld(const SignoffRecord& record) const {
  return unheld(review(record).value_or(review_of(record)));
}

std::optional<Rung> ItemReviews::rung_of(const SignoffRecord& record) const {
  const auto rung = direct_rung(record, facts_.change, subject_);
  const auto whole = rung ? std::nullopt : review(record);
  if (!whole || !unheld(*whole).empty()) {
    return rung;
  }
  return record.extends.empty() ? Rung::replay : Rung::delta;
}

std::vector<Holding> ItemReviews::holding(const std::vector<const SignoffRecord*>& candidates,
                                          Rungs rungs) const {
  std::vector<Holding> found;
  for (const SignoffRecord* record : candidates) {
    const auto rung = rung_of(*record);
    if (rung && accepts(*rung) && *rung >= rungs.best && *rung <= rungs.worst) {
      found.push_back({record, *rung});
    }
  }
  return found;
}

std::vector<Holding> ItemReviews::composed(const std::vector<const SignoffRecord*>& candidates,
                                           std::int64_t needed) const {
  std::vector<Holding> found;
  if (!accepts(Rung::composed)) {
    return found;
  }
  for (const SignoffRecord* record : compose(findings_.chain, scope_, candidates, needed)) {
    found.push_back({record, Rung::composed});
  }
  return found;
}

}  // namespace sallyport::core

#pragma once

#include "core/policy/people.hpp"
#include "core/review/validity.hpp"
#include "core/verdict/facts.hpp"
#include "core/verdict/verdict.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sallyport::core {

/// A record and how it holds for a change.
struct Holding {
  const SignoffRecord* record = nullptr;
  Rung rung = Rung::stale;
};

/// The rungs from `best` down to `worst`.
struct Rungs {
  Rung best = Rung::exact;
  Rung worst = Rung::exact;
};

/// Whose record it is: the key's owner, or whom it names where nobody owns the key.
const std::string& person_of(const SignoffRecord& record);

/// The approvals of one item, and how each of them holds for a change (records.md §4). The
/// arguments of the constructor must outlive it.
class ItemReviews {
 public:
  ItemReviews(const Facts& facts, const Findings& findings, const Item& item);

  [[nodiscard]] const std::vector<Entry>& subject() const { return subject_; }
  [[nodiscard]] const Electorate& electorate() const { return electorate_; }
  /// The approvals that are valid, whoever made them.
  [[nodiscard]] const std::vector<const SignoffRecord*>& valid() const { return valid_; }
  /// The others, each with its reason.
  [[nodiscard]] const std::vector<IgnoredRecord>& invalid() const { return invalid_; }

  /// Why a valid approval does not count where the change lands; absent: it does.
  [[nodiscard]] std::optional<Reason> ineligibility_of(const SignoffRecord& record) const;
  /// Whether a record may be extended: it is valid, and counts where the change lands.
  [[nodiscard]] bool counts(const SignoffRecord& record) const;
  /// What a record vouches for, with what it extends; nothing where that goes back too far.
  [[nodiscard]] std::optional<Review> review(const SignoffRecord& record) const;
  /// What records vouch for that one of `signer` extends; nothing where that goes back too far.
  /// Where the item wants several people, each must have looked at everything: then only the
  /// signer's own records can be extended.
  [[nodiscard]] std::optional<Review> extension_of(const std::vector<std::string>& extends,
                                                   const std::string& signer) const;
  /// What `review` leaves unheld on the rungs that the item accepts.
  [[nodiscard]] std::vector<Uncovered> unheld(const Review& review) const;
  /// What a record leaves unheld.
  [[nodiscard]] std::vector<Uncovered> unheld(const SignoffRecord& record) const;

  [[nodiscard]] bool accepts(Rung rung) const { return core::accepts(item_.survives, rung); }
  /// The best rung by which a record holds, alone or with what it extends.
  [[nodiscard]] std::optional<Rung> rung_of(const SignoffRecord& record) const;
  /// Those of `candidates` that hold so by one of `rungs` that the item accepts.
  [[nodiscard]] std::vector<Holding> holding(const std::vector<const SignoffRecord*>& candidates,
                                             Rungs rungs) const;
  /// Those of `candidates` that hold together by composition, `needed` people for each part.
  [[nodiscard]] std::vector<Holding> composed(const std::vector<const SignoffRecord*>& candidates,
                                              std::int64_t needed) const;

 private:
  [[nodiscard]] std::optional<Reason> problem_of(const SignoffRecord& record) const;

  const Facts& facts_;
  const Findings& findings_;
  const Item& item_;
  Scope scope_;
  std::vector<Entry> subject_;
  Electorate electorate_;
  std::map<std::string, Principals> revoked_;
  RecordsById approvals_;
  std::vector<const SignoffRecord*> valid_;
  std::vector<IgnoredRecord> invalid_;
};

}  // namespace sallyport::core

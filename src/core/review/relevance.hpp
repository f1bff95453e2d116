#pragma once

#include "core/verdict/facts.hpp"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace sallyport::core {

/// Tells which records speak about a change at all, judged without their signatures, so that only
/// those need to be verified.
class Relevance {
 public:
  Relevance(const Facts& facts, const Findings& findings);

  /// Made for this repository and target, and about content (or, for a declaration, commits) that
  /// the change has, or about the same paths where it may be carried over to them. A revocation
  /// names records, not content, and a rejection may stand against what resembles: each is
  /// relevant.
  [[nodiscard]] bool operator()(const SignoffRecord& record) const;

 private:
  [[nodiscard]] bool shares_content(const SignoffRecord& record) const;
  [[nodiscard]] bool may_be_replayed(const SignoffRecord& record) const;

  const Facts& facts_;
  std::set<std::pair<std::string, util::Sha256>> contents_;
  std::set<std::string> digests_;
  std::map<std::string, std::vector<Entry>> subjects_;  ///< of declarations, and of the items that
                                                        ///< accept `replay`
  std::set<Entry> moved_;                               ///< the entries without their paths
};

/// The ids of those of `records` that speak about the change, with all that they extend, and what
/// extends them.
std::set<std::string> relevant_ids(const std::vector<const SignoffRecord*>& records,
                                   const Facts& facts, const Findings& findings);

/// The findings with only those of their records, in their order.
Findings only_relevant(const Facts& facts, const Findings& findings);

/// Whether a record was made for this repository, and for the target or one that its policy
/// accepts.
bool is_for_target(const SignoffRecord& record, const Facts& facts);

}  // namespace sallyport::core

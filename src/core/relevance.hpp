#pragma once

#include "core/evaluate.hpp"

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
  explicit Relevance(const Facts& facts);

  /// Made for this repository and target, and about content (or, for a declaration, commits) that
  /// the change has, or about the same paths where its item accepts `replay`. A revocation names
  /// records, not content: each is relevant.
  [[nodiscard]] bool operator()(const SignoffRecord& record) const;

 private:
  [[nodiscard]] bool shares_content(const SignoffRecord& record) const;
  [[nodiscard]] bool may_be_replayed(const SignoffRecord& record) const;

  const Facts& facts_;
  std::set<std::pair<std::string, util::Sha256>> contents_;
  std::set<std::string> digests_;
  std::map<std::string, std::vector<Entry>> subjects_;  ///< of the items that accept `replay`
  std::set<Entry> moved_;                               ///< the entries without their paths
};

/// Whether a record was made for this repository, and for the target or one that its policy
/// accepts.
bool is_for_target(const SignoffRecord& record, const Facts& facts);

}  // namespace sallyport::core

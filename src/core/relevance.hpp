#pragma once

#include "core/evaluate.hpp"

#include <set>
#include <string>
#include <utility>

namespace sallyport::core {

/// Tells which records speak about a change at all, judged without their signatures, so that only
/// those need to be verified.
class Relevance {
 public:
  explicit Relevance(const Facts& facts);

  /// Made for this repository and target, and about content (or, for a declaration, commits) that
  /// the change has. A revocation names records, not content: each is relevant.
  [[nodiscard]] bool operator()(const SignoffRecord& record) const;

 private:
  [[nodiscard]] bool shares_content(const SignoffRecord& record) const;

  const Facts& facts_;
  std::set<std::pair<std::string, util::Sha256>> contents_;
  std::set<std::string> digests_;
};

/// Whether a record was made for this repository, and for the target or one that its policy
/// accepts.
bool is_for_target(const SignoffRecord& record, const Facts& facts);

}  // namespace sallyport::core

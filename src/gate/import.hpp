#pragma once

#include "ci/review.hpp"
#include "gate/signing.hpp"

#include <string>
#include <vector>

namespace sallyport::gate {

/// What a review on a forge comes to (records.md §7).
struct Import {
  std::vector<core::SignoffRecord> records;   ///< not yet signed
  std::vector<core::SignoffRecord> requests;  ///< which their signers have to sign themselves
  std::vector<std::string> refusals;          ///< `security: …`, one line each
};

/// The records by which an importer takes over a comment or review of a judged change: an approval
/// for each item that it answers, or, for a dismissal, a revocation of what was taken over from it
/// before. For an item that wants a key, what its author would have to sign. Throws `util::Error`
/// (refused) when the key is no importer's or its author is nobody in the policy.
Import import_review(const Session& session, const Judgement& judgement, const ci::Review& review,
                     const Signature& importer);

}  // namespace sallyport::gate

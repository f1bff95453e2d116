#pragma once

#include "core/policy/policy.hpp"
#include "core/review/record.hpp"
#include "core/verdict/facts.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::core {

/// A decision that is supposed to be on record although nobody recorded it, to see what a verdict
/// would be.
struct Assumption {
  RecordVerdict verdict = RecordVerdict::approve;  ///< approve, reject or waive
  std::string item;
  std::string principal;
};

/// `approve:security=alice@example.com`
std::string to_string(const Assumption& assumption);

/// An assumption from its text; nothing where that has another form.
std::optional<Assumption> parse_assumption(std::string_view text);

/// The ids of all items of a policy, sorted.
std::vector<std::string> known_items(const Policy& policy);

/// The names of all principals of a policy and its signers, sorted.
std::vector<std::string> known_principals(const Policy& policy, const std::vector<Signer>& signers);

/// The record as if the principal had decided now, about exactly this change, with an own key of
/// the assurance that the item wants and answers that are long enough. Its id begins with
/// `assumed `, which no real record's does. The item must be one of the policy's.
SignoffRecord assumed_record(const Facts& facts, const Assumption& assumption);

/// The same for several.
std::vector<SignoffRecord> assumed_records(const Facts& facts,
                                           const std::vector<Assumption>& assumptions);

/// The record as if the principal had declared that people wrote the commits with the change
/// digests `steps`.
SignoffRecord assumed_declaration(const Facts& facts, const std::string& principal,
                                  std::vector<std::string> steps);

}  // namespace sallyport::core

#pragma once

#include "core/evaluate.hpp"
#include "gate/policy_source.hpp"
#include "gate/session.hpp"
#include "signoff/log.hpp"

#include <string>
#include <vector>

namespace sallyport::gate {

/// The records of the log that were made for this repository and target, not yet verified; of
/// approvals only those that some item's expiry still lets count. What is wrong with the log goes
/// to `warnings`.
std::vector<signoff::LoggedRecord> logged_for(const Session& session, const core::Facts& facts,
                                              std::vector<std::string>& warnings);

/// The same, however old.
std::vector<signoff::LoggedRecord> all_logged_for(const Session& session, const core::Facts& facts);

/// The records among `logged` that speak about the change, whose history is in
/// `findings`, with their signatures checked.
std::vector<core::SignoffRecord> checked(const Session& session, const core::Facts& facts,
                                         const core::Findings& findings,
                                         const std::vector<signoff::LoggedRecord>& logged);

/// Whether a record has been taken back by people who may, as far as can be told without the change
/// that it is about: whether one of them is an author of that is not looked at.
bool is_taken_back(const Session& session, const Governing& governing,
                   const core::SignoffRecord& record);

}  // namespace sallyport::gate

#pragma once

#include "core/verdict/evaluate.hpp"
#include "gate/policy_source.hpp"
#include "gate/session.hpp"
#include "signoff/log/log.hpp"

#include <string>
#include <vector>

namespace sallyport::gate {

/// By whose word records are verified: keys and people of the policy in force.
struct Authority {
  const std::vector<core::Signer>& signers;  // NOLINT(*-avoid-const-or-ref-data-members)
  const core::Policy& policy;                // NOLINT(*-avoid-const-or-ref-data-members)
};

/// That of a policy with its signers, which must outlive it.
Authority authority_of(const Governing& governing);

/// The records of the people of a policy, and of those before it by which somebody may have
/// reviewed what landed lately; of whatever date.
signoff::LogScope scope_of_log(const Session& session, const Authority& authority);

/// Those of the people of the policy whose approvals may still count at `now`.
signoff::LogScope scope_of_judgement(const Authority& authority, util::Time now);

/// When a key must be valid.
enum class KeyValid { now, when_made };

/// Verifies records, each as it was read from the log, where its form and the digests of what it
/// covers were checked: the signature and its purpose, whose key it is at that time, that it is
/// nobody else's name, and on whose behalf an importer recorded it. What is found is in the
/// records; nothing is taken out. Throws `util::Error` (unavailable) when `ssh-keygen` is missing.
void verify(const Session& session, const Authority& authority,
            std::vector<signoff::LoggedRecord>& logged, KeyValid when = KeyValid::now);

/// The records alone, verified so.
std::vector<core::SignoffRecord> verified(const Session& session, const Authority& authority,
                                          std::vector<signoff::LoggedRecord> logged,
                                          KeyValid when = KeyValid::now);

/// The records of the policy's people that were made for this repository and target, not yet
/// verified; of approvals only those that some item's expiry still lets count. Where the change is
/// worked on also those that wait in this clone, whose key the policy does not know. What is wrong
/// with the log goes to `warnings`.
std::vector<signoff::LoggedRecord> logged_for(const Session& session, const core::Facts& facts,
                                              std::vector<std::string>& warnings);

/// The same, however old, of `scope_of_log`, and only what counts where changes land.
std::vector<signoff::LoggedRecord> all_logged_for(const Session& session, const core::Facts& facts);

/// The records among `logged` that speak about the change, whose history is in `findings`.
std::vector<signoff::LoggedRecord> about(const core::Facts& facts, const core::Findings& findings,
                                         const std::vector<signoff::LoggedRecord>& logged);

/// The same with their signatures checked.
std::vector<core::SignoffRecord> checked(const Session& session, const core::Facts& facts,
                                         const core::Findings& findings,
                                         const std::vector<signoff::LoggedRecord>& logged);

/// Whether a record has been taken back by people who may, as far as can be told without the change
/// that it is about: whether one of them is an author of that is not looked at.
bool is_taken_back(const Session& session, const Authority& authority,
                   const core::SignoffRecord& record);

/// Finds the records whose subjects were purged by people who might take them back: the tree of a
/// log names the records that say so. `session` and `authority` must outlive the rule.
signoff::PurgeRule purge_rule(const Session& session, const Authority& authority);

}  // namespace sallyport::gate

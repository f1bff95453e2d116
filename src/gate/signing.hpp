#pragma once

#include "gate/judge.hpp"
#include "signoff/ssh.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sallyport::gate {

/// What a person answered, for one item.
struct Answers {
  std::map<std::string, std::string> by_question;
  std::string notes;
};

/// Who signs, and how they were asked.
struct Signature {
  std::optional<signoff::SigningKey> key;  ///< absent: an unsigned record
  core::Attended attended;
};

/// The records by which `signature`'s owner approves an item of a judged change: one per merge
/// base, not yet signed. Throws `util::Error` (usage) when the policy has no such item or no
/// `repo_id`, or the item is about nothing in this change.
std::vector<core::SignoffRecord> approvals(const Session& session, const Judgement& judgement,
                                           const std::string& item, const Answers& answers,
                                           const Signature& signature);

/// The records that declare who wrote the undeclared commits of a judged change (records.md §6):
/// `origin` is `human` or `ai`, `tool` the id of a declared AI.
std::vector<core::SignoffRecord> declarations(const Session& session, const Selection& selection,
                                              Judgement& judgement, const Answers& answers,
                                              const Signature& signature);

/// The record that takes back an approval, not yet signed.
core::SignoffRecord revocation(const Session& session, const Judgement& judgement,
                               const core::SignoffRecord& approval, const Signature& signature);

/// Signs records and appends them to the log branch, all in one commit; returns their ids.
std::vector<std::string> sign_and_append(Session& session, const std::string& store_branch,
                                         const std::vector<core::SignoffRecord>& records,
                                         const Signature& signature);

/// Whose key it is here: its principal, else the configured `user.email`.
std::string signer_name(const Session& session, const std::vector<core::Signer>& signers,
                        const Signature& signature);

}  // namespace sallyport::gate

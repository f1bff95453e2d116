#pragma once

#include "core/review/replay.hpp"
#include "gate/judge.hpp"
#include "gate/records.hpp"
#include "signoff/key/ssh.hpp"
#include "signoff/log/log.hpp"
#include "signoff/log/publish.hpp"

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
  std::string signer{};  ///< who signs elsewhere, whose key is not here; else empty
};

/// The records by which `signature`'s owner approves an item of a judged change: one per merge
/// base, not yet signed. Throws `util::Error` (usage) when the policy has no such item or no
/// `repo_id`, or the item is about nothing in this change.
std::vector<core::SignoffRecord> approvals(const Session& session, const Judgement& judgement,
                                           const std::string& item, const Answers& answers,
                                           const Signature& signature);

/// An approval that builds on reviews that are there.
struct DeltaApproval {
  core::SignoffRecord record;
  std::vector<core::Uncovered> residual;  ///< what is left to look at
};

/// The same as `approvals`, covering only what no review holds that counts where the change lands
/// (records.md §4, `delta`). Throws `util::Error` (usage) also where there is no such review.
std::vector<DeltaApproval> delta_approvals(const Session& session, const Judgement& judgement,
                                           const std::string& item, const Answers& answers,
                                           const Signature& signature);

/// The records that reject an item of a judged change, one per merge base.
std::vector<core::SignoffRecord> rejections(const Session& session, const Judgement& judgement,
                                            const std::string& item, const std::string& notes,
                                            const Signature& signature);

/// Why an item is waived, and until when.
struct WaiverTerms {
  std::string reason;
  std::string ticket;
  util::Time until;
};

/// The records that waive an item of a judged change, one per merge base. Throws `util::Error`
/// (usage) also where the policy allows no such waiver.
std::vector<core::SignoffRecord> waivers(const Session& session, const Judgement& judgement,
                                         const std::string& item, const WaiverTerms& terms,
                                         const Signature& signature);

/// The records that declare who wrote the undeclared commits of a judged change (records.md §6):
/// `origin` is `human` or `ai`, `tool` the id of a declared AI.
std::vector<core::SignoffRecord> declarations(const Session& session, Judgement& judgement,
                                              const Answers& answers, const Signature& signature);

/// The record that takes back `taken_back`, not yet signed.
core::SignoffRecord revocation(const Session& session, const std::vector<core::Signer>& signers,
                               const core::SignoffRecord& taken_back, const Signature& signature);

/// Whether a record of that signature may be in the log: the policy knows the key, or has an item
/// that takes unsigned answers.
bool may_be_logged(const Authority& authority, const Signature& signature);

/// Tries what recording needs, before anybody is asked anything: that the key signs and such a
/// signature can be checked, that objects can be stored, and that nobody holds the lock of the log.
/// Leaves nothing. A key that asks for a passphrase or a touch is tried only so far. Throws
/// `util::Error`.
void try_recording(Session& session, const Authority& authority, const Signature& signature);

/// Signs records and appends them to the log branch, all in one commit; where they may not be there
/// they are kept in this clone. Returns their ids. Throws `util::Error` (usage) for one that is too
/// large.
std::vector<std::string> sign_and_append(Session& session, const Authority& authority,
                                         const std::vector<core::SignoffRecord>& records,
                                         const Signature& signature);

/// Appends the files of records by `signer` to the log branch, in one commit.
void append_records(Session& session, const core::Policy& policy,
                    const std::vector<signoff::LogFile>& files, const std::string& signer);

/// Whose key it is here: its principal, else the configured `user.email`.
std::string signer_name(const Session& session, const std::vector<core::Signer>& signers,
                        const Signature& signature);

/// Keeps the reviewed files of new records, as the policy says (records.md §3). A sign-off does not
/// fail by it: what went wrong is the result, one line; empty: nothing.
std::string keep_subjects(Session& session, const core::Policy& policy,
                          std::vector<core::SignoffRecord> records,
                          const std::vector<std::string>& ids);

/// Brings the log in step with a remote and, as the policy says, takes along the subjects that wait
/// here and may go there. `pushed` are the commits that it gets at the same time.
signoff::SyncResult sync_log(Session& session, const Authority& authority,
                             const std::string& remote,
                             signoff::PublishWish wish = signoff::PublishWish::asked,
                             const std::vector<core::Oid>& pushed = {});

/// Whether a push of these commits to a remote would take subjects along.
bool has_subjects_for(const Session& session, const core::Policy& policy, const std::string& remote,
                      const std::vector<core::Oid>& pushed);

}  // namespace sallyport::gate

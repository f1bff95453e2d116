#pragma once

#include "core/change/change.hpp"
#include "core/policy/policy.hpp"
#include "util/time.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::core {

enum class RecordVerdict { approve, reject, revoke, waive, purge };
constexpr auto enum_names(RecordVerdict) {
  return util::names("approve", "reject", "revoke", "waive", "purge");
}

/// One side of the reviewed pair. The tree is always there.
struct ReviewedSide {
  std::optional<Oid> commit;
  Oid tree;
};

/// How a sign-off was made; an assertion of the signer's own tool.
struct Attended {
  bool tty = false;
  std::vector<std::string> agents;
  std::int64_t seconds = 0;
};

/// Why a record does not count; beside it, what its `Reason` says besides.
enum class Flaw {
  not_signed,
  malformed_signature,  ///< detail: what is wrong with it
  other_purpose,
  untouched_key,
  no_match,        ///< detail: the words of ssh-keygen
  foreign_key,     ///< detail: whose key it is
  no_importer,     ///< it speaks for somebody else
  unknown_bearer,  ///< detail: the forge identity that it speaks for
  unchecked_signature,
  unattended,
  future,
  misfiled,
  expired,  ///< time
  other_wording,
  short_answer,  ///< detail: the question; count and limit: words
  revoked,       ///< people
  spent,
  unknown_key,
  other_name,  ///< detail: whom it names; people: whose key it is
  no_approver,
  author,
  low_assurance,  ///< assurance, needed
  not_attested,
  low_rung,  ///< rung, survives
  rules_unwaivable,
  no_waivers,
  long_waiver,  ///< limit: hours
  ended,        ///< time
  may_not_waive,
  no_ticket,
  alone,         ///< count and limit: lines
  only_authors,  ///< count and limit: lines
};

/// A flaw with what it takes to tell people about it.
struct Reason {
  Flaw flaw = Flaw::not_signed;
  std::string detail{};
  std::vector<std::string> people{};
  std::int64_t count = 0;
  std::int64_t limit = 0;
  util::Time time{};
  Rung rung = Rung::stale;
  Rung survives = Rung::stale;
  Assurance assurance = Assurance::none;
  Assurance needed = Assurance::none;
};

enum class SignatureState { unsigned_record, valid, invalid, unchecked };

/// A record of the log branch (records.md §2): what it says, and what the verifier found.
struct SignoffRecord {
  std::string id;           ///< hex SHA-256 of the payload
  std::string file;         ///< hex SHA-256 of the envelope file, its base name
  std::string folder_date;  ///< `2026/11/22`, or empty in `standing/`

  std::string repo;
  std::string target;
  std::string item;
  std::string item_sha256;
  RecordVerdict verdict = RecordVerdict::approve;
  std::map<std::string, std::string> answers;
  std::string notes;
  ReviewedSide base;
  ReviewedSide head;
  std::string change;   ///< hex digest of the full change
  std::string subject;  ///< hex digest of this record's covers
  std::vector<Entry> covers;
  bool covers_beside = false;        ///< they are in a file beside the record, however few
  std::vector<std::string> extends;  ///< record ids
  std::vector<std::string> steps;    ///< declarations: hex change digests of the declared commits
  std::string reason;                ///< waivers: why nobody could review
  std::string ticket;                ///< waivers: where the review is made up for
  util::Time until;                  ///< waivers: when it ends
  std::string signer;                ///< claimed
  std::string on_behalf_of;  ///< `github:583231`: whom an importer recorded for; empty: itself
  Attended attended;
  util::Time time;
  std::string tool;

  SignatureState signature = SignatureState::unchecked;
  std::optional<Reason> signature_problem;  ///< why it is invalid
  std::string key;        ///< `SHA256:…` fingerprint of the signing key; empty: unsigned
  std::string principal;  ///< whom the key belongs to in the policy's signers; empty: nobody
  Assurance assurance = Assurance::none;
  bool attested = false;  ///< the key was enrolled with a hardware attestation
};

/// Whether a record is only about others, which it names in `extends`.
inline bool undoes(const SignoffRecord& record) {
  return record.verdict == RecordVerdict::revoke || record.verdict == RecordVerdict::purge;
}

/// One literal line of `allowed_signers` that counts: a single principal, our namespace.
struct Signer {
  std::string principal;
  std::string key_type;  ///< `ssh-ed25519` …
  std::string key;       ///< base64 of the public key blob
  std::optional<util::Time> valid_after;
  std::optional<util::Time> valid_before;
  std::string attestation{};  ///< hex SHA-256 of the attestation it was enrolled with; empty: none

  friend bool operator==(const Signer&, const Signer&) = default;
};

/// The SSHSIG namespace of records, and the one that `allowed_signers` lines must name.
inline constexpr std::string_view k_namespace = "signoff.v1@sallyport";

}  // namespace sallyport::core

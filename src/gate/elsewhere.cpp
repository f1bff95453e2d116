#include "gate/elsewhere.hpp"

#include "core/verdict/facts.hpp"
#include "gate/records.hpp"
#include "report/phrases.hpp"
#include "signoff/key/sshsig.hpp"
#include "signoff/record/statement.hpp"
#include "util/encoding.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sallyport::gate {
namespace {

using util::Error;
using util::ErrorKind;

/// The record in such bytes.
std::string require_payload(std::string_view bytes) {
  auto payload = signoff::payload_of(bytes);
  if (!payload) {
    throw Error(ErrorKind::usage, "cannot take the signature: what was signed is no record",
                "hand over the file as `sallyport signoff --export` wrote it");
  }
  return *std::move(payload);
}

signoff::Outline require_outline(std::string_view payload) {
  auto outline = signoff::outline_of(payload);
  if (!outline) {
    throw Error(ErrorKind::usage, "cannot take the signature: " + outline.error(),
                "ask for a new one: sallyport signoff ITEM --export FILE");
  }
  return *std::move(outline);
}

/// What an item is about in a change, as the covers file of a record would have it.
std::vector<std::string> possible_covers(const Judgement& judgement, const std::string& item) {
  std::vector<std::string> files{""};
  for (const core::Facts& facts : judgement.facts) {
    if (const auto found = core::item_in_force(facts, item)) {
      files.push_back(signoff::encode_covers(core::subject_of(facts, *found)));
    }
  }
  return files;
}

/// The envelope with the covers that it was signed for.
struct Assembled {
  signoff::LoggedRecord logged;
  signoff::Payload payload;
  std::string envelope;
};

Assembled assemble(const Judgement& judgement, const std::string& payload,
                   std::string_view signature) {
  const std::string item = require_outline(payload).item;
  const std::string keyid = signoff::claim_of(signature).key;
  const std::string envelope = signoff::encode_envelope(payload, signature, keyid);
  std::string problem;
  for (const std::string& covers : possible_covers(judgement, item)) {
    auto decoded = signoff::decode_record(envelope, covers);
    if (decoded) {
      return {{std::move(decoded->first), std::move(decoded->second)}, {payload, covers}, envelope};
    }
    problem = problem.empty() ? decoded.error() : problem;
  }
  throw Error(ErrorKind::refused,
              fmt::format("cannot take the signature for '{}': it is about another change, or the "
                          "item is about other files now ({})",
                          item, problem),
              "sign what is there now");
}

/// Whether it is about what was judged.
void require_same_change(const Judgement& judgement, const core::SignoffRecord& record) {
  const bool is_same =
      std::any_of(judgement.facts.begin(), judgement.facts.end(), [&](const core::Facts& facts) {
        return record.repo == facts.policy.repo_id &&
               record.change == util::to_hex(core::change_digest(core::entries_of(facts.change)));
      });
  if (!is_same) {
    throw Error(ErrorKind::refused,
                fmt::format("cannot take the signature for '{}': it is about the change {} of {}",
                            record.item, record.change.substr(0, 12), record.repo),
                "sign what is there now");
  }
}

void require_signer(const core::SignoffRecord& record) {
  if (record.signature != core::SignatureState::valid || record.principal.empty()) {
    const std::string why = record.signature == core::SignatureState::valid
                                ? fmt::format("the key {} is not enrolled", record.key)
                                : report::phrase(record.signature_problem);
    throw Error(ErrorKind::refused,
                fmt::format("cannot take the signature for '{}' by {}: {}", record.item,
                            record.signer, why),
                fmt::format("sign it with the key of {} that is enrolled", record.signer));
  }
}

}  // namespace

std::string bytes_to_sign(core::SignoffRecord record) {
  record.covers_beside = record.extends.empty();
  return signoff::pre_authentication_encoding(signoff::encode_payload(record).json);
}

Signature signature_elsewhere(const Governing& governing, const std::string& signer) {
  const bool is_enrolled =
      std::any_of(governing.signers.begin(), governing.signers.end(),
                  [&](const core::Signer& line) { return line.principal == signer; });
  if (!is_enrolled) {
    throw Error(ErrorKind::refused,
                fmt::format("cannot ask '{}' to sign: no key of that name is enrolled", signer),
                fmt::format("sallyport enroll {} --key FILE.pub", util::shell_word(signer)));
  }
  return {std::nullopt, {true, {}, 0}, signer};
}

std::string range_of_bytes(std::string_view bytes) {
  const signoff::Outline outline = require_outline(require_payload(bytes));
  const auto name = [](const core::ReviewedSide& side) {
    return core::to_hex(side.commit.value_or(side.tree));
  };
  return name(outline.base) + ".." + name(outline.head);
}

core::SignoffRecord take_signature(Session& session, const Judgement& judgement,
                                   const SignedElsewhere& made) {
  const std::string payload = require_payload(made.bytes);
  const auto signature = signoff::strip_armor(made.signature);
  if (!signature) {
    throw Error(ErrorKind::usage, "cannot take the signature: it is none of ssh-keygen",
                "it begins with -----BEGIN SSH SIGNATURE-----");
  }
  Assembled whole = assemble(judgement, payload, *signature);
  const Governing& governing = judgement.ground.governing;
  require_same_change(judgement, whole.logged.record);
  core::SignoffRecord record =
      verified(session, authority_of(governing), {std::move(whole.logged)}).front();
  require_signer(record);
  append_records(session, governing.policy,
                 signoff::log_files(record, whole.payload, whole.envelope), record.signer);
  return record;
}

}  // namespace sallyport::gate

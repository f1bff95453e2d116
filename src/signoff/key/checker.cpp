#include "signoff/key/checker.hpp"

#include "util/encoding.hpp"
#include "util/sha256.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>

namespace sallyport::signoff {
namespace {

/// As many as there can be records; beyond it all are forgotten.
constexpr std::size_t k_most_signatures = 200'000;

/// Another version of the program may answer otherwise.
std::string identity_of(const std::string& program) {
  std::error_code ignored;
  const auto size = std::filesystem::file_size(program, ignored);
  const auto changed = std::filesystem::last_write_time(program, ignored);
  return fmt::format("{} {} {}", program, size, changed.time_since_epoch().count());
}

void settle_principal(core::SignoffRecord& record, std::string principal) {
  if (!principal.empty() && principal != record.signer) {
    record.signature = core::SignatureState::invalid;
    record.signature_problem = {.flaw = core::Flaw::foreign_key, .detail = principal};
    record.assurance = core::Assurance::none;
    return;
  }
  record.principal = std::move(principal);
}

void settle(core::SignoffRecord& record, const Verification& verification,
            const std::vector<core::Signer>& signers, util::Time now) {
  record.signature = verification.state;
  record.signature_problem = verification.problem;
  record.key = verification.key;
  record.assurance = verification.assurance;
  if (verification.state == core::SignatureState::valid) {
    record.attested = is_attested(verification.public_key, signers, now);
    settle_principal(record, principal_of(verification.public_key, signers, now));
  }
}

}  // namespace

SignatureChecker::SignatureChecker(const git::Repository& repository,
                                   const util::Environment& environment)
    : file_(repository, k_signatures_cache), environment_(&environment) {
  std::vector<std::string> lines = file_.lines();
  if (lines.size() < k_most_signatures) {
    verified_.insert(lines.begin(), lines.end());
  }
  loaded_ = verified_.size();
}

void SignatureChecker::check(LoggedRecord& logged, const std::vector<core::Signer>& signers,
                             util::Time now) {
  if (logged.envelope.signature.empty()) {
    logged.record.signature = core::SignatureState::unsigned_record;
    logged.record.principal = logged.record.signer;
    return;
  }
  settle(logged.record, verify_once(logged.envelope), signers, now);
}

void SignatureChecker::keep() {
  if (verified_.size() != loaded_) {
    file_.keep({verified_.begin(), verified_.end()});
    loaded_ = verified_.size();
  }
}

Verification SignatureChecker::verify_once(const Envelope& envelope) {
  const std::string key = key_of(envelope);
  if (verified_.contains(key)) {
    return claim_of(envelope.signature);
  }
  Verification verification =
      verify(envelope.signature, pre_authentication_encoding(envelope.payload), *environment_);
  if (verification.state == core::SignatureState::valid) {
    verified_.insert(key);
  }
  return verification;
}

std::string SignatureChecker::key_of(const Envelope& envelope) {
  if (program_.empty()) {
    program_ = identity_of(find_ssh_keygen(*environment_));
  }
  const auto digest = [](std::string_view bytes) { return util::to_hex(util::sha256(bytes)); };
  return digest(fmt::format("{}\n{}\n{}\n{}\n", program_, core::k_namespace,
                            digest(envelope.signature),
                            digest(pre_authentication_encoding(envelope.payload))));
}

}  // namespace sallyport::signoff

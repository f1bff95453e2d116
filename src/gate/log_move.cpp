#include "gate/log_move.hpp"

#include "gate/records.hpp"
#include "signoff/log/admission.hpp"
#include "signoff/log/log_path.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <vector>

namespace sallyport::gate {
namespace {

/// What one push may add to the log, with kept files.
constexpr std::size_t k_most_files = 50'000;
constexpr std::int64_t k_most_bytes = std::int64_t{256} << 20U;

std::string fault_at(const git::PathBlob& file, std::string_view fault) {
  return fmt::format("the sign-off log only gains records: {}: {}", util::quote_path(file.first),
                     fault);
}

/// Why a push takes too much at once; empty: it does not.
std::string excess_of(const Session& session, const std::vector<git::PathBlob>& files) {
  std::int64_t bytes = 0;
  for (const auto& [path, blob] : files) {
    bytes += session.repository.blob_size(blob);
  }
  return files.size() > k_most_files || bytes > k_most_bytes
             ? fmt::format("one push adds at most {} files and {} bytes to the sign-off log",
                           k_most_files, k_most_bytes)
             : "";
}

/// A reviewed file of a record that was purged.
bool is_out(const git::PathBlob& file, const std::set<std::string>& purged) {
  const auto subject = signoff::parse_subject_path(file.first);
  return subject && !subject->file.empty() && purged.contains(subject->id);
}

/// What commits take out of the log, or add to it, beside what they may; empty: nothing.
std::string fault_of(const Session& session, const RefMove& move, const Authority& authority,
                     const signoff::Keys& keys) {
  const git::Repository& repository = session.repository;
  const auto hidden = move.from.is_zero() ? std::vector<core::Oid>{} : std::vector{move.from};
  const auto added = repository.files_ever_added({&move.to, 1}, hidden);
  if (std::string excess = excess_of(session, added); !excess.empty()) {
    return excess;
  }
  const core::Oid tree = repository.tree_of(move.to);
  const std::set<std::string> purged = purge_rule(session, authority)(tree);
  for (const git::PathBlob& file : repository.files_ever_taken({&move.to, 1}, hidden)) {
    if (!is_out(file, purged)) {
      return fault_at(file, "it may only be added");
    }
  }
  for (const git::PathBlob& file : added) {
    if (is_out(file, purged)) {
      return fault_at(file, "it was purged");
    }
  }
  const auto faults = signoff::faults_of(repository, added, keys, tree);
  return faults.empty() ? "" : fault_at(faults.begin()->first, faults.begin()->second);
}

}  // namespace

std::string refuse_move(const Session& session, const RefMove& move, const core::Policy& policy) {
  if (move.to.is_zero()) {
    return policy.deny_delete ? "the policy denies deleting it (deny_delete)" : "";
  }
  if (!session.repository.has_commit(move.to)) {
    session.repository.require_object(move.to);
    return "it would name something that is no commit";
  }
  const bool rewinds = !move.from.is_zero() && session.repository.has_commit(move.from) &&
                       !session.repository.is_ancestor(move.from, move.to);
  return rewinds && policy.deny_rewind
             ? "the policy denies taking commits away from it (deny_rewind)"
             : "";
}

std::string refuse_log_move(const Session& session, const RefMove& move,
                            const std::optional<Governing>& governing) {
  if (move.to.is_zero()) {
    return "the sign-off log must not be deleted";
  }
  if (!session.repository.has_commit(move.to)) {
    return "the sign-off log must be a branch of commits";
  }
  if (!move.from.is_zero() && !session.repository.is_ancestor(move.from, move.to)) {
    return "the sign-off log only grows; fetch it and unite both: sallyport sync";
  }
  const Governing nobody;
  const Authority authority = authority_of(governing ? *governing : nobody);
  return fault_of(
      session, move, authority,
      governing ? scope_of_log(session, authority).keys
                : signoff::Keys{std::string(signoff::k_any_key), std::string(signoff::k_unsigned)});
}

}  // namespace sallyport::gate

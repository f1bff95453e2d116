#include "core/policy/assume.hpp"

#include "util/encoding.hpp"

#include <fmt/format.h>

#include <set>

namespace sallyport::core {
namespace {

/// Whether somebody's decision of that kind can be assumed.
bool is_assumable(RecordVerdict verdict) {
  return verdict == RecordVerdict::approve || verdict == RecordVerdict::reject ||
         verdict == RecordVerdict::waive;
}

/// A record of the whole change, valid in all that does not depend on its item.
SignoffRecord record_by(const Facts& facts, const std::string& principal) {
  SignoffRecord record;
  record.repo = facts.policy.repo_id;
  record.target = facts.target.value_or(facts.policy.target);
  record.base = {facts.change.base_commit, facts.change.base_tree};
  record.head = {facts.change.head_commit, facts.change.head_tree};
  record.covers = entries_of(facts.change);
  record.change = util::to_hex(change_digest(record.covers));
  record.subject = record.change;
  record.signer = principal;
  record.principal = principal;
  record.attended.tty = true;
  record.time = facts.now;
  record.signature = SignatureState::valid;
  record.assurance = Assurance::key;
  return record;
}

std::string words(std::int64_t count) {
  std::string text = "assumed";
  for (std::int64_t i = 1; i < count; ++i) {
    text += " assumed";
  }
  return text;
}

}  // namespace

std::string to_string(const Assumption& assumption) {
  return fmt::format("{}:{}={}", to_string(assumption.verdict), assumption.item,
                     assumption.principal);
}

std::optional<Assumption> parse_assumption(std::string_view text) {
  const std::size_t colon = text.find(':');
  const std::size_t equals = colon == std::string_view::npos ? colon : text.find('=', colon);
  if (equals == std::string_view::npos || equals == colon + 1 || equals + 1 == text.size()) {
    return std::nullopt;
  }
  const auto verdict = util::enum_of<RecordVerdict>(text.substr(0, colon));
  if (!verdict || !is_assumable(*verdict)) {
    return std::nullopt;
  }
  return Assumption{*verdict, std::string(text.substr(colon + 1, equals - colon - 1)),
                    std::string(text.substr(equals + 1))};
}

std::vector<std::string> known_items(const Policy& policy) {
  std::vector<std::string> ids;
  ids.reserve(policy.items.size());
  for (const auto& [id, item] : policy.items) {
    ids.push_back(id);
  }
  return ids;
}

std::vector<std::string> known_principals(const Policy& policy,
                                          const std::vector<Signer>& signers) {
  std::set<std::string> names;
  for (const auto& [name, principal] : policy.principals) {
    names.insert(name);
  }
  for (const Signer& signer : signers) {
    names.insert(signer.principal);
  }
  return {names.begin(), names.end()};
}

SignoffRecord assumed_record(const Facts& facts, const Assumption& assumption) {
  const Item item = item_in_force(facts, assumption.item).value();
  SignoffRecord record = record_by(facts, assumption.principal);
  record.id = "assumed " + to_string(assumption);
  record.verdict = assumption.verdict;
  record.item = item.id;
  record.item_sha256 = item_sha256(item);
  record.covers = subject_of(facts, item);
  record.subject = util::to_hex(change_digest(record.covers));
  record.assurance = item.assurance;
  record.attested = item.attested;
  if (facts.policy.waive) {
    record.reason = record.ticket = "assumed";
    record.until = facts.now + std::chrono::hours(facts.policy.waive->max_hours);
  }
  for (const Question& question : item.questions) {
    record.answers[question.id] = words(question.min_words);
  }
  return record;
}

std::vector<SignoffRecord> assumed_records(const Facts& facts,
                                           const std::vector<Assumption>& assumptions) {
  std::vector<SignoffRecord> records;
  records.reserve(assumptions.size());
  for (const Assumption& assumption : assumptions) {
    records.push_back(assumed_record(facts, assumption));
  }
  return records;
}

SignoffRecord assumed_declaration(const Facts& facts, const std::string& principal,
                                  std::vector<std::string> steps) {
  SignoffRecord record = record_by(facts, principal);
  record.id = "assumed declaration by " + principal;
  record.item = std::string(k_provenance);
  record.answers["origin"] = to_string(Origin::human);
  record.steps = std::move(steps);
  return record;
}

}  // namespace sallyport::core

#include "core/review/rejection.hpp"

#include "core/review/item_reviews.hpp"
#include "core/review/revocation.hpp"

#include <algorithm>
#include <set>

namespace sallyport::core {
namespace {

/// Whether a rejection was made by somebody who may make it. An item that takes unsigned answers
/// takes unsigned rejections.
bool is_entitled(const SignoffRecord& record, const Item& item, const Facts& facts) {
  const bool is_signed =
      record.signature == SignatureState::valid && record.signer == record.principal;
  const bool may_be_unsigned =
      record.signature == SignatureState::unsigned_record && !item.signature_required;
  const std::string& person = is_signed ? record.principal : record.signer;
  return (is_signed || may_be_unsigned) &&
         eligible_approvers(item, facts.policy, facts.signers).contains(person);
}

/// The rejections of an item that nobody took back, by people who may reject.
std::vector<const SignoffRecord*> rejections_of(const Item& item, const Facts& facts,
                                                const std::vector<SignoffRecord>& records) {
  const auto revoked = revoked_records(facts, item, records);
  std::vector<const SignoffRecord*> found;
  for (const SignoffRecord& record : records) {
    const bool counts = record.verdict == RecordVerdict::reject && record.item == item.id &&
                        !revoked.contains(record.id) && is_entitled(record, item, facts);
    if (counts) {
      found.push_back(&record);
    }
  }
  return found;
}

/// Whether a file ends as it was when it was rejected, whatever it comes from now.
bool ends_as_rejected(const Entry& entry, const SignoffRecord& record) {
  return entry.new_mode != 0 &&
         std::any_of(record.covers.begin(), record.covers.end(), [&](const Entry& cover) {
           return cover.path == entry.path && cover.new_mode == entry.new_mode &&
                  cover.new_sha256 == entry.new_sha256;
         });
}

/// The first entry that a rejection is about; null: the change has none of them.
const Entry* rejected_entry(const SignoffRecord& record, const Replays& replays,
                            const std::vector<Entry>& entries) {
  const std::set<std::string> held = held_paths(review_of(record), entries, replays);
  const auto found = std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) {
    return held.contains(entry.path) || ends_as_rejected(entry, record);
  });
  return found == entries.end() ? nullptr : &*found;
}

bool has_rejections(const std::vector<SignoffRecord>& records) {
  return std::any_of(records.begin(), records.end(), [](const SignoffRecord& record) {
    return record.verdict == RecordVerdict::reject;
  });
}

}  // namespace

std::map<std::string, std::vector<Objection>> standing_rejections(const Facts& facts,
                                                                  const Findings& findings) {
  std::map<std::string, std::vector<Objection>> standing;
  if (!has_rejections(findings.records)) {
    return standing;
  }
  const std::vector<Entry> entries = entries_of(facts.change);
  for (const auto& [id, item] : facts.policy.items) {
    for (const SignoffRecord* record : rejections_of(item, facts, findings.records)) {
      const Entry* const entry = rejected_entry(*record, findings.replays, entries);
      if (entry != nullptr) {
        standing[id].push_back({person_of(*record), record->id, record->notes, entry->path});
      }
    }
  }
  return standing;
}

std::vector<ReplayTask> rejection_tasks(const Facts& facts,
                                        const std::vector<SignoffRecord>& records) {
  std::vector<ReplayTask> tasks;
  if (!has_rejections(records)) {
    return tasks;
  }
  const std::vector<Entry> entries = entries_of(facts.change);
  for (const auto& [id, item] : facts.policy.items) {
    for (const SignoffRecord* record : rejections_of(item, facts, records)) {
      const auto more = replay_tasks(review_of(*record), entries);
      tasks.insert(tasks.end(), more.begin(), more.end());
    }
  }
  return tasks;
}

}  // namespace sallyport::core

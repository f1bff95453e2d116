#include "core/review/rejection.hpp"

#include "core/git_terms.hpp"
#include "core/review/item_reviews.hpp"
#include "core/review/ladder.hpp"
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

/// An entry of the change that carries what was rejected; no entry: there is none.
struct Carried {
  const Entry* entry = nullptr;
  const Entry* rejected = nullptr;
  bool same = true;
};

/// What is asked of the contents of a rejected file and of one of the change.
ReplayTask resemblance(const SignoffRecord& record, const Entry& cover, const Entry& entry) {
  return {record.base.tree, record.head.tree, cover, entry.path, true};
}

bool may_resemble(const Entry& cover, const Entry& entry) {
  const bool base_renamed = entry.old_mode != 0 && entry.old_sha256 == cover.old_sha256;
  return (is_regular(cover.old_mode) || is_regular(cover.new_mode)) && entry != cover &&
         (entry.path == cover.path || entry.old_mode == 0 || base_renamed);
}

/// What must be asked of contents to tell whether `entries` carry what was rejected.
void add_resemblances(const SignoffRecord& record, const std::vector<Entry>& entries,
                      std::vector<ReplayTask>& tasks) {
  for (const Entry& cover : record.covers) {
    for (const Entry& entry : entries) {
      if (may_resemble(cover, entry)) {
        tasks.push_back(resemblance(record, cover, entry));
      }
    }
  }
}

enum class Likeness { none, changed, same };

/// How `entry` carries what was rejected as `cover`; what cannot be told of a path that was
/// rejected is taken to.
Likeness likeness(const SignoffRecord& record, const Entry& cover, const Entry& entry,
                  const Replays& replays) {
  const bool same_path = entry.path == cover.path;
  const bool same_end = entry.new_mode == cover.new_mode && entry.new_sha256 == cover.new_sha256;
  const bool is_made = entry.new_mode != 0 && entry.old_sha256 != entry.new_sha256;
  if (entry == cover || (same_end && (same_path || is_made))) {
    return Likeness::same;
  }
  const bool gone_again = cover.new_mode == 0 && !is_regular(entry.new_mode);
  if (same_path && gone_again) {
    return Likeness::changed;
  }
  if (same_path && cover.old_mode == 0 && entry.old_mode == 0) {
    return Likeness::changed;
  }
  const auto tried = replays.find(resemblance(record, cover, entry));
  switch (tried == replays.end() ? ReplayOutcome::differs : tried->second) {
    case ReplayOutcome::holds:
      return Likeness::same;
    case ReplayOutcome::resembles:
      return Likeness::changed;
    case ReplayOutcome::missing:
    case ReplayOutcome::too_large:
      return same_path ? Likeness::changed : Likeness::none;
    default:
      return Likeness::none;
  }
}

/// Whether the change has the very commit that was rejected.
bool has_rejected_commit(const SignoffRecord& record, const Facts& facts) {
  return record.head.commit &&
         std::any_of(facts.change.commits.begin(), facts.change.commits.end(),
                     [&](const Commit& commit) { return commit.id == record.head.commit; });
}

Carried carried_by(const SignoffRecord& record, const Facts& facts, const Replays& replays,
                   const std::vector<Entry>& entries) {
  for (const Entry& entry : entries) {
    for (const Entry& cover : record.covers) {
      const Likeness found = likeness(record, cover, entry, replays);
      if (found != Likeness::none) {
        return {&entry, &cover, found == Likeness::same};
      }
    }
  }
  const bool continues =
      has_rejected_commit(record, facts) && !entries.empty() && !record.covers.empty();
  return continues ? Carried{&entries.front(), &record.covers.front(), false} : Carried{};
}

/// Whether the person who rejected has approved since what the change is now.
bool is_mended(const SignoffRecord& rejection, const Item& item, const Facts& facts,
               const std::vector<SignoffRecord>& records) {
  const std::vector<Entry> subject = subject_of(facts, item);
  return std::any_of(records.begin(), records.end(), [&](const SignoffRecord& record) {
    return record.verdict == RecordVerdict::approve && record.item == item.id &&
           record.signature == SignatureState::valid && !record.principal.empty() &&
           record.principal == rejection.principal && record.time >= rejection.time &&
           record.extends.empty() && direct_rung(record, facts.change, subject);
  });
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
      const Carried carried = carried_by(*record, facts, findings.replays, entries);
      if (carried.entry != nullptr && !is_mended(*record, item, facts, findings.records)) {
        standing[id].push_back({person_of(*record), record->id, record->notes, carried.entry->path,
                                carried.rejected->path, carried.same});
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
      add_resemblances(*record, entries, tasks);
    }
  }
  return tasks;
}

}  // namespace sallyport::core

#include "core/review/rejection.hpp"

#include "core/git_terms.hpp"
#include "core/review/item_reviews.hpp"
#include "core/review/ladder.hpp"
#include "core/review/resemblance.hpp"
#include "core/review/revocation.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

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

bool has_base_renamed(const Entry& cover, const Entry& entry) {
  return entry.old_mode != 0 && entry.old_sha256 == cover.old_sha256;
}

/// A rejected file, to be carried over to `path`.
ReplayTask task_of(const SignoffRecord& record, const Entry& cover, const std::string& path) {
  return {record.base.tree, record.head.tree, cover, path};
}

/// A rejected file, to be looked for in the change.
ReplayTask rejected_file(const SignoffRecord& record, const Entry& cover) {
  return task_of(record, cover, cover.path);
}

/// What must be carried over to tell whether `entries` have what was rejected as it was.
void add_replays(const SignoffRecord& record, const std::vector<Entry>& entries,
                 std::vector<ReplayTask>& tasks) {
  for (const Entry& cover : record.covers) {
    for (const Entry& entry : entries) {
      if (entry != cover && is_regular(cover.new_mode) && is_regular(entry.new_mode) &&
          (entry.path == cover.path || has_base_renamed(cover, entry))) {
        tasks.push_back(task_of(record, cover, entry.path));
      }
    }
  }
}

bool is_any_alike(const Entry& cover, const std::vector<Entry>& entries) {
  return std::any_of(entries.begin(), entries.end(),
                     [&](const Entry& entry) { return may_resemble(cover, entry); });
}

bool is_link(std::uint32_t mode) {
  return mode == k_mode_link || mode == k_mode_submodule;
}

/// Whether the same was done to the same path again, as far as can be told without contents: made
/// anew, given the same mode, removed, or led elsewhere.
bool is_done_again(const Entry& cover, const Entry& entry) {
  const bool is_new = cover.old_mode == 0 && entry.old_mode == 0;
  const bool same_mode = cover.old_mode != cover.new_mode && cover.old_mode == entry.old_mode &&
                         cover.new_mode == entry.new_mode;
  const bool is_gone = cover.new_mode == 0 && !is_regular(entry.new_mode);
  return is_new || same_mode || is_gone || (is_link(cover.new_mode) && is_link(entry.new_mode));
}

enum class Likeness { none, changed, same };

/// How `entry` carries what was rejected as `cover`.
Likeness likeness(const SignoffRecord& record, const Entry& cover, const Entry& entry,
                  const Findings& findings) {
  const bool same_path = entry.path == cover.path;
  const bool same_end = entry.new_mode == cover.new_mode && entry.new_sha256 == cover.new_sha256;
  const bool leads_there = is_link(entry.new_mode) && entry.old_sha256 != entry.new_sha256;
  if (entry == cover || (same_end && (same_path || leads_there))) {
    return Likeness::same;
  }
  const auto replayed = findings.replays.find(task_of(record, cover, entry.path));
  if (replayed != findings.replays.end() && replayed->second == ReplayOutcome::holds) {
    return Likeness::same;
  }
  const auto alike = findings.resemblances.find(rejected_file(record, cover));
  if (alike != findings.resemblances.end() && alike->second.contains(entry.path)) {
    return same_end ? Likeness::same : Likeness::changed;
  }
  return same_path && is_done_again(cover, entry) ? Likeness::changed : Likeness::none;
}

/// Whether the change has the very commit that was rejected.
bool has_rejected_commit(const SignoffRecord& record, const Facts& facts) {
  return record.head.commit &&
         std::any_of(facts.change.commits.begin(), facts.change.commits.end(),
                     [&](const Commit& commit) { return commit.id == record.head.commit; });
}

Carried carried_by(const SignoffRecord& record, const Facts& facts, const Findings& findings,
                   const std::vector<Entry>& entries) {
  for (const Entry& entry : entries) {
    for (const Entry& cover : record.covers) {
      const Likeness found = likeness(record, cover, entry, findings);
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
bool is_mended(const SignoffRecord& rejection, const ItemReviews& reviews) {
  std::vector<const SignoffRecord*> later;
  std::copy_if(reviews.valid().begin(), reviews.valid().end(), std::back_inserter(later),
               [&](const SignoffRecord* record) {
                 return record->signature == SignatureState::valid && !record->principal.empty() &&
                        record->principal == rejection.principal && record->time >= rejection.time;
               });
  return !reviews.holding(later, {Rung::exact, Rung::delta}).empty() ||
         !reviews.composed(later, 1).empty();
}

bool has_rejections(const std::vector<SignoffRecord>& records) {
  return std::any_of(records.begin(), records.end(), [](const SignoffRecord& record) {
    return record.verdict == RecordVerdict::reject;
  });
}

/// The rejections of all items that may count.
std::vector<const SignoffRecord*> all_rejections(const Facts& facts,
                                                 const std::vector<SignoffRecord>& records) {
  std::vector<const SignoffRecord*> all;
  if (has_rejections(records)) {
    for (const auto& [id, item] : facts.policy.items) {
      const auto found = rejections_of(item, facts, records);
      all.insert(all.end(), found.begin(), found.end());
    }
  }
  return all;
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
    const auto rejections = rejections_of(item, facts, findings.records);
    if (rejections.empty()) {
      continue;
    }
    const ItemReviews reviews(facts, findings, item);
    for (const SignoffRecord* record : rejections) {
      const Carried carried = carried_by(*record, facts, findings, entries);
      if (carried.entry != nullptr && !is_mended(*record, reviews)) {
        standing[id].push_back({person_of(*record), record->id, record->notes, carried.entry->path,
                                carried.rejected->path, carried.same});
      }
    }
  }
  return standing;
}

bool may_resemble(const Entry& rejected, const Entry& entry) {
  return (is_regular(rejected.old_mode) || is_regular(rejected.new_mode)) && entry != rejected &&
         (entry.path == rejected.path || entry.old_mode == 0 || has_base_renamed(rejected, entry));
}

std::vector<ReplayTask> rejection_replays(const Facts& facts,
                                          const std::vector<SignoffRecord>& records) {
  std::vector<ReplayTask> tasks;
  const std::vector<Entry> entries = entries_of(facts.change);
  for (const SignoffRecord* record : all_rejections(facts, records)) {
    add_replays(*record, entries, tasks);
  }
  return tasks;
}

std::vector<ReplayTask> rejected_files(const Facts& facts, const Findings& findings) {
  std::vector<ReplayTask> files;
  const std::vector<Entry> entries = entries_of(facts.change);
  for (const SignoffRecord* record : all_rejections(facts, findings.records)) {
    for (const Entry& cover : record->covers) {
      ReplayTask file = rejected_file(*record, cover);
      if (is_any_alike(cover, entries) && !findings.resemblances.contains(file)) {
        files.push_back(std::move(file));
      }
    }
  }
  return files;
}

}  // namespace sallyport::core

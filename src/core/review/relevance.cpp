#include "core/review/relevance.hpp"

#include "util/encoding.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>

namespace sallyport::core {
namespace {

bool has_path_before(const Entry& left, const Entry& right) {
  return left.path < right.path;
}

/// Whether one of two lists in order of path has every path of the other.
bool one_has_all_paths(const std::vector<Entry>& left, const std::vector<Entry>& right) {
  const auto& [fewer, more] =
      left.size() < right.size() ? std::tie(left, right) : std::tie(right, left);
  return !fewer.empty() &&
         std::includes(more.begin(), more.end(), fewer.begin(), fewer.end(), has_path_before);
}

/// Adds what extends one of `ids`, and what extends that in turn.
void add_builders(const RecordsById& known, std::set<std::string>& ids) {
  std::multimap<std::string_view, std::string_view> builders;
  for (const auto& [id, record] : known) {
    for (const std::string& ground : record->extends) {
      builders.emplace(ground, id);
    }
  }
  std::vector<std::string> open(ids.begin(), ids.end());
  while (!open.empty()) {
    const std::string ground = std::move(open.back());
    open.pop_back();
    const auto [first, last] = builders.equal_range(ground);
    for (auto builder = first; builder != last; ++builder) {
      std::string id(builder->second);
      if (ids.insert(id).second) {
        open.push_back(std::move(id));
      }
    }
  }
}

/// Adds what the records of `ids` extend, and what those do in turn.
void add_grounds(const RecordsById& known, std::set<std::string>& ids) {
  std::vector<std::string> open(ids.begin(), ids.end());
  while (!open.empty()) {
    const SignoffRecord& record = *known.at(open.back());
    open.pop_back();
    if (undoes(record)) {
      continue;
    }
    for (const std::string& ground : record.extends) {
      if (known.contains(ground) && ids.insert(ground).second) {
        open.push_back(ground);
      }
    }
  }
}

Entry without_path(Entry entry) {
  entry.path.clear();
  return entry;
}

}  // namespace

Relevance::Relevance(const Facts& facts, const Findings& findings)
    : facts_(facts), digests_(findings.commit_digests.begin(), findings.commit_digests.end()) {
  const auto add = [&](const Entry& entry) {
    contents_.emplace(entry.path, entry.old_sha256);
    contents_.emplace(entry.path, entry.new_sha256);
  };
  const std::vector<Entry> entries = entries_of(facts.change);
  std::for_each(entries.begin(), entries.end(), add);
  for (const ChainStep& step : findings.chain) {
    std::for_each(step.entries.begin(), step.entries.end(), add);
  }
  digests_.insert(util::to_hex(change_digest(entries)));
  subjects_.emplace(k_provenance, entries);
  for (const auto& [id, item] : facts.policy.items) {
    if (accepts(item.survives, Rung::replay)) {
      subjects_.emplace(id, subject_of(facts, item));
    }
  }
  for (const Entry& entry : entries) {
    if (entry.old_mode != 0) {
      moved_.insert(without_path(entry));
    }
  }
}

bool Relevance::operator()(const SignoffRecord& record) const {
  if (!is_for_target(record, facts_) || record.verdict == RecordVerdict::purge) {
    return false;
  }
  if (record.verdict == RecordVerdict::revoke || record.verdict == RecordVerdict::reject) {
    return true;
  }
  if (record.item == k_provenance) {
    return may_be_replayed(record) ||
           std::any_of(record.steps.begin(), record.steps.end(),
                       [&](const std::string& step) { return digests_.contains(step); });
  }
  return shares_content(record) || may_be_replayed(record);
}

bool Relevance::shares_content(const SignoffRecord& record) const {
  return std::any_of(record.covers.begin(), record.covers.end(), [&](const Entry& cover) {
    return contents_.contains({cover.path, cover.old_sha256}) ||
           contents_.contains({cover.path, cover.new_sha256});
  });
}

/// Where the base moved in every file of a review, they share no content any more.
bool Relevance::may_be_replayed(const SignoffRecord& record) const {
  const auto subject = subjects_.find(record.item);
  if (subject == subjects_.end()) {
    return false;
  }
  const auto& covers = record.covers;
  const bool moved = std::any_of(covers.begin(), covers.end(), [&](const Entry& cover) {
    return cover.old_mode != 0 && moved_.contains(without_path(cover));
  });
  return moved || one_has_all_paths(covers, subject->second);
}

std::set<std::string> relevant_ids(const std::vector<const SignoffRecord*>& records,
                                   const Facts& facts, const Findings& findings) {
  const Relevance is_relevant(facts, findings);
  RecordsById known;
  std::set<std::string> ids;
  for (const SignoffRecord* record : records) {
    if (!is_for_target(*record, facts) || record->verdict == RecordVerdict::purge) {
      continue;
    }
    known.emplace(record->id, record);
    if (is_relevant(*record)) {
      ids.insert(record->id);
    }
  }
  add_builders(known, ids);
  add_grounds(known, ids);
  return ids;
}

Findings only_relevant(const Facts& facts, const Findings& findings) {
  std::vector<const SignoffRecord*> all;
  all.reserve(findings.records.size());
  for (const SignoffRecord& record : findings.records) {
    all.push_back(&record);
  }
  const std::set<std::string> ids = relevant_ids(all, facts, findings);
  Findings relevant = findings;
  std::erase_if(relevant.records,
                [&](const SignoffRecord& record) { return !ids.contains(record.id); });
  return relevant;
}

bool is_for_target(const SignoffRecord& record, const Facts& facts) {
  const auto& accepted = facts.policy.accept_targets;
  return record.repo == facts.policy.repo_id &&
         (record.target == facts.target ||
          std::find(accepted.begin(), accepted.end(), record.target) != accepted.end());
}

}  // namespace sallyport::core

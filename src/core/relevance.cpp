#include "core/relevance.hpp"

#include "util/encoding.hpp"

#include <algorithm>

namespace sallyport::core {

Relevance::Relevance(const Facts& facts)
    : facts_(facts), digests_(facts.commit_digests.begin(), facts.commit_digests.end()) {
  const auto add = [&](const Entry& entry) {
    contents_.emplace(entry.path, entry.old_sha256);
    contents_.emplace(entry.path, entry.new_sha256);
  };
  const std::vector<Entry> entries = entries_of(facts.change);
  std::for_each(entries.begin(), entries.end(), add);
  for (const ChainStep& step : facts.chain) {
    std::for_each(step.entries.begin(), step.entries.end(), add);
  }
  digests_.insert(util::to_hex(change_digest(entries)));
}

bool Relevance::operator()(const SignoffRecord& record) const {
  if (!is_for_target(record, facts_)) {
    return false;
  }
  if (record.verdict == RecordVerdict::revoke) {
    return true;
  }
  if (record.item == k_provenance) {
    return std::any_of(record.steps.begin(), record.steps.end(),
                       [&](const std::string& step) { return digests_.contains(step); });
  }
  return shares_content(record);
}

bool Relevance::shares_content(const SignoffRecord& record) const {
  return std::any_of(record.covers.begin(), record.covers.end(), [&](const Entry& cover) {
    return contents_.contains({cover.path, cover.old_sha256}) ||
           contents_.contains({cover.path, cover.new_sha256});
  });
}

bool is_for_target(const SignoffRecord& record, const Facts& facts) {
  const auto& accepted = facts.policy.accept_targets;
  return record.repo == facts.policy.repo_id &&
         (record.target == facts.target ||
          std::find(accepted.begin(), accepted.end(), record.target) != accepted.end());
}

}  // namespace sallyport::core

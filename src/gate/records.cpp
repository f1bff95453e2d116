#include "gate/records.hpp"

#include "core/origin/on_behalf.hpp"
#include "core/review/relevance.hpp"
#include "core/review/revocation.hpp"
#include "signoff/key/checker.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace sallyport::gate {
namespace {

/// The date before which no approval can say anything about the change: it has expired, whatever
/// its item, and was given before its first commit was written. Absent: some never expire. One that
/// expired while the change was worked on is told as that.
std::optional<util::Time> earliest_counted(const core::Facts& facts) {
  std::int64_t longest = 0;
  for (const auto& [unused, item] : facts.policy.items) {
    if (item.expires_days <= 0) {
      return std::nullopt;
    }
    longest = std::max(longest, item.expires_days);
  }
  util::Time earliest = facts.now - std::chrono::days(longest + 1);
  for (const core::Commit& commit : facts.change.commits) {
    if (commit.id) {
      earliest = std::min(earliest, commit.authored - std::chrono::days(1));
    }
  }
  return earliest.time_since_epoch().count() > 0 ? std::optional(earliest) : std::nullopt;
}

std::set<std::string> relevant_among(const core::Facts& facts, const core::Findings& findings,
                                     const std::vector<signoff::LoggedRecord>& logged) {
  std::vector<const core::SignoffRecord*> all;
  all.reserve(logged.size());
  for (const signoff::LoggedRecord& found : logged) {
    all.push_back(&found.record);
  }
  return core::relevant_ids(all, facts, findings);
}

std::vector<signoff::LoggedRecord> only_for_target(std::vector<signoff::LoggedRecord> records,
                                                   const core::Facts& facts) {
  std::erase_if(records, [&](const signoff::LoggedRecord& logged) {
    return !core::is_for_target(logged.record, facts);
  });
  return records;
}

std::vector<core::SignoffRecord> verified(const Session& session, const core::Facts& facts,
                                          std::vector<signoff::LoggedRecord> logged) {
  verify(session, {facts.signers, facts.policy}, logged);
  std::vector<core::SignoffRecord> records;
  records.reserve(logged.size());
  for (signoff::LoggedRecord& found : logged) {
    records.push_back(std::move(found.record));
  }
  return records;
}

}  // namespace

void verify(const Session& session, const Authority& authority,
            std::vector<signoff::LoggedRecord>& logged) {
  signoff::SignatureChecker checker(session.repository, session.ambient.environment);
  for (signoff::LoggedRecord& found : logged) {
    checker.check(found, authority.signers, session.now);
    core::resolve_on_behalf(found.record, authority.policy);
  }
  checker.keep();
}

std::vector<signoff::LoggedRecord> logged_for(const Session& session, const core::Facts& facts,
                                              std::vector<std::string>& warnings) {
  signoff::Log log =
      signoff::read_log(session.repository, facts.policy.store_branch, earliest_counted(facts));
  warnings.insert(warnings.end(), log.problems.begin(), log.problems.end());
  return only_for_target(std::move(log.records), facts);
}

std::vector<signoff::LoggedRecord> all_logged_for(const Session& session,
                                                  const core::Facts& facts) {
  return only_for_target(signoff::read_log(session.repository, facts.policy.store_branch).records,
                         facts);
}

std::vector<signoff::LoggedRecord> about(const core::Facts& facts, const core::Findings& findings,
                                         const std::vector<signoff::LoggedRecord>& logged) {
  const std::set<std::string> ids = relevant_among(facts, findings, logged);
  std::vector<signoff::LoggedRecord> relevant;
  std::copy_if(logged.begin(), logged.end(), std::back_inserter(relevant),
               [&](const signoff::LoggedRecord& found) { return ids.contains(found.record.id); });
  return relevant;
}

std::vector<core::SignoffRecord> checked(const Session& session, const core::Facts& facts,
                                         const core::Findings& findings,
                                         const std::vector<signoff::LoggedRecord>& logged) {
  return verified(session, facts, about(facts, findings, logged));
}

bool is_taken_back(const Session& session, const Governing& governing,
                   const core::SignoffRecord& record) {
  core::Facts facts;
  facts.policy = governing.policy;
  facts.signers = governing.signers;
  facts.target = record.target;
  facts.now = session.now;
  const auto item = core::item_in_force(facts, record.item);
  std::vector<signoff::LoggedRecord> logged = all_logged_for(session, facts);
  std::erase_if(logged, [&](const signoff::LoggedRecord& other) {
    return other.record.id != record.id && other.record.verdict != core::RecordVerdict::revoke;
  });
  return item && core::revoked_records(facts, *item, verified(session, facts, std::move(logged)))
                     .contains(record.id);
}

}  // namespace sallyport::gate

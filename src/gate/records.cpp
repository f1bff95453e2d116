#include "gate/records.hpp"

#include "core/origin/on_behalf.hpp"
#include "core/review/relevance.hpp"
#include "core/review/revocation.hpp"
#include "gate/main_line.hpp"
#include "gate/target.hpp"
#include "signoff/kept/subjects.hpp"
#include "signoff/key/checker.hpp"
#include "signoff/log/admission.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace sallyport::gate {
namespace {

/// The date before which an approval has expired whatever its item; absent: some never expire.
std::optional<util::Time> earliest_counted(const core::Policy& policy, util::Time now) {
  std::int64_t longest = 0;
  for (const auto& [unused, item] : policy.items) {
    if (item.expires_days <= 0) {
      return std::nullopt;
    }
    longest = std::max(longest, item.expires_days);
  }
  const auto lifetime = std::chrono::days(longest + 1);
  return now.time_since_epoch() > lifetime ? std::optional(now - lifetime) : std::nullopt;
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

/// Approvals of a later day are too far ahead of the clock to count.
constexpr std::chrono::days k_latest_counted{1};

void leave_out_waiting(std::vector<signoff::LoggedRecord>& records) {
  std::erase_if(records, [](const signoff::LoggedRecord& found) { return found.is_only_here; });
}

/// What is known of where a record was made for, without the change.
core::Facts facts_about(const Session& session, const Authority& authority,
                        const core::SignoffRecord& record) {
  core::Facts facts;
  facts.policy = authority.policy;
  facts.signers = authority.signers;
  facts.target = record.target;
  facts.now = session.now;
  return facts;
}

/// A record among others that may undo it.
struct Undoing {
  std::vector<signoff::LoggedRecord> logged;
  core::RecordVerdict how;
};

bool is_undone(const Session& session, const core::Facts& facts, const core::SignoffRecord& record,
               Undoing undoing) {
  const auto item = core::item_in_force(facts, record.item);
  return item && core::undone_records(
                     facts, *item,
                     verified(session, {facts.signers, facts.policy}, std::move(undoing.logged)),
                     undoing.how)
                     .contains(record.id);
}

/// Those of the files at these paths of a log that pass.
std::vector<signoff::LoggedRecord> records_at(const Session& session, const signoff::Sieve& sieve,
                                              const core::Oid& log_tree,
                                              const std::vector<std::string>& paths) {
  std::vector<signoff::LoggedRecord> records;
  for (const std::string& path : paths) {
    const auto blob = session.repository.blobs_at(log_tree, {&path, 1}).front();
    auto record = blob && sieve.sift(path, *blob)
                      ? signoff::read_record(session.repository, log_tree, {path, *blob})
                      : std::nullopt;
    if (record) {
      records.push_back(*std::move(record));
    }
  }
  return records;
}

bool is_purged(const Session& session, const Authority& authority,
               const signoff::LoggedRecord& record, std::vector<signoff::LoggedRecord> purges) {
  purges.push_back(record);
  return is_undone(session, facts_about(session, authority, record.record), record.record,
                   {std::move(purges), core::RecordVerdict::purge});
}

/// What may decide over a change, with what expired since the first commit of the change was
/// written, so that it is told as that.
signoff::LogScope scope_of_change(const core::Facts& facts) {
  signoff::LogScope scope = scope_of_judgement({facts.signers, facts.policy}, facts.now);
  for (const core::Commit& commit : facts.change.commits) {
    if (commit.id && scope.earliest) {
      scope.earliest =
          std::min(*scope.earliest, std::max(util::Time{}, commit.authored - std::chrono::days(1)));
    }
  }
  return scope;
}

}  // namespace

void verify(const Session& session, const Authority& authority,
            std::vector<signoff::LoggedRecord>& logged, KeyValid when) {
  signoff::SignatureChecker checker(session.repository, session.ambient.environment);
  for (signoff::LoggedRecord& found : logged) {
    // A "no" outlives the key that it was signed with.
    const bool is_past =
        when == KeyValid::when_made || found.record.verdict == core::RecordVerdict::reject;
    checker.check(found, authority.signers, is_past ? found.record.time : session.now);
    core::resolve_on_behalf(found.record, authority.policy);
  }
  checker.keep();
}

std::vector<core::SignoffRecord> verified(const Session& session, const Authority& authority,
                                          std::vector<signoff::LoggedRecord> logged,
                                          KeyValid when) {
  verify(session, authority, logged, when);
  std::vector<core::SignoffRecord> records;
  records.reserve(logged.size());
  for (signoff::LoggedRecord& found : logged) {
    records.push_back(std::move(found.record));
  }
  return records;
}

Authority authority_of(const Governing& governing) {
  return {governing.signers, governing.policy};
}

signoff::LogScope scope_of_log(const Session& session, const Authority& authority) {
  signoff::Keys keys = signoff::keys_of(authority.policy, authority.signers);
  const auto tip = target_named(session, authority.policy.target).tip;
  if (tip) {
    const auto commits = static_cast<std::size_t>(2 * authority.policy.window_commits);
    keys.merge(signoff::keys_of(authority.policy, signers_along(session, *tip, commits)));
  }
  return {std::move(keys)};
}

signoff::LogScope scope_of_judgement(const Authority& authority, util::Time now) {
  signoff::LogScope scope{signoff::keys_of(authority.policy, authority.signers)};
  scope.earliest = earliest_counted(authority.policy, now);
  scope.latest = now + k_latest_counted;
  return scope;
}

std::vector<signoff::LoggedRecord> logged_for(const Session& session, const core::Facts& facts,
                                              std::vector<std::string>& warnings) {
  signoff::Log log =
      signoff::read_log(session.repository, facts.policy.store_branch, scope_of_change(facts));
  warnings.insert(warnings.end(), log.problems.begin(), log.problems.end());
  if (facts.place == core::Place::lands) {
    leave_out_waiting(log.records);
  }
  return only_for_target(std::move(log.records), facts);
}

std::vector<signoff::LoggedRecord> all_logged_for(const Session& session,
                                                  const core::Facts& facts) {
  signoff::Log log = signoff::read_log(session.repository, facts.policy.store_branch,
                                       scope_of_log(session, {facts.signers, facts.policy}));
  leave_out_waiting(log.records);
  return only_for_target(std::move(log.records), facts);
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
  return verified(session, {facts.signers, facts.policy}, about(facts, findings, logged));
}

bool is_taken_back(const Session& session, const Authority& authority,
                   const core::SignoffRecord& record) {
  const core::Facts facts = facts_about(session, authority, record);
  std::vector<signoff::LoggedRecord> logged = all_logged_for(session, facts);
  std::erase_if(logged, [&](const signoff::LoggedRecord& other) {
    return other.record.id != record.id && other.record.verdict != core::RecordVerdict::revoke;
  });
  return is_undone(session, facts, record, {std::move(logged), core::RecordVerdict::revoke});
}

signoff::PurgeRule purge_rule(const Session& session, const Authority& authority) {
  return [&session, authority](const core::Oid& log_tree) {
    std::set<std::string> purged;
    signoff::Sieve sieve(session.repository, scope_of_log(session, authority).keys);
    for (const auto& [id, marks] : signoff::purge_marks(session.repository, log_tree)) {
      const auto record = signoff::find_record(session.repository, sieve, log_tree, id);
      if (record &&
          is_purged(session, authority, *record, records_at(session, sieve, log_tree, marks))) {
        purged.insert(id);
      }
    }
    return purged;
  };
}

}  // namespace sallyport::gate

#include "gate/signing.hpp"

#include "core/origin/attribute.hpp"
#include "core/review/waiver.hpp"
#include "core/verdict/item_judge.hpp"
#include "gate/facts.hpp"
#include "report/phrases.hpp"
#include "signoff/kept/subjects.hpp"
#include "signoff/kept/waiting.hpp"
#include "signoff/log/log.hpp"
#include "signoff/log/log_refs.hpp"
#include "signoff/record/envelope.hpp"
#include "util/encoding.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sallyport::gate {
namespace {

using util::Error;
using util::ErrorKind;

void require_repo_id(const core::Policy& policy) {
  if (policy.repo_id.empty()) {
    throw Error(ErrorKind::usage, "cannot sign: the policy has no repo_id to bind a record to",
                "add to .sallyport/policy.toml: repo_id = \"OWNER/NAME\"");
  }
}

core::Item require_item(const core::Facts& facts, const std::string& id) {
  auto item = core::item_in_force(facts, id);
  if (item) {
    return std::move(*item);
  }
  std::vector<std::string> known{std::string(core::k_policy_change)};
  for (const auto& [name, unused] : facts.policy.items) {
    known.push_back(name);
  }
  const std::string near = util::nearest(id, known);
  throw Error(ErrorKind::usage, fmt::format("cannot sign '{}': the policy has no such item", id),
              near.empty() ? "see the items with: sallyport policy explain"
                           : fmt::format("did you mean '{}'?", near));
}

std::string hex_digest(const std::vector<core::Entry>& entries) {
  return util::to_hex(core::change_digest(entries));
}

core::SignoffRecord draft(const Session& session, const std::vector<core::Signer>& signers,
                          const Signature& signature) {
  core::SignoffRecord record;
  record.signer = signer_name(session, signers, signature);
  record.attended = signature.attended;
  record.time = session.now;
  record.tool = "sallyport " SALLYPORT_VERSION;
  return record;
}

void cover(std::vector<core::Entry> covers, core::SignoffRecord& record) {
  record.subject = hex_digest(covers);
  record.covers = std::move(covers);
}

/// A record about a change as it is.
core::SignoffRecord draft_of_change(const Session& session, const core::Facts& facts,
                                    const Signature& signature) {
  core::SignoffRecord record = draft(session, facts.signers, signature);
  record.repo = facts.policy.repo_id;
  record.target = facts.target.value_or(facts.policy.target);
  record.base = {facts.change.base_commit, facts.change.base_tree};
  record.head = {facts.change.head_commit, facts.change.head_tree};
  record.change = hex_digest(core::entries_of(facts.change));
  return record;
}

/// A record about all that an item is about.
core::SignoffRecord draft_of_item(const Session& session, const core::Facts& facts,
                                  const core::Item& item, const Signature& signature) {
  std::vector<core::Entry> covers = core::subject_of(facts, item);
  if (covers.empty()) {
    throw Error(ErrorKind::usage,
                fmt::format("cannot sign '{}': nothing in this change is in its paths", item.id));
  }
  core::SignoffRecord record = draft_of_change(session, facts, signature);
  cover(std::move(covers), record);
  record.item = item.id;
  record.item_sha256 = core::item_sha256(item);
  return record;
}

/// One such record for each base that the change was judged against.
std::vector<core::SignoffRecord> drafts_of_item(const Session& session, const Judgement& judgement,
                                                const std::string& item,
                                                const Signature& signature) {
  require_repo_id(judgement.ground.governing.policy);
  std::vector<core::SignoffRecord> records;
  for (const core::Facts& facts : judgement.facts) {
    records.push_back(draft_of_item(session, facts, require_item(facts, item), signature));
  }
  return records;
}

void answer(const Answers& answers, core::SignoffRecord& record) {
  record.answers = answers.by_question;
  record.notes = answers.notes;
}

void require_waivable(const Session& session, const core::Policy& policy, const std::string& item,
                      const WaiverTerms& terms) {
  if (const auto problem = core::unwaivable(policy, item)) {
    throw Error(ErrorKind::usage,
                fmt::format("cannot waive '{}': {}", item, report::phrase(problem)),
                policy.waive ? "" : "the policy says who may, in a table [waive] with approvers");
  }
  const auto longest = std::chrono::hours(policy.waive->max_hours);
  if (terms.until <= session.now || terms.until > session.now + longest) {
    throw Error(
        ErrorKind::usage,
        fmt::format("cannot waive '{}' until {}: a waiver ends within {}", item,
                    util::to_iso8601(terms.until), util::plural(policy.waive->max_hours, "hour")),
        fmt::format("--until {} at the latest", util::to_iso8601(session.now + longest)));
  }
}

/// Nobody looks at a larger one.
void require_small(std::string_view envelope) {
  if (static_cast<std::int64_t>(envelope.size()) > signoff::k_largest_record) {
    throw Error(ErrorKind::usage,
                fmt::format("cannot sign: the record would have {} bytes, and may have {}",
                            envelope.size(), signoff::k_largest_record),
                "shorten the answers, or split the change");
  }
}

core::Item provenance_item() {
  core::Item item;
  item.id = std::string(core::k_provenance);
  item.title = "Who wrote this";
  item.level = core::Level::analyze;
  return item;
}

/// The digests of the commits that are not by AI, and of the whole change. What somebody else
/// declared human is among them: a second person declares the same.
std::vector<std::string> declared_steps(const core::Facts& facts, const core::Findings& findings,
                                        const core::Verdict& verdict) {
  std::vector<std::string> steps;
  for (std::size_t i = 0; i < findings.commit_digests.size(); ++i) {
    if (!core::is_ai(verdict.commits.at(i).origin)) {
      steps.push_back(findings.commit_digests[i]);
    }
  }
  steps.push_back(hex_digest(core::entries_of(facts.change)));
  std::sort(steps.begin(), steps.end());
  steps.erase(std::unique(steps.begin(), steps.end()), steps.end());
  return steps;
}

core::Identity identity_of(const Session& session, const std::string& signer) {
  return {session.repository.config("user.name", git::ConfigScope::worktree).value_or("sallyport"),
          signer};
}

}  // namespace

std::string signer_name(const Session& session, const std::vector<core::Signer>& signers,
                        const Signature& signature) {
  if (!signature.signer.empty()) {
    return signature.signer;
  }
  if (signature.key) {
    const auto fields = util::split(signature.key->public_key, ' ');
    std::string owner =
        fields.size() < 2 ? "" : signoff::principal_of(fields[1], signers, session.now);
    if (!owner.empty()) {
      return owner;
    }
  }
  const auto email = session.repository.config("user.email", git::ConfigScope::worktree);
  if (!email || email->empty()) {
    throw Error(ErrorKind::refused, "cannot sign: git does not know who you are",
                "git config --global user.email you@example.com");
  }
  return *email;
}

std::vector<core::SignoffRecord> approvals(const Session& session, const Judgement& judgement,
                                           const std::string& item, const Answers& answers,
                                           const Signature& signature) {
  auto records = drafts_of_item(session, judgement, item, signature);
  for (core::SignoffRecord& record : records) {
    answer(answers, record);
  }
  return records;
}

std::vector<DeltaApproval> delta_approvals(const Session& session, const Judgement& judgement,
                                           const std::string& item, const Answers& answers,
                                           const Signature& signature) {
  auto records = approvals(session, judgement, item, answers, signature);
  std::vector<DeltaApproval> approved;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const core::Facts& facts = judgement.facts[i];
    auto delta = core::find_delta(facts, judgement.findings.at(i), require_item(facts, item),
                                  records[i].signer);
    if (!delta) {
      throw Error(ErrorKind::usage,
                  fmt::format("cannot sign '{}' with --delta: there is no review to build on that "
                              "counts where this change lands",
                              item),
                  fmt::format("sign all of it: sallyport signoff {}", item));
    }
    cover(std::move(delta->covers), records[i]);
    records[i].extends = std::move(delta->extends);
    approved.push_back({std::move(records[i]), std::move(delta->residual)});
  }
  return approved;
}

std::vector<core::SignoffRecord> rejections(const Session& session, const Judgement& judgement,
                                            const std::string& item, const std::string& notes,
                                            const Signature& signature) {
  auto records = drafts_of_item(session, judgement, item, signature);
  for (core::SignoffRecord& record : records) {
    record.verdict = core::RecordVerdict::reject;
    record.notes = notes;
  }
  return records;
}

std::vector<core::SignoffRecord> waivers(const Session& session, const Judgement& judgement,
                                         const std::string& item, const WaiverTerms& terms,
                                         const Signature& signature) {
  auto records = drafts_of_item(session, judgement, item, signature);
  require_waivable(session, judgement.ground.governing.policy, item, terms);
  for (core::SignoffRecord& record : records) {
    record.verdict = core::RecordVerdict::waive;
    record.reason = terms.reason;
    record.ticket = terms.ticket;
    record.until = terms.until;
  }
  return records;
}

std::vector<core::SignoffRecord> declarations(const Session& session, Judgement& judgement,
                                              const Answers& answers, const Signature& signature) {
  require_repo_id(judgement.ground.governing.policy);
  std::vector<core::SignoffRecord> records;
  for (std::size_t i = 0; i < judgement.facts.size(); ++i) {
    const core::Facts& facts = judgement.facts[i];
    core::Findings& findings = judgement.findings.at(i);
    if (findings.commit_digests.empty()) {
      add_history(session, judgement.ground, facts.change, findings);
    }
    core::SignoffRecord record = draft_of_change(session, facts, signature);
    cover(core::entries_of(facts.change), record);
    record.item = std::string(core::k_provenance);
    record.item_sha256 = core::item_sha256(provenance_item());
    answer(answers, record);
    record.steps = declared_steps(facts, findings, judgement.report.verdict);
    records.push_back(std::move(record));
  }
  return records;
}

core::SignoffRecord revocation(const Session& session, const std::vector<core::Signer>& signers,
                               const core::SignoffRecord& taken_back, const Signature& signature) {
  core::SignoffRecord record = draft(session, signers, signature);
  record.repo = taken_back.repo;
  record.target = taken_back.target;
  record.item = taken_back.item;
  record.item_sha256 = taken_back.item_sha256;
  record.base = taken_back.base;
  record.head = taken_back.head;
  record.change = taken_back.change;
  cover({}, record);
  record.verdict = core::RecordVerdict::revoke;
  record.extends = {taken_back.id};
  return record;
}

bool may_be_logged(const Authority& authority, const Signature& signature) {
  const signoff::Keys keys = signoff::keys_of(authority.policy, authority.signers);
  return keys.contains(signature.key ? signature.key->fingerprint
                                     : std::string(signoff::k_unsigned));
}

void try_recording(Session& session, const Authority& authority, const Signature& signature) {
  signoff::require_movable(session.repository,
                           may_be_logged(authority, signature)
                               ? signoff::local_log_ref(authority.policy.store_branch)
                               : std::string(signoff::k_waiting_ref));
  if (signature.key) {
    signoff::try_key(*signature.key, session.ambient.environment);
  }
}

std::vector<std::string> sign_and_append(Session& session, const Authority& authority,
                                         const std::vector<core::SignoffRecord>& records,
                                         const Signature& signature) {
  std::vector<signoff::LogFile> files;
  std::vector<std::string> ids;
  for (const core::SignoffRecord& record : records) {
    const signoff::Payload payload = signoff::encode_payload(record);
    const std::string message = signoff::pre_authentication_encoding(payload.json);
    const std::string blob =
        signature.key ? signoff::sign(*signature.key, message, session.ambient.environment) : "";
    const std::string envelope = signoff::encode_envelope(
        payload.json, blob, signature.key ? signature.key->fingerprint : "");
    require_small(envelope);
    const auto more = signoff::log_files(record, payload, envelope);
    files.insert(files.end(), more.begin(), more.end());
    ids.push_back(util::to_hex(util::sha256(payload.json)));
  }
  const std::string& signer = records.front().signer;
  if (may_be_logged(authority, signature)) {
    append_records(session, authority.policy, files, signer);
  } else {
    signoff::keep_here(session.repository, files,
                       {identity_of(session, signer), session.now, "Keep a sign-off\n"});
  }
  return ids;
}

void append_records(Session& session, const core::Policy& policy,
                    const std::vector<signoff::LogFile>& files, const std::string& signer) {
  signoff::append_to_log(session.repository, policy.store_branch, files,
                         identity_of(session, signer), session.now);
}

std::string keep_subjects(Session& session, const core::Policy& policy,
                          std::vector<core::SignoffRecord> records,
                          const std::vector<std::string>& ids) {
  if (!policy.keep_subjects) {
    return "";
  }
  for (std::size_t i = 0; i < records.size(); ++i) {
    records[i].id = ids.at(i);
  }
  try {
    signoff::keep_subjects(session.repository, records,
                           {signoff::committer(session.repository, session.ambient.environment),
                            session.now, "Keep what was reviewed\n"});
    return "";
  } catch (const util::Error& error) {
    return error.what();
  }
}

signoff::SyncResult sync_log(Session& session, const Authority& authority,
                             const std::string& remote, signoff::PublishWish wish,
                             const std::vector<core::Oid>& pushed) {
  const core::Policy& policy = authority.policy;
  const signoff::PurgeRule purged_in = purge_rule(session, authority);
  const util::Environment& environment = session.ambient.environment;
  const auto publish = [&] {
    if (policy.keep_subjects) {
      signoff::publish_subjects(session.repository,
                                {policy.store_branch, remote, wish, pushed, purged_in}, environment,
                                session.now);
    }
  };
  return signoff::sync_log(
      session.repository,
      {policy.store_branch, remote, scope_of_log(session, authority).keys, purged_in}, environment,
      publish);
}

bool has_subjects_for(const Session& session, const core::Policy& policy, const std::string& remote,
                      const std::vector<core::Oid>& pushed) {
  const signoff::Publication publication{
      policy.store_branch, remote, signoff::PublishWish::known, pushed, {}};
  return policy.keep_subjects &&
         !signoff::publishable(session.repository, publication, session.ambient.environment)
              .empty();
}

}  // namespace sallyport::gate

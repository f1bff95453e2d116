#include "cli/signing.hpp"

#include "cli/records.hpp"
#include "core/review/rejection.hpp"
#include "gate/evidence.hpp"
#include "git/remotes.hpp"
#include "report/agent.hpp"
#include "report/phrases.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sallyport::cli {
namespace {

using util::Error;
using util::ErrorKind;

constexpr std::size_t k_code_digits = 6;

gate::Session open_for_signing(const Invocation& invocation) {
  gate::Session session = invocation.open_for_person();
  const auto agent = gate::acting_agent(session);
  if (!agent.empty()) {
    throw Error(ErrorKind::refused,
                fmt::format("cannot sign: {} is running this command ({}), and an agent must not "
                            "sign",
                            agent.front().tool, report::signs_of_agent(agent)),
                "ask your user to run the same command in their own terminal" +
                    report::without_leftovers(agent, "sallyport …"));
  }
  return session;
}

bool type_code(const Terminal& terminal, const std::string& code) {
  const std::string prompt = fmt::format("\nType {} to sign: ", code);
  if (util::trim(terminal.ask(prompt)) == code) {
    return true;
  }
  terminal.show("That is another code.\n");
  return util::trim(terminal.ask(prompt)) == code;
}

bool is_standing(const gate::Judgement& judgement, const std::string& id) {
  for (std::size_t i = 0; i < judgement.facts.size(); ++i) {
    for (const auto& [item, objections] :
         core::standing_rejections(judgement.facts[i], judgement.findings.at(i))) {
      const bool stands =
          std::any_of(objections.begin(), objections.end(),
                      [&](const core::Objection& objection) { return objection.record == id; });
      if (stands) {
        return true;
      }
    }
  }
  return false;
}

std::string reach_of_rejection(const gate::Judgement& judgement, const std::string& id) {
  return is_standing(judgement, id) ? "rejected; this cannot land until the rejection is revoked"
                                    : "recorded, and does not count: not by one of its approvers";
}

/// Why a record does not count; empty: it does, or helps.
std::string why_ignored(const core::ItemResult& item, const std::string& id) {
  const auto found =
      std::find_if(item.ignored.begin(), item.ignored.end(),
                   [&](const core::IgnoredRecord& ignored) { return ignored.record == id; });
  return found == item.ignored.end()
             ? ""
             : "; this one does not count: " + report::phrase(found->reason);
}

std::string reach(const core::Report& report, const core::SignoffRecord& record,
                  const std::string& id) {
  for (const core::ItemResult& item : report.verdict.items) {
    if (item.id != record.item) {
      continue;
    }
    std::string text(to_string(item.status));
    if (!item.counted.empty()) {
      text += fmt::format(" ({})", to_string(item.counted.front().rung));
    }
    if (const std::string missing = report::shortfall_phrase(item); !missing.empty()) {
      text += fmt::format("; merge still needs: {}", missing);
    }
    return text + why_ignored(item, id);
  }
  return "counted";
}

/// Before somebody answers questions for nothing.
std::string words_for_newcomer(const Person& person) {
  if (!person.signature.key) {
    return "You sign nothing: what you record stays in this clone and counts only here.\n";
  }
  const signoff::SigningKey& key = *person.signature.key;
  return fmt::format(
      "The policy does not know your key {} ({}). What you record with it stays in this clone:\n"
      "you can commit and push your own branch, but it does not count where the change lands.\n"
      "To be enrolled, send somebody who may change the policy your public key, for\n"
      "  sallyport enroll {} --key FILE\n"
      "{}\n",
      key.fingerprint, key.source,
      util::shell_word(gate::signer_name(person.session, {}, person.signature)), key.public_key);
}

}  // namespace

Person::Person(const Invocation& given)
    : invocation(given),
      session(open_for_signing(given)),
      terminal(given.terminal),
      started(std::chrono::steady_clock::now()) {}

Signing::Signing(const Invocation& given, const Selector& selector)
    : Person(given), judgement(gate::settle(session, propose(session, selector))) {}

void find_key(Person& person, const gate::Governing& governing, KeyNeed need) {
  try {
    person.signature.key =
        signoff::find_signing_key(person.session.repository, person.session.ambient.environment);
  } catch (const Error& error) {
    if (need == KeyNeed::required || error.kind != ErrorKind::refused) {
      throw;
    }
  }
  person.signature.attended = {true, {}, 0};  // an agent never gets this far
  if (!gate::may_be_logged(gate::authority_of(governing), person.signature)) {
    person.terminal.show(words_for_newcomer(person));
  }
  gate::try_recording(person.session, gate::authority_of(governing), person.signature);
}

void show_change(const Signing& signing) {
  const core::Metrics& metrics = signing.judgement.report.verdict.metrics;
  signing.terminal.show(fmt::format("Judging {}\n{}: {} added, {} deleted; {} of {} lines by AI\n",
                                    signing.judgement.ground.description,
                                    util::plural(metrics.files, "file"), metrics.added,
                                    metrics.deleted, metrics.ai, metrics.effective));
  if (signing.judgement.facts.size() > 1) {
    for (const gate::Side& base : signing.judgement.ground.bases) {
      signing.terminal.show(fmt::format("  against {}\n", core::abbreviated(base.tree)));
    }
  }
}

void confirm(const Person& person, std::vector<core::SignoffRecord>& records) {
  const std::string code = records.front().change.substr(0, k_code_digits);
  if (!type_code(person.terminal, code)) {
    throw Error(ErrorKind::refused, "the code was not typed; nothing was recorded",
                "run the same command again");
  }
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(
                           std::chrono::steady_clock::now() - person.started)
                           .count();
  for (core::SignoffRecord& record : records) {
    record.attended.seconds = seconds;
  }
}

void show_reach(const Invocation& invocation, const gate::Session& session,
                gate::Judgement& judgement, const std::vector<core::SignoffRecord>& records,
                const std::vector<std::string>& ids) {
  gate::reconsider(session, judgement);
  for (std::size_t i = 0; i < records.size(); ++i) {
    const std::string reached = records[i].verdict == core::RecordVerdict::reject
                                    ? reach_of_rejection(judgement, ids[i])
                                    : reach(judgement.report, records[i], ids[i]);
    invocation.out.line(
        fmt::format("{}: {}; record {}", records[i].item, reached, ids[i].substr(0, 12)));
  }
}

std::vector<std::string> record_all(Person& person, const gate::Governing& governing,
                                    std::vector<core::SignoffRecord> records) {
  confirm(person, records);
  const gate::Authority authority = gate::authority_of(governing);
  auto ids = gate::sign_and_append(person.session, authority, records, person.signature);
  if (gate::may_be_logged(authority, person.signature)) {
    keep_reviewed_files(person.invocation, person.session, governing.policy, records, ids);
  }
  return ids;
}

void add_no_sync(CLI::App& app, SyncWish& wish) {
  app.add_flag_callback(
      "--no-sync", [&wish] { wish = SyncWish::no_sync; },
      "record only here; `sallyport sync` sends it later");
}

std::string sync_outcome(Person& person, const gate::Governing& governing, SyncWish wish) {
  if (!gate::may_be_logged(gate::authority_of(governing), person.signature)) {
    return "recorded in this clone only; once your key is enrolled, send it with: sallyport sync";
  }
  const std::string remote = git::exchange_remote(person.session.repository);
  if (!remote.empty() && wish == SyncWish::sync) {
    person.terminal.show(fmt::format("Sending it to {} …\n", remote));
  }
  return send_log(person.session, governing, wish);
}

std::string send_log(gate::Session& session, const gate::Governing& governing, SyncWish wish) {
  const std::string remote = git::exchange_remote(session.repository);
  if (remote.empty()) {
    return "recorded here; there is no remote to send it to";
  }
  if (wish == SyncWish::no_sync) {
    return "recorded here; send it with: sallyport sync";
  }
  const auto result = gate::sync_log(session, gate::authority_of(governing), remote);
  return result.problem.empty()
             ? fmt::format("recorded and sent to {}{}", remote, look_again_hint(session))
             : fmt::format("recorded here, not sent ({}); send it with: sallyport sync",
                           result.problem);
}

int finish(Signing& signing, const std::vector<core::SignoffRecord>& records, SyncWish wish) {
  const gate::Governing& governing = signing.judgement.ground.governing;
  const auto ids = record_all(signing, governing, records);
  const std::string synced = sync_outcome(signing, governing, wish);
  show_reach(signing.invocation, signing.session, signing.judgement, records, ids);
  signing.invocation.out.line(synced);
  return 0;
}

void keep_reviewed_files(const Invocation& invocation, gate::Session& session,
                         const core::Policy& policy,
                         const std::vector<core::SignoffRecord>& records,
                         const std::vector<std::string>& ids) {
  const std::string problem = gate::keep_subjects(session, policy, records, ids);
  if (!problem.empty()) {
    invocation.err.line("sallyport: warning: the reviewed files are not kept: " + problem);
  }
}

}  // namespace sallyport::cli

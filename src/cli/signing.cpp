#include "cli/signing.hpp"

#include "gate/subjects.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sallyport::cli {
namespace {

using util::Error;
using util::ErrorKind;

constexpr std::size_t k_code_digits = 6;

gate::Session open_for_person(const Invocation& invocation) {
  gate::Session session = invocation.open_session();
  const std::string agent = gate::acting_agent(session);
  if (!agent.empty()) {
    throw Error(
        ErrorKind::refused,
        fmt::format("cannot sign: {} is running this command, and an agent must not sign", agent),
        "ask your user to run the same command in their own terminal");
  }
  return session;
}

/// Every weak sign of an agent is told in the record; a strong one never gets this far.
std::vector<std::string> signs_of_agents(const gate::Session& session) {
  std::vector<std::string> rules;
  for (const core::Evidence& found : attribution::Detector().examine_ambient(session.ambient)) {
    rules.push_back(found.rule);
  }
  return rules;
}

bool type_code(const Signing& signing, const std::string& code) {
  const std::string prompt = fmt::format("\nType {} to sign: ", code);
  if (util::trim(signing.terminal.ask(prompt)) == code) {
    return true;
  }
  signing.terminal.show("That is another code.\n");
  return util::trim(signing.terminal.ask(prompt)) == code;
}

std::string sync_outcome(Signing& signing, SyncWish wish) {
  const std::string remote = log_remote(signing.session);
  if (remote.empty()) {
    return "recorded here; there is no remote to send it to";
  }
  if (wish == SyncWish::no_sync) {
    return "recorded here; send it with: sallyport sync";
  }
  const auto result = gate::sync_log(signing.session, signing.judgement.governing.policy, remote);
  return result.problem.empty()
             ? fmt::format("recorded and sent to {}", remote)
             : fmt::format("recorded here, not sent ({}); send it with: sallyport sync",
                           util::printable(result.problem));
}

std::string reach(const core::Report& report, const core::SignoffRecord& record) {
  for (const core::ItemResult& item : report.verdict.items) {
    if (item.id != record.item) {
      continue;
    }
    std::string text = item.status == core::Status::approved
                           ? "approved"
                           : fmt::format("{}", to_string(item.status));
    if (!item.counted.empty()) {
      text += fmt::format(" ({})", to_string(item.counted.front().rung));
    }
    if (!item.landing_shortfall.empty()) {
      text += fmt::format("; merge still needs: {}", item.landing_shortfall);
    }
    return text;
  }
  return "counted";
}

void show_result(Signing& signing, const std::vector<core::SignoffRecord>& records,
                 const std::vector<std::string>& ids, const std::string& synced) {
  const auto after =
      gate::judge(signing.session, signing.selection, std::move(signing.judgement.governing));
  for (std::size_t i = 0; i < records.size(); ++i) {
    print(fmt::format("{}: {}; record {}\n", records[i].item, reach(after.report, records[i]),
                      ids[i].substr(0, 12)));
  }
  print(fmt::format("{}\n", synced));
}

}  // namespace

Signing::Signing(const Invocation& invocation, const Selector& selector)
    : session(open_for_person(invocation)),
      selection(select(session, selector)),
      judgement(gate::judge(session, selection)),
      started(std::chrono::steady_clock::now()) {}

void find_key(Signing& signing, KeyNeed need) {
  try {
    signing.signature.key =
        signoff::find_signing_key(signing.session.repository, signing.session.ambient.environment);
  } catch (const Error& error) {
    if (need == KeyNeed::required || error.kind != ErrorKind::refused) {
      throw;
    }
  }
  signing.signature.attended = {true, signs_of_agents(signing.session), 0};
}

void show_change(const Signing& signing) {
  const core::Metrics& metrics = signing.judgement.report.verdict.metrics;
  signing.terminal.show(fmt::format("Judging {}\n{}: {} added, {} deleted; {} of {} lines by AI\n",
                                    util::printable(signing.selection.description),
                                    util::plural(metrics.files, "file"), metrics.added,
                                    metrics.deleted, metrics.ai, metrics.effective));
  if (signing.judgement.facts.size() > 1) {
    for (const gate::Base& base : signing.selection.bases) {
      signing.terminal.show(fmt::format("  against {}\n", core::abbreviated(base.tree)));
    }
  }
}

int finish(Signing& signing, std::vector<core::SignoffRecord> records, SyncWish wish) {
  const std::string code = records.front().change.substr(0, k_code_digits);
  if (!type_code(signing, code)) {
    throw Error(ErrorKind::refused, "the code was not typed; nothing was recorded",
                "run the same command again");
  }
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(
                           std::chrono::steady_clock::now() - signing.started)
                           .count();
  for (core::SignoffRecord& record : records) {
    record.attended.seconds = seconds;
  }
  const auto ids = gate::sign_and_append(
      signing.session, signing.judgement.governing.policy.store_branch, records, signing.signature);
  keep_reviewed_files(signing.session, signing.judgement.governing.policy, records, ids);
  show_result(signing, records, ids, sync_outcome(signing, wish));
  return 0;
}

void keep_reviewed_files(gate::Session& session, const core::Policy& policy,
                         const std::vector<core::SignoffRecord>& records,
                         const std::vector<std::string>& ids) {
  const std::string problem = gate::keep_subjects(session, policy, records, ids);
  if (!problem.empty()) {
    print_error(fmt::format("sallyport: warning: the reviewed files are not kept: {}\n",
                            util::printable(problem)));
  }
}

std::string log_remote(const gate::Session& session) {
  const auto remotes = session.repository.remotes();
  const auto branch = session.repository.head_branch();
  constexpr std::string_view k_heads = "refs/heads/";
  if (branch && branch->starts_with(k_heads)) {
    const auto configured =
        session.repository.config(fmt::format("branch.{}.remote", branch->substr(k_heads.size())),
                                  git::ConfigScope::worktree);
    if (configured && std::find(remotes.begin(), remotes.end(), *configured) != remotes.end()) {
      return *configured;
    }
  }
  if (std::find(remotes.begin(), remotes.end(), "origin") != remotes.end()) {
    return "origin";
  }
  return remotes.size() == 1 ? remotes.front() : "";
}

}  // namespace sallyport::cli

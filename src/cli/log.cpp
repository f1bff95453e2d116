#include "signoff/log/log.hpp"

#include "cli/command.hpp"
#include "cli/records.hpp"
#include "cli/signing.hpp"
#include "core/git_terms.hpp"
#include "gate/records.hpp"
#include "gate/signing.hpp"
#include "git/remotes.hpp"
#include "report/phrases.hpp"
#include "signoff/kept/subjects.hpp"
#include "util/error.hpp"
#include "util/json_write.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

namespace sallyport::cli {
namespace {

struct LogOptions {
  std::string item;
  std::string signer;
  std::string format = "text";
  bool json = false;
};

bool is_of_item(const core::SignoffRecord& record, const LogOptions& options) {
  return options.item.empty() || record.item == options.item;
}

bool is_by_signer(const core::SignoffRecord& record, const LogOptions& options) {
  return options.signer.empty() || record.signer == options.signer ||
         record.principal == options.signer;
}

/// Times are whole seconds, and within one of them a record can build on another.
auto order_of(const signoff::LoggedRecord& found) {
  return std::pair(found.record.time, !found.record.extends.empty());
}

/// The wanted records, verified, newest first; of one second, those that build on others first.
std::vector<signoff::LoggedRecord> wanted_records(const gate::Session& session,
                                                  const gate::Governing& governing,
                                                  std::vector<signoff::LoggedRecord> records,
                                                  const LogOptions& options) {
  std::erase_if(records, [&](const auto& found) { return !is_of_item(found.record, options); });
  gate::verify(session, gate::authority_of(governing), records);
  std::erase_if(records, [&](const auto& found) { return !is_by_signer(found.record, options); });
  std::stable_sort(records.begin(), records.end(),
                   [](const auto& a, const auto& b) { return order_of(a) > order_of(b); });
  return records;
}

std::string shown_signature(const core::SignoffRecord& record) {
  switch (record.signature) {
    case core::SignatureState::valid:
      return record.principal.empty() ? "signed by an unknown key"
                                      : fmt::format("signed, {}", to_string(record.assurance));
    case core::SignatureState::unsigned_record:
      return "not signed";
    default:
      return "invalid: " + report::phrase(record.signature_problem);
  }
}

std::string line_of(const core::SignoffRecord& record) {
  const std::string what = record.item == core::k_provenance && record.answers.contains("origin")
                               ? "declare " + record.answers.at("origin")
                               : std::string(to_string(record.verdict));
  return fmt::format("{} {} {} {} {} ({}) {}", util::to_iso8601(record.time),
                     record.id.substr(0, 12), record.item, what, record.signer,
                     shown_signature(record),
                     util::plural(static_cast<std::int64_t>(record.covers.size()), "file"));
}

nlohmann::ordered_json json_of(const signoff::LoggedRecord& checked) {
  const core::SignoffRecord& record = checked.record;
  const auto payload = nlohmann::ordered_json::parse(checked.envelope.payload, nullptr, false);
  const bool is_unsigned = record.signature == core::SignatureState::unsigned_record;
  const std::string& owner = is_unsigned ? record.signer : record.principal;
  nlohmann::ordered_json value;
  value["id"] = record.id;
  value["file"] = record.file;
  value["signer"] = owner.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(owner);
  value["assurance"] = to_string(record.assurance);
  value["key"] = record.key;
  value["verified"] = record.signature == core::SignatureState::valid;
  value["problem"] = report::phrase(record.signature_problem);
  value["predicate"] = payload.value("predicate", nlohmann::ordered_json::object());
  return value;
}

void print_json(const Output& out, const std::vector<signoff::LoggedRecord>& records,
                const std::vector<std::string>& problems) {
  nlohmann::ordered_json document;
  document["schema"] = "sallyport.log/1";
  document["records"] = nlohmann::ordered_json::array();
  for (const signoff::LoggedRecord& record : records) {
    document["records"].push_back(json_of(record));
  }
  document["problems"] = problems;
  out.raw(util::json_line(std::move(document)));
}

/// One envelope a line (JSON Lines), as in-toto bundles are.
void print_envelopes(const Output& out, const std::vector<signoff::LoggedRecord>& records) {
  for (const signoff::LoggedRecord& checked : records) {
    const signoff::Envelope& envelope = checked.envelope;
    out.raw(signoff::encode_envelope(envelope.payload, envelope.signature, envelope.keyid));
  }
}

void print_text(const Output& out, const std::vector<signoff::LoggedRecord>& records) {
  for (const signoff::LoggedRecord& checked : records) {
    out.line(line_of(checked.record));
  }
}

signoff::Log read_log_of(const gate::Session& session, const gate::Governing& governing) {
  return signoff::read_log(session.repository, governing.policy.store_branch,
                           gate::scope_of_log(session, gate::authority_of(governing)));
}

int log(const Invocation& invocation, const LogOptions& options) {
  const gate::Session session = invocation.open_session();
  const gate::Governing governing = governing_here(session);
  signoff::Log found = read_log_of(session, governing);
  const auto records = wanted_records(session, governing, std::move(found.records), options);
  if (options.json || options.format == "json") {
    print_json(invocation.out, records, found.problems);
    return 0;
  }
  if (options.format == "dsse") {
    print_envelopes(invocation.out, records);
  } else {
    print_text(invocation.out, records);
  }
  for (const std::string& problem : found.problems) {
    invocation.err.line("warning: " + problem);
  }
  return 0;
}

constexpr std::size_t k_shown_digits = 12;

/// Otherwise the next sync puts back what the remote's log lost.
constexpr std::string_view k_forget_copies =
    R"(rm -f "$(git rev-parse --git-common-dir)/sallyport/log-copies")";

/// What is left to do: the log only grows, so its older commits still hold the files.
std::string instructions(const std::string& id, const std::string& branch,
                         const std::string& remote) {
  const std::string ref = util::shell_word(std::string(core::k_heads) + branch);
  const std::string copy = util::shell_word(fmt::format("refs/remotes/{}/{}", remote, branch));
  return fmt::format(
      "Send that with: sallyport sync\n"
      "\n"
      "Older commits of the log still hold the files. To be rid of them on {1} too:\n"
      "1. Let an administrator allow one forced push of {0} there (branch protection, and\n"
      "   sallyport's own hook on a server).\n"
      "2. After the sync, at the top of a clean work tree:\n"
      "     git filter-branch -f --index-filter 'git rm -r -q --cached --ignore-unmatch "
      "subjects/{2}/old subjects/{2}/new' -- {0}\n"
      "   or, where git filter-repo is installed:\n"
      "     git filter-repo --force --refs {0} --invert-paths --path subjects/{2}/old/ --path "
      "subjects/{2}/new/\n"
      "3. Send it, and drop what this clone still keeps of it:\n"
      "     git push --force --no-verify {1} {0} && {4}\n"
      "     git update-ref -d refs/original/{0}\n"
      "     git reflog expire --expire=now {0} {3} && git gc --prune=now\n"
      "4. In every other clone, before its next sync, which would bring them back:\n"
      "     git update-ref -d {0} && {4}\n"
      "     git fetch {1}\n"
      "A forge may keep unreachable objects until it collects them itself.\n",
      ref, util::shell_word(remote), id, copy, k_forget_copies);
}

/// Takes the files out once the record that purges counts.
bool drop_if_purged(Person& person, const gate::Governing& governing, const std::string& id,
                    const signoff::LogChange& change) {
  git::Repository& repository = person.session.repository;
  const std::string& branch = governing.policy.store_branch;
  const auto purged_in = gate::purge_rule(person.session, gate::authority_of(governing));
  const auto logs = signoff::log_trees(repository, branch);
  const bool counts = std::any_of(logs.begin(), logs.end(), [&](const core::Oid& tree) {
    return purged_in(tree).contains(id);
  });
  if (counts) {
    signoff::drop_subjects(repository, branch, id, change);
  }
  return counts;
}

/// Signs that the files are to go; returns the new record's id.
void record_purge(Person& person, const gate::Governing& governing,
                  const core::SignoffRecord& record, const signoff::LogChange& change) {
  find_key(person, governing, KeyNeed::required);
  if (!gate::may_be_logged(gate::authority_of(governing), person.signature)) {
    throw util::Error(util::ErrorKind::refused,
                      "cannot purge: the policy does not know your key, so it would count nowhere",
                      "let somebody enroll it: sallyport enroll");
  }
  person.terminal.show(
      fmt::format("You take the files that record {} of '{}' by {} is about out "
                  "of the log.\n",
                  record.id.substr(0, k_shown_digits), util::printable(record.item),
                  util::printable(record.signer)));
  auto purge = gate::revocation(person.session, governing.signers, record, person.signature);
  purge.verdict = core::RecordVerdict::purge;
  const auto ids = record_all(person, governing, {purge});
  for (const auto& made : read_log_of(person.session, governing).records) {
    if (made.record.id == ids.front()) {
      signoff::mark_purged(person.session.repository, governing.policy.store_branch, record.id,
                           made.record.file, change);
    }
  }
}

int purge(const Invocation& invocation, const std::string& given) {
  Person person(invocation);
  const gate::Governing governing = governing_here(person.session);
  const signoff::Log log = read_log_of(person.session, governing);
  const core::SignoffRecord& record = require_record(log.records, given).record;
  const signoff::LogChange change{
      signoff::committer(person.session.repository, invocation.environment), invocation.now,
      fmt::format("Purge what {} is about\n", record.id)};
  if (!drop_if_purged(person, governing, record.id, change)) {
    record_purge(person, governing, record, change);
    if (!drop_if_purged(person, governing, record.id, change)) {
      invocation.out.line(
          "recorded, and does not suffice: it is not yours, and it takes who may override, or two "
          "of its approvers");
      return 0;
    }
  }
  if (!invocation.quiet) {
    const std::string remote = git::exchange_remote(person.session.repository);
    invocation.out.text(fmt::format(
        "The files that record {} is about are out of the log. The record itself "
        "stays and counts,\non a moved base only where the reviewed commits still are.\n{}",
        record.id.substr(0, k_shown_digits),
        instructions(record.id, governing.policy.store_branch,
                     remote.empty() ? "origin" : remote)));
  }
  return 0;
}

struct SyncOptions {
  signoff::PublishWish wish = signoff::PublishWish::asked;
};

int sync(const Invocation& invocation, const SyncOptions& options) {
  gate::Session session = invocation.open_for_person();
  const gate::Governing governing = governing_here(session);
  const std::string remote = git::exchange_remote(session.repository);
  if (remote.empty()) {
    throw util::Error(util::ErrorKind::usage, "cannot sync: there is no remote",
                      "add one: git remote add origin URL");
  }
  if (!invocation.quiet) {
    invocation.err.line(fmt::format("sallyport: asking {} …", remote));
  }
  const auto result = gate::sync_log(session, gate::authority_of(governing), remote, options.wish);
  if (!result.problem.empty()) {
    throw util::Error(util::ErrorKind::unavailable,
                      fmt::format("cannot sync with '{}': {}", remote, result.problem),
                      util::say("every record is kept here; once 'git ls-remote {}' answers: "
                                "sallyport sync",
                                remote));
  }
  invocation.say(fmt::format("{} is in step with {}{}", governing.policy.store_branch, remote,
                             look_again_hint(session)));
  return 0;
}

}  // namespace

void add_log(CLI::App& app, Invocation& invocation) {
  LogOptions& options = options_for(app, invocation, log);
  app.add_option("--item", options.item, "only records of this item")->type_name("ITEM");
  app.add_option("--signer", options.signer, "only records of this person")->type_name("NAME");
  app.add_option("--format", options.format, "text, json or dsse")
      ->check(CLI::IsMember({"text", "json", "dsse"}))
      ->type_name("FORMAT");
  app.add_flag("--json", options.json, "the same as --format json (sallyport.log/1)");
  CLI::App& purged = add_sub(app, "purge", "take the files that a record is about out of the log");
  purged
      .add_option("id", options_for(purged, invocation, purge),
                  "the record's id, or enough of its first digits")
      ->required()
      ->type_name("ID");
}

void add_sync(CLI::App& app, Invocation& invocation) {
  SyncOptions& options = options_for(app, invocation, sync);
  app.add_flag_callback(
      "--with-subjects", [&options] { options.wish = signoff::PublishWish::all; },
      "send the reviewed files of branches that are not on the remote, too");
}

}  // namespace sallyport::cli

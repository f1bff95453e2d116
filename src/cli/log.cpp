#include "cli/log.hpp"

#include "cli/command.hpp"
#include "cli/records.hpp"
#include "cli/signing.hpp"
#include "gate/records.hpp"
#include "gate/subjects.hpp"
#include "report/phrases.hpp"
#include "signoff/log.hpp"
#include "util/error.hpp"
#include "util/json_write.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

namespace sallyport::cli {
namespace {

struct Options {
  std::string item;
  std::string signer;
  std::string format = "text";
  bool json = false;
};

bool is_of_item(const core::SignoffRecord& record, const Options& options) {
  return options.item.empty() || record.item == options.item;
}

bool is_by_signer(const core::SignoffRecord& record, const Options& options) {
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
                                                  const Options& options) {
  std::erase_if(records, [&](const auto& found) { return !is_of_item(found.record, options); });
  gate::verify(session, {governing.signers, governing.policy}, records);
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
  return fmt::format("{} {} {} {} {} ({}) {}\n", util::to_iso8601(record.time),
                     record.id.substr(0, 12), util::printable(record.item), util::printable(what),
                     util::printable(record.signer), util::printable(shown_signature(record)),
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

void print_json(const std::vector<signoff::LoggedRecord>& records,
                const std::vector<std::string>& problems) {
  nlohmann::ordered_json document;
  document["schema"] = "sallyport.log/1";
  document["records"] = nlohmann::ordered_json::array();
  for (const signoff::LoggedRecord& record : records) {
    document["records"].push_back(json_of(record));
  }
  document["problems"] = problems;
  print(util::json_line(std::move(document)));
}

/// One envelope a line (JSON Lines), as in-toto bundles are.
void print_envelopes(const std::vector<signoff::LoggedRecord>& records) {
  for (const signoff::LoggedRecord& checked : records) {
    const signoff::Envelope& envelope = checked.envelope;
    print(signoff::encode_envelope(envelope.payload, envelope.signature, envelope.keyid));
  }
}

void print_text(const std::vector<signoff::LoggedRecord>& records) {
  for (const signoff::LoggedRecord& checked : records) {
    print(line_of(checked.record));
  }
}

int log(const Invocation& invocation, const Options& options) {
  const gate::Session session = invocation.open_session();
  const gate::Governing governing = governing_here(session);
  signoff::Log found = signoff::read_log(session.repository, governing.policy.store_branch);
  const auto records = wanted_records(session, governing, std::move(found.records), options);
  if (options.json || options.format == "json") {
    print_json(records, found.problems);
    return 0;
  }
  if (options.format == "dsse") {
    print_envelopes(records);
  } else {
    print_text(records);
  }
  for (const std::string& problem : found.problems) {
    print_error(fmt::format("warning: {}\n", util::printable(problem)));
  }
  return 0;
}

int sync(const Invocation& invocation, signoff::PublishWish wish) {
  gate::Session session = invocation.open_session();
  const gate::Governing governing = governing_here(session);
  const std::string remote = log_remote(session);
  if (remote.empty()) {
    throw util::Error(util::ErrorKind::usage, "cannot sync: there is no remote",
                      "add one: git remote add origin URL");
  }
  const auto result = gate::sync_log(session, governing.policy, remote, wish);
  if (!result.problem.empty()) {
    throw util::Error(util::ErrorKind::unavailable,
                      fmt::format("cannot sync with '{}': {}", remote, result.problem),
                      "every record is kept here; try again later: sallyport sync");
  }
  if (!invocation.quiet) {
    print(fmt::format("{} is in step with {}\n", governing.policy.store_branch, remote));
  }
  return 0;
}

}  // namespace

void add_log(CLI::App& app, Invocation& invocation) {
  auto options = std::make_shared<Options>();
  app.add_option("--item", options->item, "only records of this item")->type_name("ITEM");
  app.add_option("--signer", options->signer, "only records of this person")->type_name("NAME");
  app.add_option("--format", options->format, "text, json or dsse")
      ->check(CLI::IsMember({"text", "json", "dsse"}))
      ->type_name("FORMAT");
  app.add_flag("--json", options->json, "the same as --format json (sallyport.log/1)");
  app.callback([&invocation, &app, options] {
    if (app.get_subcommands().empty()) {
      invocation.action = [&invocation, options] { return log(invocation, *options); };
    }
  });
  add_log_purge(app, invocation);
}

void add_sync(CLI::App& app, Invocation& invocation) {
  auto wish = std::make_shared<signoff::PublishWish>(signoff::PublishWish::asked);
  app.add_flag_callback(
      "--with-subjects", [wish] { *wish = signoff::PublishWish::all; },
      "send the reviewed files of branches that are not on the remote, too");
  app.callback([&invocation, wish] {
    invocation.action = [&invocation, wish] { return sync(invocation, *wish); };
  });
}

}  // namespace sallyport::cli

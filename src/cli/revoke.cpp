#include "cli/command.hpp"
#include "cli/records.hpp"
#include "cli/signing.hpp"
#include "gate/records.hpp"
#include "signoff/log/log.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

namespace sallyport::cli {
namespace {

using util::Error;
using util::ErrorKind;

struct RevokeOptions {
  std::string record;
  std::string reason;
  SyncWish sync = SyncWish::sync;
};

void require_revocable(const core::SignoffRecord& record) {
  if (core::undoes(record)) {
    throw Error(ErrorKind::usage,
                fmt::format("cannot take back a {}",
                            record.verdict == core::RecordVerdict::revoke ? "revocation" : "purge"),
                "sign the change again: sallyport signoff ITEM");
  }
  if (record.item == core::k_provenance) {
    throw Error(ErrorKind::usage, "cannot take back a declaration",
                "declare what is true: 'ai' beats 'human': sallyport declare ai");
  }
}

void show_record(const Person& person, const core::SignoffRecord& record) {
  person.terminal.show(
      fmt::format("You take back: {} of '{}' by {}, {}, {}\n{}", to_string(record.verdict),
                  util::printable(record.item), util::printable(record.signer),
                  util::to_iso8601(record.time), util::plural(std::ssize(record.covers), "file"),
                  record.notes.empty() ? "" : util::printable(record.notes) + "\n"));
}

int revoke(const Invocation& invocation, const RevokeOptions& options) {
  Person person(invocation);
  const gate::Governing governing = governing_here(person.session);
  const signoff::Log log =
      signoff::read_log(person.session.repository, governing.policy.store_branch,
                        gate::scope_of_log(person.session, gate::authority_of(governing)));
  const core::SignoffRecord& record = require_record(log.records, options.record).record;
  require_revocable(record);
  find_key(person, governing, KeyNeed::required);
  show_record(person, record);
  auto revocation = gate::revocation(person.session, governing.signers, record, person.signature);
  revocation.notes = options.reason;
  const auto ids = record_all(person, governing, {revocation});
  const std::string synced = sync_outcome(person, governing, options.sync);
  invocation.out.line(
      fmt::format("{}: {}; record {}", record.item,
                  gate::is_taken_back(person.session, gate::authority_of(governing), record)
                      ? "taken back"
                      : "recorded, and does not suffice: it is not yours, and it takes who may "
                        "override, or two of its approvers",
                  ids.front().substr(0, 12)));
  invocation.out.line(synced);
  return 0;
}

}  // namespace

void add_revoke(CLI::App& app, Invocation& invocation) {
  RevokeOptions& options = options_for(app, invocation, revoke);
  app.add_option("record", options.record, "id of the record, or how it begins")
      ->required()
      ->type_name("RECORD");
  app.add_option("--reason", options.reason, "why; it goes into the record")
      ->required()
      ->type_name("TEXT");
  add_no_sync(app, options.sync);
}

}  // namespace sallyport::cli

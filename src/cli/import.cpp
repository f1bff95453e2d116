#include "cli/command.hpp"
#include "cli/signing.hpp"
#include "gate/elsewhere.hpp"
#include "util/error.hpp"
#include "util/file.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

namespace sallyport::cli {
namespace {

using util::Error;
using util::ErrorKind;

struct ImportOptions {
  std::string file;
  std::string signature_file;
  SyncWish sync = SyncWish::sync;
};

std::string require_text(const std::string& path) {
  constexpr std::int64_t k_most_bytes = std::int64_t{1} << 20U;
  auto text = util::read_file(path, k_most_bytes);
  if (!text) {
    throw Error(ErrorKind::usage, util::say("cannot read '{}': no such file", path),
                "sallyport import FILE FILE.sig, as `sallyport signoff --export` said");
  }
  return *std::move(text);
}

int import(const Invocation& invocation, const ImportOptions& options) {
  const gate::SignedElsewhere made{require_text(options.file),
                                   require_text(options.signature_file)};
  gate::Session session = invocation.open_for_person();
  Selector selector;
  selector.range = gate::range_of_bytes(made.bytes);
  gate::Judgement judgement = gate::settle(session, propose(session, selector));
  const gate::Governing& governing = judgement.ground.governing;
  const core::SignoffRecord record = gate::take_signature(session, judgement, made);
  keep_reviewed_files(invocation, session, governing.policy, {record}, {record.id});
  const std::string sent = send_log(session, governing, options.sync);
  show_reach(invocation, session, judgement, {record}, {record.id});
  invocation.out.line(sent);
  return 0;
}

}  // namespace

void add_import(CLI::App& app, Invocation& invocation) {
  ImportOptions& options = options_for(app, invocation, import);
  app.add_option("file", options.file, "what `sallyport signoff --export` wrote")
      ->required()
      ->type_name("FILE");
  app.add_option("signature", options.signature_file, "what `ssh-keygen -Y sign` made of it")
      ->required()
      ->type_name("SIGNATURE");
  add_no_sync(app, options.sync);
}

}  // namespace sallyport::cli

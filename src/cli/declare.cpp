#include "cli/command.hpp"
#include "cli/signing.hpp"
#include "util/error.hpp"

#include <fmt/format.h>

namespace sallyport::cli {
namespace {

struct DeclareOptions {
  Selector selector;
  std::string origin;
  std::string tool;
  std::string notes;
  SyncWish sync = SyncWish::sync;
};

int declare(const Invocation& invocation, const DeclareOptions& options) {
  if (options.origin == "human" && !options.tool.empty()) {
    throw util::Error(util::ErrorKind::usage, "cannot declare a tool for lines that people wrote",
                      "leave --tool out, or: sallyport declare ai --tool ID");
  }
  Signing signing(invocation, options.selector);
  find_key(signing, signing.judgement.ground.governing, KeyNeed::required);
  show_change(signing);
  signing.terminal.show(
      fmt::format("You declare that {} wrote what carries no marker here.\n",
                  options.origin == "human" ? "people, without an AI," : "an AI"));
  gate::Answers answers{{{"origin", options.origin}, {"tool", options.tool}}, options.notes};
  const auto records =
      gate::declarations(signing.session, signing.judgement, answers, signing.signature);
  return finish(signing, records, options.sync);
}

}  // namespace

void add_declare(CLI::App& app, Invocation& invocation) {
  DeclareOptions& options = options_for(app, invocation, declare);
  app.add_option("origin", options.origin, "human or ai")
      ->required()
      ->check(CLI::IsMember({"human", "ai"}))
      ->type_name("human|ai");
  app.add_option("--tool", options.tool, "id of the AI tool, such as cursor")->type_name("ID");
  add_selector(app, options.selector);
  app.add_option("--notes", options.notes, "a remark that goes into the record")->type_name("TEXT");
  add_no_sync(app, options.sync);
}

}  // namespace sallyport::cli

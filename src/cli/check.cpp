#include "cli/command.hpp"
#include "core/policy/assume.hpp"
#include "gate/local.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sallyport::cli {
namespace {

struct CheckOptions {
  Selector selector;
  ReportOptions reports;
  std::vector<std::string> assumed;
};

std::vector<core::Assumption> assumptions(const CheckOptions& options) {
  std::vector<core::Assumption> assumed;
  for (const std::string& text : options.assumed) {
    auto assumption = core::parse_assumption(text);
    if (!assumption) {
      throw util::Error(util::ErrorKind::usage, fmt::format("cannot assume '{}'", text),
                        "write it as: --assume approve:ITEM=PRINCIPAL (or reject:, or waive:)");
    }
    assumed.push_back(std::move(*assumption));
  }
  return assumed;
}

int check(const Invocation& invocation, const CheckOptions& options) {
  const gate::Session session = invocation.open_session();
  gate::Proposal proposal = propose(session, options.selector);
  proposal.assumed = assumptions(options);
  const gate::Judgement judgement = gate::settle(session, std::move(proposal));
  write_reports(invocation, options.reports, judgement.report);
  return exit_code(judgement.report.verdict.outcome);
}

void print_skips(const Invocation& invocation, const gate::Session& session) {
  for (const gate::Skip& skip : gate::recorded_skips(session)) {
    invocation.out.line(fmt::format("skipped here: {} {}: {}", skip.time, skip.hook, skip.reason));
  }
}

int status(const Invocation& invocation, const CheckOptions& options) {
  const gate::Session session = invocation.open_session();
  write_reports(invocation, options.reports,
                gate::settle(session, propose(session, options.selector)).report);
  if (!options.reports.json) {
    print_skips(invocation, session);
  }
  return 0;
}

}  // namespace

void add_check(CLI::App& app, Invocation& invocation) {
  CheckOptions& options = options_for(app, invocation, check);
  add_selector(app, options.selector);
  add_report_options(app, options.reports);
  app.add_option("--assume", options.assumed,
                 "judge as if somebody had signed off; may be given several times")
      ->type_name("approve:ITEM=PRINCIPAL")
      ->expected(1)
      ->take_all();
}

void add_status(CLI::App& app, Invocation& invocation) {
  CheckOptions& options = options_for(app, invocation, status);
  add_selector(app, options.selector);
  app.add_flag("--json", options.reports.json, "the same as JSON (sallyport.verdict/1)");
}

}  // namespace sallyport::cli

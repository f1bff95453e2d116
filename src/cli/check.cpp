#include "cli/command.hpp"
#include "cli/reports.hpp"
#include "core/assume.hpp"
#include "gate/hooks.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <unistd.h>

namespace sallyport::cli {
namespace {

struct Options {
  Selector selector;
  ReportOptions reports;
  std::vector<std::string> assumed;
};

std::vector<core::Assumption> assumptions(const Options& options) {
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

int check(const Invocation& invocation, const Options& options) {
  const gate::Session session = invocation.open_session();
  gate::Selection selection = select(session, options.selector);
  selection.assumed = assumptions(options);
  const gate::Judgement judgement = gate::judge(session, selection);
  write_reports(invocation, options.reports, judgement.report);
  return exit_code(judgement.report.verdict.outcome);
}

std::string shown_skips(const gate::Session& session) {
  std::string text;
  for (const gate::Skip& skip : gate::recorded_skips(session)) {
    text += fmt::format("skipped here: {} {}: {}\n", util::printable(skip.time),
                        util::printable(skip.hook), util::printable(skip.reason));
  }
  return text;
}

int status(const Invocation& invocation, const Selector& selector, const ReportOptions& reports) {
  const gate::Session session = invocation.open_session();
  write_reports(invocation, reports, gate::judge(session, select(session, selector)).report);
  if (!reports.json) {
    print(shown_skips(session));
  }
  return 0;
}

}  // namespace

void add_check(CLI::App& app, Invocation& invocation) {
  auto options = std::make_shared<Options>();
  add_selector(app, options->selector);
  add_report_options(app, options->reports);
  app.add_option("--assume", options->assumed,
                 "judge as if somebody had signed off; may be given several times")
      ->type_name("approve:ITEM=PRINCIPAL")
      ->expected(1)
      ->take_all();
  app.callback([&invocation, options] {
    invocation.action = [&invocation, options] { return check(invocation, *options); };
  });
}

void add_status(CLI::App& app, Invocation& invocation) {
  auto selector = std::make_shared<Selector>();
  auto reports = std::make_shared<ReportOptions>();
  add_selector(app, *selector);
  app.add_flag("--json", reports->json, "the same as JSON (sallyport.verdict/1)");
  app.callback([&invocation, selector, reports] {
    invocation.action = [&invocation, selector, reports] {
      return status(invocation, *selector, *reports);
    };
  });
}

}  // namespace sallyport::cli

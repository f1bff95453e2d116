#include "cli/command.hpp"
#include "cli/reports.hpp"
#include "gate/hooks.hpp"
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
};

int check(const Invocation& invocation, const Options& options) {
  const gate::Session session = invocation.open_session();
  const gate::Judgement judgement = gate::judge(session, select(session, options.selector));
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

#include "cli/command.hpp"
#include "gate/hooks.hpp"
#include "util/error.hpp"
#include "util/file.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <unistd.h>

namespace sallyport::cli {
namespace {

struct Options {
  Selector selector;
  bool json = false;
  std::vector<std::string> formats;
  std::vector<std::string> outputs;
};

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const report::Format& format : report::formats()) {
    names.emplace_back(format.name);
  }
  return names;
}

const report::Format& format_named(const std::string& name) {
  const auto all = report::formats();
  return *std::find_if(all.begin(), all.end(),
                       [&](const report::Format& format) { return format.name == name; });
}

/// The n-th `--output` belongs to the n-th `--format`; formats without one go to standard output.
void write_reports(const Invocation& invocation, const Options& options,
                   const core::Report& report) {
  for (std::size_t i = 0; i < options.formats.size(); ++i) {
    const report::Format& format = format_named(options.formats[i]);
    if (i < options.outputs.size()) {
      util::write_file(options.outputs[i], format.render(report, {}));
    } else {
      print(format.render(report, invocation.style_for(STDOUT_FILENO)));
    }
  }
}

int check(const Invocation& invocation, Options options) {
  if (options.outputs.size() > options.formats.size()) {
    throw util::Error(util::ErrorKind::usage, "cannot write: more --output than --format",
                      "give each --output its --format, in the same order");
  }
  if (options.json) {
    options.formats.emplace_back("json");
  } else if (options.formats.empty()) {
    options.formats.emplace_back("text");
  }
  const gate::Session session = invocation.open_session();
  const gate::Judgement judgement = gate::judge(session, select(session, options.selector));
  write_reports(invocation, options, judgement.report);
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

int status(const Invocation& invocation, const Selector& selector, std::string_view format) {
  const gate::Session session = invocation.open_session();
  const gate::Judgement judgement = gate::judge(session, select(session, selector));
  print(format_named(std::string(format))
            .render(judgement.report, invocation.style_for(STDOUT_FILENO)));
  if (format == "text") {
    print(shown_skips(session));
  }
  return 0;
}

}  // namespace

void add_check(CLI::App& app, Invocation& invocation) {
  auto options = std::make_shared<Options>();
  add_selector(app, options->selector);
  app.add_flag("--json", options->json, "the verdict as JSON (sallyport.verdict/1)");
  app.add_option("--format", options->formats, "report format; may be given several times")
      ->check(CLI::IsMember(format_names()))
      ->type_name("FORMAT")
      ->expected(1)
      ->take_all();
  app.add_option("--output", options->outputs, "file for the --format at the same place")
      ->type_name("FILE")
      ->expected(1)
      ->take_all();
  app.callback([&invocation, options] {
    invocation.action = [&invocation, options] { return check(invocation, *options); };
  });
}

void add_status(CLI::App& app, Invocation& invocation) {
  auto selector = std::make_shared<Selector>();
  auto json = std::make_shared<bool>(false);
  add_selector(app, *selector);
  app.add_flag("--json", *json, "the same as JSON (sallyport.verdict/1)");
  app.callback([&invocation, selector, json] {
    invocation.action = [&invocation, selector, json] {
      return status(invocation, *selector, *json ? "json" : "text");
    };
  });
}

}  // namespace sallyport::cli

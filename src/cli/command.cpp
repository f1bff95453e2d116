#include "cli/command.hpp"

#include "util/error.hpp"
#include "util/file.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <random>

namespace sallyport::cli {
namespace {

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  names.reserve(report::k_formats.size());
  for (const report::Format& format : report::k_formats) {
    names.emplace_back(format.name);
  }
  return names;
}

const report::Format& format_named(const std::string& name) {
  return *std::find_if(report::k_formats.begin(), report::k_formats.end(),
                       [&](const report::Format& format) { return format.name == name; });
}

/// Azure Pipelines takes `##vso[…]` and `##[…]` for commands, wherever they stand in a line.
std::string without_azure_commands(std::string_view text) {
  std::string result;
  for (const char character : text) {
    if (character == '[' && (result.ends_with("##") || result.ends_with("##vso"))) {
      result += ' ';
    }
    result += character;
  }
  return result;
}

}  // namespace

gate::Session Invocation::open_session() const {
  return {git::Repository::open({directory, git_dir, environment, lazy_fetch}),
          {environment, ancestor_processes()},
          now,
          pin};
}

gate::Session Invocation::open_for_person() const {
  gate::Session session = open_session();
  session.repository.load_config();
  return session;
}

void Invocation::say(std::string_view line) const {
  if (!quiet) {
    out.line(line);
  }
}

report::TextStyle Invocation::style_for(const Output& output) const {
  if (colour != "auto") {
    return {colour == "always"};
  }
  if (!util::variable(environment, "NO_COLOR").empty() ||
      util::variable(environment, "TERM") == "dumb") {
    return {};
  }
  const std::string forced = util::variable(environment, "CLICOLOR_FORCE");
  return {(!forced.empty() && forced != "0") || output.is_terminal};
}

CLI::App& add_sub(CLI::App& app, const std::string& name, const std::string& summary) {
  CLI::App* const sub = app.add_subcommand(name, summary);
  sub->fallthrough();
  return *sub;
}

void add_selector(CLI::App& app, Selector& selector) {
  auto* staged = app.add_flag("--staged", selector.staged, "judge what git commit would commit");
  auto* range = app.add_option("--range", selector.range,
                               "judge merge-base(A, B)..B for commits, A to B for trees")
                    ->type_name("A..B");
  auto* base = app.add_option("--base", selector.base, "judge from REF to HEAD")->type_name("REF");
  staged->excludes(range)->excludes(base);
  range->excludes(base);
}

gate::Proposal propose(const gate::Session& session, const Selector& selector) {
  if (selector.staged) {
    return gate::propose_index(session, "");
  }
  if (!selector.base.empty()) {
    return gate::propose_range(session, selector.base + "..HEAD");
  }
  return selector.range.empty() ? gate::propose_default(session)
                                : gate::propose_range(session, selector.range);
}

int exit_code(core::Outcome outcome) {
  switch (outcome) {
    case core::Outcome::pass:
    case core::Outcome::warn:
      return 0;
    case core::Outcome::blocked:
      return 1;
    case core::Outcome::error:
      return 3;
  }
  return 3;
}

std::string fit_for_log(const util::Environment& environment, std::string_view text) {
  if (!util::variable(environment, "TF_BUILD").empty()) {
    return without_azure_commands(text);
  }
  if (text.empty() || util::variable(environment, "GITHUB_ACTIONS").empty()) {
    return std::string(text);
  }
  std::random_device source;
  const std::string token = fmt::format("{:08x}{:08x}{:08x}", source(), source(), source());
  return report::guard_workflow_commands(text, token);
}

void add_report_options(CLI::App& app, ReportOptions& options) {
  app.add_flag("--json", options.json, "the verdict as JSON (sallyport.verdict/1)");
  app.add_option("--format", options.formats, "report format; may be given several times")
      ->check(CLI::IsMember(format_names()))
      ->type_name("FORMAT")
      ->expected(1)
      ->take_all();
  app.add_option("--output", options.outputs, "file for the --format at the same place")
      ->type_name("FILE")
      ->expected(1)
      ->take_all();
}

void write_reports(const Invocation& invocation, const ReportOptions& options,
                   const core::Report& report) {
  std::vector<std::string> formats = options.formats;
  if (options.outputs.size() > formats.size()) {
    throw util::Error(util::ErrorKind::usage, "cannot write: more --output than --format",
                      "give each --output its --format, in the same order");
  }
  if (options.json || formats.empty()) {
    formats.emplace_back(options.json ? "json" : "text");
  }
  for (std::size_t i = 0; i < formats.size(); ++i) {
    const report::Format& format = format_named(formats[i]);
    if (i < options.outputs.size()) {
      util::write_output(options.outputs[i], format.render(report, {}));
    } else {
      const std::string shown = format.render(report, invocation.style_for(invocation.out));
      invocation.out.raw(format.name == "text" ? fit_for_log(invocation.environment, shown)
                                               : shown);
    }
  }
}

}  // namespace sallyport::cli

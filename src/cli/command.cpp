#include "cli/command.hpp"

#include "util/error.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <random>
#include <unistd.h>

namespace sallyport::cli {
namespace {

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
  return {git::Repository::open({directory, git_dir, environment}),
          {environment, attribution::ancestor_processes()},
          now,
          pin};
}

report::TextStyle Invocation::style_for(int descriptor) const {
  if (colour != "auto") {
    return {colour == "always"};
  }
  if (!util::variable(environment, "NO_COLOR").empty() ||
      util::variable(environment, "TERM") == "dumb") {
    return {};
  }
  const std::string forced = util::variable(environment, "CLICOLOR_FORCE");
  return {(!forced.empty() && forced != "0") || ::isatty(descriptor) == 1};
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

gate::Selection select(const gate::Session& session, const Selector& selector) {
  if (selector.staged) {
    return gate::select_staged(session, gate::landing_target(session, std::nullopt), "");
  }
  if (!selector.base.empty()) {
    return gate::select_range(session, selector.base + "..HEAD");
  }
  return selector.range.empty() ? gate::select_default(session)
                                : gate::select_range(session, selector.range);
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

void print(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
}

void print_error(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
}

}  // namespace sallyport::cli

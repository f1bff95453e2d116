#pragma once

#include "cli/streams.hpp"
#include "core/verdict/verdict.hpp"
#include "gate/judge.hpp"
#include "gate/session.hpp"
#include "report/report.hpp"

#include <CLI/App.hpp>
#include <array>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::cli {

/// What every command is given: the outside world and the global options.
struct Invocation : Surroundings, Streams {
  std::string directory = ".";
  std::string git_dir{};
  std::string colour = "auto";
  bool quiet = false;
  bool lazy_fetch = true;  ///< what a partial clone left out
  gate::PolicyPin pin{};
  std::function<int()> action{};  ///< set by the command that was named

  /// Opens the repository. Throws `util::Error` as `git::Repository::open` does.
  [[nodiscard]] gate::Session open_session() const;
  /// The same for a person's command, whose key, name and remotes are as git itself finds them.
  [[nodiscard]] gate::Session open_for_person() const;
  /// One line to standard output, unless `--quiet`.
  void say(std::string_view line) const;
  /// How text is drawn there (`--color`, NO_COLOR, CLICOLOR_FORCE, TERM).
  [[nodiscard]] report::TextStyle style_for(const Output& output) const;
};

/// The options of `app`, which live as long as it. Where it is the command that was named,
/// `function` is run with them.
template <typename Options>
Options& options_for(CLI::App& app, Invocation& invocation,
                     int (*function)(const Invocation&, const Options&)) {
  const auto options = std::make_shared<Options>();
  app.callback([&app, &invocation, options, function] {
    if (app.get_subcommands().empty()) {
      invocation.action = [&invocation, options, function] {
        return function(invocation, *options);
      };
    }
  });
  return *options;
}
struct NoOptions {};

/// Adds a command of a command; it takes the global options, too.
CLI::App& add_sub(CLI::App& app, const std::string& name, const std::string& summary);

/// What `check`, `status`, `explain`, `signoff` and `declare` are asked to judge.
struct Selector {
  bool staged = false;
  std::string range;
  std::string base;
};
void add_selector(CLI::App& app, Selector& selector);
gate::Proposal propose(const gate::Session& session, const Selector& selector);

/// In which formats an evaluation is to be shown, and where.
struct ReportOptions {
  bool json = false;
  std::vector<std::string> formats;
  std::vector<std::string> outputs;
};
void add_report_options(CLI::App& app, ReportOptions& options);

/// Writes one evaluation in every format that was asked for; text where none was. The n-th output
/// belongs to the n-th format; formats without one go to standard output. Throws `util::Error`
/// (usage) when there are more outputs than formats.
void write_reports(const Invocation& invocation, const ReportOptions& options,
                   const core::Report& report);

/// The bundled policy of that name. Throws `util::Error` (usage) with the nearest one.
const policy::BundledPolicy& require_bundled(const std::string& name);

/// The exit code for a verdict (cli.md).
int exit_code(core::Outcome outcome);

/// `text` as it may be printed: in a job of GitHub Actions, of what is like it, or of Azure
/// Pipelines nothing of it can be taken for a command to the runner.
std::string fit_for_log(const util::Environment& environment, std::string_view text);

void add_ci(CLI::App& app, Invocation& invocation);
void add_check(CLI::App& app, Invocation& invocation);
void add_completion(CLI::App& app, Invocation& invocation);
void add_declare(CLI::App& app, Invocation& invocation);
void add_doctor(CLI::App& app, Invocation& invocation);
void add_enroll(CLI::App& app, Invocation& invocation);
void add_explain(CLI::App& app, Invocation& invocation);
void add_hook(CLI::App& app, Invocation& invocation);
void add_import(CLI::App& app, Invocation& invocation);
void add_init(CLI::App& app, Invocation& invocation);
void add_install(CLI::App& app, Invocation& invocation);
void add_log(CLI::App& app, Invocation& invocation);
void add_policy(CLI::App& app, Invocation& invocation);
void add_revoke(CLI::App& app, Invocation& invocation);
void add_scan(CLI::App& app, Invocation& invocation);
void add_signoff(CLI::App& app, Invocation& invocation);
void add_status(CLI::App& app, Invocation& invocation);
void add_sync(CLI::App& app, Invocation& invocation);
void add_uninstall(CLI::App& app, Invocation& invocation);
void add_waive(CLI::App& app, Invocation& invocation);

/// A command: its name, what it does in one line, and how its options and action are set up.
struct Command {
  std::string_view name;
  std::string_view summary;
  void (*add)(CLI::App& app, Invocation& invocation);
};
inline constexpr std::array<Command, 20> k_commands{{
    {"init", "write .sallyport/policy.toml and .sallyport/allowed_signers", add_init},
    {"enroll", "add a person's signing key to the signers", add_enroll},
    {"install", "put the git hooks in place", add_install},
    {"uninstall", "remove the git hooks, restoring what was there", add_uninstall},
    {"hook", "judge from inside a git hook", add_hook},
    {"check", "judge a change and report", add_check},
    {"ci", "judge what a CI system was started for", add_ci},
    {"status", "show the open items, who signed, and the next command", add_status},
    {"explain", "show every piece of evidence and how it was weighed", add_explain},
    {"scan", "measure a whole history: AI share by month, tool and folder", add_scan},
    {"signoff", "record that you reviewed a change", add_signoff},
    {"import", "record a sign-off that was signed elsewhere", add_import},
    {"revoke", "take back a sign-off, a rejection or a waiver", add_revoke},
    {"waive", "let a change through without an item, for a few hours", add_waive},
    {"declare", "say who wrote commits that carry no marker", add_declare},
    {"log", "list the recorded sign-offs, newest first", add_log},
    {"sync", "exchange the sign-off log with the remote", add_sync},
    {"policy", "list, show, check, explain and test policies", add_policy},
    {"doctor", "examine hooks, keys, log and policy", add_doctor},
    {"completion", "print a shell completion script", add_completion},
}};

}  // namespace sallyport::cli

#pragma once

#include "core/verdict.hpp"
#include "gate/judge.hpp"
#include "gate/session.hpp"
#include "report/report.hpp"

#include <CLI/App.hpp>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::cli {

/// What every command is given: global options and the outside world, read once.
struct Invocation {
  std::string directory = ".";
  std::string git_dir;
  std::string colour = "auto";
  bool quiet = false;
  gate::PolicyPin pin;
  util::Environment environment;
  util::Time now;
  std::string program;          ///< absolute path of this binary
  std::function<int()> action;  ///< set by the command that was named

  /// Opens the repository. Throws `util::Error` as `git::Repository::open` does.
  [[nodiscard]] gate::Session open_session() const;
  /// Style for a stream that is a terminal or not (`--color`, NO_COLOR, CLICOLOR_FORCE, TERM).
  [[nodiscard]] report::TextStyle style_for(int descriptor) const;
};

/// A command: its name, what it does in one line, and how its options and action are set up.
struct Command {
  std::string_view name;
  std::string_view summary;
  void (*add)(CLI::App& app, Invocation& invocation);
};
std::span<const Command> commands();

/// What `check`, `status`, `explain`, `signoff` and `declare` are asked to judge.
struct Selector {
  bool staged = false;
  std::string range;
  std::string base;
};
void add_selector(CLI::App& app, Selector& selector);
gate::Selection select(const gate::Session& session, const Selector& selector);

/// The bundled policy of that name. Throws `util::Error` (usage) with the nearest one.
const policy::BundledPolicy& require_bundled(const std::string& name);

/// The exit code for a verdict (cli.md).
int exit_code(core::Outcome outcome);

/// `text` as it may be printed: in a job of GitHub Actions, of what is like it, or of Azure
/// Pipelines nothing of it can be taken for a command to the runner.
std::string fit_for_log(const util::Environment& environment, std::string_view text);

void print(std::string_view text);        ///< to standard output
void print_error(std::string_view text);  ///< to standard error

void add_ci(CLI::App& app, Invocation& invocation);
void add_check(CLI::App& app, Invocation& invocation);
void add_completion(CLI::App& app, Invocation& invocation);
void add_declare(CLI::App& app, Invocation& invocation);
void add_doctor(CLI::App& app, Invocation& invocation);
void add_enroll(CLI::App& app, Invocation& invocation);
void add_explain(CLI::App& app, Invocation& invocation);
void add_hook(CLI::App& app, Invocation& invocation);
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

}  // namespace sallyport::cli

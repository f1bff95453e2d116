#include "cli/run.hpp"

#include "cli/command.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>
#include <chrono>
#include <cstdio>
#include <filesystem>

namespace sallyport::cli {
namespace {

constexpr int k_usage = 2;
constexpr int k_unavailable = 3;

constexpr std::array<Command, 19> k_commands{{
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
    {"revoke", "take back a sign-off, a rejection or a waiver", add_revoke},
    {"waive", "let a change through without an item, for a few hours", add_waive},
    {"declare", "say who wrote commits that carry no marker", add_declare},
    {"log", "list the recorded sign-offs, newest first", add_log},
    {"sync", "exchange the sign-off log with the remote", add_sync},
    {"policy", "list, show, check, explain and test policies", add_policy},
    {"doctor", "examine hooks, keys, log and policy", add_doctor},
    {"completion", "print a shell completion script", add_completion},
}};

int code_of(util::ErrorKind kind) {
  switch (kind) {
    case util::ErrorKind::refused:
      return 1;
    case util::ErrorKind::usage:
      return k_usage;
    case util::ErrorKind::unavailable:
      return k_unavailable;
  }
  return k_unavailable;
}

/// Control sequences of a hostile repository never reach the terminal; the lines stay lines.
std::string printable_lines(std::string_view text) {
  std::string lines;
  for (const std::string_view line : util::split_lines(text)) {
    lines += (lines.empty() ? "" : "\n") + util::printable(line);
  }
  return lines;
}

int report_error(const util::Error& error) {
  std::string text = fmt::format("sallyport: {}\n", printable_lines(error.what()));
  if (!error.hint.empty()) {
    text += fmt::format("hint: {}\n", printable_lines(error.hint));
  }
  print_error(fit_for_log(util::current_environment(), text));
  return code_of(error.kind);
}

std::string own_path(const char* name) {
  std::error_code error;
  const auto path = std::filesystem::read_symlink("/proc/self/exe", error);
  return error ? std::string(name) : path.string();
}

void add_globals(CLI::App& app, Invocation& invocation) {
  app.add_option("-C", invocation.directory, "run as if started in DIR")->type_name("DIR");
  app.add_option("--git-dir", invocation.git_dir, "the repository's git folder")->type_name("DIR");
  app.add_option("--color", invocation.colour, "auto, always or never")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->type_name("WHEN");
  app.add_flag("--quiet,-q", invocation.quiet, "print nothing but errors and what was asked for");
  app.add_option("--policy", invocation.pin.policy_file, "policy file to judge by; needs --signers")
      ->type_name("FILE");
  app.add_option("--signers", invocation.pin.signers_file, "allowed_signers that go with --policy")
      ->type_name("FILE");
  app.add_option("--policy-ref", invocation.pin.policy_ref,
                 "commit to take policy and signers from")
      ->type_name("REF");
}

/// The word that was meant to be a command; empty when there is none.
std::string first_word(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    std::string word = argv[i];
    if (!word.starts_with('-')) {
      return word;
    }
    const bool takes_value = word == "-C" || word == "--git-dir" || word == "--color" ||
                             word == "--policy" || word == "--signers" || word == "--policy-ref";
    i += takes_value ? 1 : 0;
  }
  return "";
}

int report_parse_error(const CLI::ParseError& error, int argc, char** argv) {
  std::vector<std::string> names;
  names.reserve(k_commands.size());
  for (const Command& command : k_commands) {
    names.emplace_back(command.name);
  }
  const std::string word = first_word(argc, argv);
  const bool unknown = !word.empty() && std::find(names.begin(), names.end(), word) == names.end();
  if (!unknown) {
    print_error(fmt::format("sallyport: {}\nhint: sallyport {}--help\n",
                            util::printable(error.what()), word.empty() ? "" : word + " "));
    return k_usage;
  }
  const std::string near = util::nearest(word, names);
  print_error(fmt::format("sallyport: there is no command '{}'\nhint: {}\n", util::printable(word),
                          near.empty() ? "sallyport --help" : "did you mean: sallyport " + near));
  return k_usage;
}

std::unique_ptr<CLI::App> make_app(Invocation& invocation) {
  auto app = std::make_unique<CLI::App>(
      "sallyport: nothing large that an AI wrote lands until humans have answered for it",
      "sallyport");
  app->set_version_flag("--version", "sallyport " SALLYPORT_VERSION);
  app->set_help_flag("-h,--help", "print this help");
  app->require_subcommand(1);
  add_globals(*app, invocation);
  for (const Command& command : k_commands) {
    CLI::App* sub = app->add_subcommand(std::string(command.name), std::string(command.summary));
    sub->fallthrough();
    command.add(*sub, invocation);
  }
  return app;
}

int dispatch(int argc, char** argv) {
  Invocation invocation;
  invocation.environment = util::current_environment();
  invocation.now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  invocation.program = own_path(argv[0]);
  const auto app = make_app(invocation);
  try {
    app->parse(argc, argv);
  } catch (const CLI::Success& asked_for_help) {
    return app->exit(asked_for_help);
  } catch (const CLI::ParseError& error) {
    return report_parse_error(error, argc, argv);
  }
  return invocation.action();
}

}  // namespace

std::span<const Command> commands() {
  return k_commands;
}

int run(int argc, char** argv) {
  try {
    return dispatch(argc, argv);
  } catch (const util::Error& error) {
    return report_error(error);
  } catch (const std::bad_alloc&) {
    return report_error({util::ErrorKind::unavailable, "cannot go on: out of memory"});
  } catch (const std::exception& error) {
    return report_error({util::ErrorKind::unavailable,
                         fmt::format("cannot go on: {}", error.what()),
                         "this is a defect of sallyport; please report it with the command"});
  }
}

}  // namespace sallyport::cli

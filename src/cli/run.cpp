#include "cli/run.hpp"

#include "cli/built_from.hpp"
#include "cli/command.hpp"
#include "git/repository.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <set>
#include <system_error>

namespace sallyport::cli {
namespace {

constexpr int k_usage = 2;
constexpr int k_unavailable = 3;

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

std::string as_lines(const std::string& text) {
  return text.ends_with('\n') ? text : text + '\n';
}

int report_error(const Invocation& invocation, const util::Error& error) {
  std::string text = as_lines(fmt::format("sallyport: {}", error.what()));
  if (!error.hint.empty()) {
    text += as_lines("hint: " + error.hint);
  }
  invocation.err.text(fit_for_log(invocation.environment, text));
  return code_of(error.kind);
}

void add_globals(CLI::App& app, Invocation& invocation) {
  app.add_option("-C", invocation.directory, "run as if started in DIR")->type_name("DIR");
  app.add_option("--git-dir", invocation.git_dir, "the repository's git folder")->type_name("DIR");
  app.add_option("--color", invocation.colour, "auto, always or never")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->type_name("WHEN");
  app.add_flag("--quiet,-q", invocation.quiet, "print nothing but errors and what was asked for");
  app.add_flag("!--no-lazy-fetch", invocation.lazy_fetch,
               "in a partial clone, do not fetch what was left out");
  app.add_option("--policy", invocation.pin.policy,
                 "policy to judge by: a file, or the name of a bundled one, such as standard")
      ->type_name("POLICY");
  app.add_option("--signers", invocation.pin.signers_file, "allowed_signers that go with --policy")
      ->type_name("FILE");
  app.add_option("--policy-ref", invocation.pin.policy_ref,
                 "commit to take policy and signers from")
      ->type_name("REF");
}

/// The word that was meant to be a command; empty when there is none.
std::string first_word(const std::vector<std::string>& arguments) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    if (!word.starts_with('-')) {
      return word;
    }
    const bool takes_value = word == "-C" || word == "--git-dir" || word == "--color" ||
                             word == "--policy" || word == "--signers" || word == "--policy-ref";
    i += takes_value ? 1 : 0;
  }
  return "";
}

int report_parse_error(const Output& err, const CLI::ParseError& error,
                       const std::vector<std::string>& arguments) {
  std::vector<std::string> names;
  names.reserve(k_commands.size());
  for (const Command& command : k_commands) {
    names.emplace_back(command.name);
  }
  const std::string word = first_word(arguments);
  const bool unknown = !word.empty() && std::find(names.begin(), names.end(), word) == names.end();
  if (!unknown) {
    err.line(fmt::format("sallyport: {}", error.what()));
    err.line(fmt::format("hint: sallyport {}--help", word.empty() ? "" : word + " "));
    return k_usage;
  }
  const std::string near = util::nearest(word, names);
  err.line(fmt::format("sallyport: there is no command '{}'", word));
  err.line("hint: " + (near.empty() ? "sallyport --help" : "did you mean: sallyport " + near));
  return k_usage;
}

/// The help of CLI11, which lists the options that exclude each other by where they lie in memory.
class Help : public CLI::Formatter {
 public:
  std::string make_option_opts(const CLI::Option* option) const override {
    std::string text = CLI::Formatter::make_option_opts(option);
    std::set<std::string> names;
    for (const CLI::Option* excluded : option->get_excludes()) {
      names.insert(excluded->get_name());
    }
    constexpr std::string_view k_excludes = " Excludes:";
    if (!names.empty()) {
      text.resize(text.find(k_excludes) + k_excludes.size());
      text += fmt::format(" {}", fmt::join(names, " "));
    }
    return text;
  }
};

/// Program, commit and the library that decides what can be read.
std::string version() {
  const std::string library = fmt::format("libgit2 {}", git::libgit2_version());
  return fmt::format("sallyport " SALLYPORT_VERSION " ({})",
                     k_commit.empty() ? library : fmt::format("{}, {}", k_commit, library));
}

std::unique_ptr<CLI::App> make_app(Invocation& invocation) {
  auto app = std::make_unique<CLI::App>(
      "sallyport: nothing large that an AI wrote lands until humans have answered for it",
      "sallyport");
  app->formatter(std::make_shared<Help>());
  app->set_version_flag("--version", version());
  app->set_help_flag("-h,--help", "print this help");
  app->require_subcommand(1);
  add_globals(*app, invocation);
  for (const Command& command : k_commands) {
    command.add(add_sub(*app, std::string(command.name), std::string(command.summary)), invocation);
  }
  return app;
}

int dispatch(Invocation& invocation, const std::vector<std::string>& arguments) {
  const auto app = make_app(invocation);
  try {
    app->parse(std::vector<std::string>{arguments.rbegin(), arguments.rend()});
  } catch (const CLI::Success& asked_for_help) {
    return app->exit(asked_for_help, invocation.out.stream, invocation.err.stream);
  } catch (const CLI::ParseError& error) {
    return report_parse_error(invocation.err, error, arguments);
  }
  const int code = invocation.action();
  if (code == 0 && !invocation.out.stream.flush()) {
    throw util::Error(util::ErrorKind::unavailable, "cannot write to standard output",
                      "run it again where what it prints can go; what it did is done");
  }
  return code;
}

}  // namespace

int run(const std::vector<std::string>& arguments, const Surroundings& surroundings,
        const Streams& streams) {
  Invocation invocation{surroundings, streams};
  try {
    return dispatch(invocation, arguments);
  } catch (const util::Error& error) {
    return report_error(invocation, error);
  } catch (const std::bad_alloc&) {
    return report_error(invocation, {util::ErrorKind::unavailable, "cannot go on: out of memory",
                                     "what memory there is: free -h; ulimit -v"});
  } catch (const std::system_error& error) {
    const std::string what = fmt::format("cannot go on: {}", error.what());
    return report_error(invocation, {util::ErrorKind::unavailable, what});
  } catch (const std::exception& error) {
    return report_error(
        invocation, {util::ErrorKind::unavailable, fmt::format("cannot go on: {}", error.what()),
                     "this is a defect of sallyport; please report it with the command"});
  }
}

}  // namespace sallyport::cli

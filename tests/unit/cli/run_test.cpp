#include "cli/run.hpp"

#include "cli/command.hpp"
#include "git/repository.hpp"
#include "in_process.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace sallyport::cli::test::run_test {
namespace {

using Words = std::vector<std::string>;

/// A run outside every repository, with nothing in its environment.
Ran run_alone(const Words& arguments) {
  return run_with({}, arguments);
}

TEST_CASE("the version is printed") {
  const Ran ran = run_alone({"--version"});
  CHECK(ran.status == 0);
  CHECK(ran.out == "sallyport " SALLYPORT_VERSION " (libgit2 " + git::libgit2_version() + ")\n");
  CHECK(ran.err.empty());
}

TEST_CASE("the help names every command with what it does") {
  const Ran ran = run_alone({"--help"});
  CHECK(ran.status == 0);
  CHECK(ran.err.empty());
  for (const Command& command : k_commands) {
    CAPTURE(command.name);
    CHECK(contains(ran.out, "\n  " + std::string(command.name) + " "));
    CHECK(contains(ran.out, std::string(command.summary)));
  }
}

TEST_CASE("every command has a help of its own") {
  for (const Command& command : k_commands) {
    const std::string name(command.name);
    CAPTURE(name);
    const Ran ran = run_alone({name, "--help"});
    CHECK(ran.status == 0);
    CHECK(contains(ran.out, std::string(command.summary)));
    CHECK(contains(ran.out, "Usage: sallyport " + name));
    CHECK(ran.err.empty());
    CHECK(run_alone({name, "-h"}).out == ran.out);
  }
}

TEST_CASE("every command of a command has a help of its own") {
  const auto words = GENERATE(Words{"ci", "import"}, Words{"log", "purge"}, Words{"policy", "list"},
                              Words{"policy", "show"}, Words{"policy", "check"},
                              Words{"policy", "test"}, Words{"policy", "explain"});
  const Ran ran = run_alone({words[0], words[1], "--help"});
  CAPTURE(words);
  CHECK(ran.status == 0);
  CHECK(contains(ran.out, "Usage: sallyport " + words[0] + " " + words[1]));
}

std::string formats() {
  std::vector<std::string> names;
  for (const report::Format& format : report::k_formats) {
    names.emplace_back(format.name);
  }
  return util::join(names, ",");
}

/// A command line that cannot be understood, and what is said of it.
struct Wrong {
  Words arguments;
  std::string message;
  std::string hint;
};

TEST_CASE("a wrong command line is exit 2 with a message and a hint, and nothing on the output") {
  const auto wrong = GENERATE(values<Wrong>({
      {{}, "A subcommand is required", "sallyport --help"},
      {{"--quiet"}, "A subcommand is required", "sallyport --help"},
      {{"policy"}, "A subcommand is required", "sallyport policy --help"},
      {{"policy", "shw"}, "A subcommand is required", "sallyport policy --help"},
      {{"chek"}, "there is no command 'chek'", "did you mean: sallyport check"},
      {{"frobnicate"}, "there is no command 'frobnicate'", "sallyport --help"},
      {{"-C", "/nowhere", "chek"}, "there is no command 'chek'", "did you mean: sallyport check"},
      {{"-C", "/nowhere", "check"},
       "cannot find a git repository at '/nowhere' or above it",
       "cd into a repository, or name it with -C DIR"},
      {{"-C"}, "-C: 1 required DIR missing", "sallyport --help"},
      {{"--color", "sometimes", "check"},
       "--color: sometimes not in {auto,always,never}",
       "sallyport check --help"},
      {{"check", "--stagd"},
       "The following argument was not expected: --stagd",
       "sallyport check --help"},
      {{"check", "extra"},
       "The following argument was not expected: extra",
       "sallyport check --help"},
      {{"status", "--format", "json"},
       "The following arguments were not expected: json --format",
       "sallyport status --help"},
      {{"scan", "a", "b"}, "The following argument was not expected: b", "sallyport scan --help"},
      {{"check", "--staged", "--range", "a..b"},
       "--staged excludes --range",
       "sallyport check --help"},
      {{"check", "--staged", "--base", "b"}, "--staged excludes --base", "sallyport check --help"},
      {{"check", "--range", "a..b", "--base", "b"},
       "--range excludes --base",
       "sallyport check --help"},
      {{"check", "--format", "foo"},
       "--format: foo not in {" + formats() + "}",
       "sallyport check --help"},
      {{"log", "--format", "xml"}, "--format: xml not in {text,json,dsse}", "sallyport log --help"},
      {{"log", "purge"}, "id is required", "sallyport log --help"},
      {{"signoff", "--delta", "--reject"}, "--delta excludes --reject", "sallyport signoff --help"},
      {{"waive"}, "item is required", "sallyport waive --help"},
      {{"waive", "security", "--reason", "r"}, "--ticket is required", "sallyport waive --help"},
      {{"revoke"}, "record is required", "sallyport revoke --help"},
      {{"revoke", "x"}, "--reason is required", "sallyport revoke --help"},
      {{"declare"}, "origin is required", "sallyport declare --help"},
      {{"declare", "robot"}, "origin: robot not in {human,ai}", "sallyport declare --help"},
      {{"declare", "human", "--tool", "cursor"},
       "cannot declare a tool for lines that people wrote",
       "leave --tool out, or: sallyport declare ai --tool ID"},
      {{"completion"}, "shell is required", "sallyport completion --help"},
      {{"completion", "tcsh"}, "shell: tcsh not in {bash,zsh,fish}", "sallyport completion --help"},
  }));
  CAPTURE(wrong.arguments);
  const Ran ran = run_alone(wrong.arguments);
  CHECK(ran.status == 2);
  CHECK(ran.out.empty());
  CHECK(ran.err == "sallyport: " + wrong.message + "\nhint: " + wrong.hint + "\n");
}

TEST_CASE("what was typed is shown escaped") {
  CHECK(run_alone({"ch\x1b[31mk\n"}).err ==
        "sallyport: there is no command 'ch\\x1b[31mk\\x0a'\nhint: sallyport --help\n");
  CHECK(is_displayable(run_alone({"check", "--x\x1b[2J"}).err));
}

TEST_CASE("completions know every command and option") {
  const auto shell = GENERATE(as<std::string>{}, "bash", "zsh", "fish");
  const Ran ran = run_alone({"completion", shell});
  CHECK(ran.status == 0);
  CHECK(ran.err.empty());
  for (const Command& command : k_commands) {
    CHECK(contains(ran.out, std::string(command.name)));
  }
  for (const std::string option : {"--staged", "--assume", "--with-subjects", "import", "purge"}) {
    CHECK(contains(ran.out, option));
  }
}

}  // namespace
}  // namespace sallyport::cli::test::run_test

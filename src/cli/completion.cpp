#include "cli/command.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

namespace sallyport::cli {
namespace {

/// The options of a command with their leading dashes, blank between them.
std::string option_words(const CLI::App& app) {
  std::vector<std::string> words;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) {
      words.push_back("--" + name);
    }
  }
  return util::join(words, " ");
}

/// What follows a command: its options and its own sub-commands.
std::string words_after(const CLI::App& app) {
  std::string words = option_words(app);
  for (const CLI::App* sub : app.get_subcommands({})) {
    words += " " + sub->get_name();
  }
  return words;
}

std::string command_names(const CLI::App& root) {
  std::vector<std::string> names;
  for (const CLI::App* sub : root.get_subcommands({})) {
    names.push_back(sub->get_name());
  }
  return util::join(names, " ");
}

std::string bash_script(const CLI::App& root) {
  std::string cases;
  for (const CLI::App* sub : root.get_subcommands({})) {
    cases += fmt::format("    {}) words=\"{}\" ;;\n", sub->get_name(), words_after(*sub));
  }
  return fmt::format(
      "_sallyport() {{\n"
      "  local words=\"{} {}\" word\n"
      "  for word in \"${{COMP_WORDS[@]:1:COMP_CWORD-1}}\"; do\n"
      "    case \"$word\" in\n{}    esac\n"
      "  done\n"
      "  mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"${{COMP_WORDS[COMP_CWORD]}}\")\n"
      "}}\n"
      "complete -o default -F _sallyport sallyport git-sallyport\n",
      command_names(root), option_words(root), cases);
}

std::string zsh_script(const CLI::App& root) {
  std::string commands;
  std::string cases;
  for (const CLI::App* sub : root.get_subcommands({})) {
    commands += fmt::format("    '{}:{}'\n", sub->get_name(), sub->get_description());
    cases += fmt::format("    {}) compadd -- {} ;;\n", sub->get_name(), words_after(*sub));
  }
  return fmt::format(
      "#compdef sallyport git-sallyport\n"
      "_sallyport() {{\n"
      "  local -a commands=(\n{}  )\n"
      "  if (( CURRENT == 2 )); then\n"
      "    _describe command commands\n"
      "    compadd -- {}\n"
      "    return\n"
      "  fi\n"
      "  case \"$words[2]\" in\n{}  esac\n"
      "  _default\n"
      "}}\n"
      "compdef _sallyport sallyport git-sallyport\n",
      commands, option_words(root), cases);
}

std::string fish_script(const CLI::App& root) {
  std::string script = "complete -c sallyport -f\n";
  for (const CLI::App* sub : root.get_subcommands({})) {
    script += fmt::format("complete -c sallyport -n __fish_use_subcommand -a {} -d '{}'\n",
                          sub->get_name(), sub->get_description());
    for (const std::string& word : util::split(words_after(*sub), ' ')) {
      if (!word.empty()) {
        script += fmt::format("complete -c sallyport -n '__fish_seen_subcommand_from {}' -a '{}'\n",
                              sub->get_name(), word);
      }
    }
  }
  return script;
}

struct CompletionOptions {
  const CLI::App* root = nullptr;
  std::string shell;
};

int complete(const Invocation& invocation, const CompletionOptions& options) {
  const CLI::App& root = *options.root;
  invocation.out.raw(options.shell == "bash"  ? bash_script(root)
                     : options.shell == "zsh" ? zsh_script(root)
                                              : fish_script(root));
  return 0;
}

}  // namespace

void add_completion(CLI::App& app, Invocation& invocation) {
  CompletionOptions& options = options_for(app, invocation, complete);
  options.root = app.get_parent();
  app.add_option("shell", options.shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}))
      ->type_name("SHELL");
}

}  // namespace sallyport::cli

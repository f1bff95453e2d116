#include "setup/hook_config.hpp"

#include "setup/hook_files.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

namespace sallyport::setup {
namespace {

std::string option(ConfigFile file) {
  return file == ConfigFile::global ? "--global" : "--local";
}

std::optional<std::string> value_in(const git::Command& command, ConfigFile file,
                                    const std::string& key) {
  util::CommandResult result = git::run(command, {"config", option(file), "-z", "--get", key});
  if (result.status != 0) {
    return std::nullopt;
  }
  if (result.output.ends_with('\0')) {
    result.output.pop_back();
  }
  return result.output;
}

void set_value(const git::Command& command, ConfigFile file, const std::string& key,
               const std::string& value) {
  git_output(command, {"config", option(file), "--replace-all", key, value});
}

void unset_value(const git::Command& command, ConfigFile file, const std::string& key) {
  git_output(command, {"config", option(file), "--unset-all", key});
}

/// Puts a key back to what it was.
void restore_value(const git::Command& command, ConfigFile file, const std::string& key,
                   const std::optional<std::string>& before) {
  if (before) {
    set_value(command, file, key, *before);
  } else {
    unset_value(command, file, key);
  }
}

Step set_step(const git::Command& command, ConfigFile file, const std::string& key,
              const std::string& value) {
  const auto before = value_in(command, file, key);
  if (before == value) {
    return {.line = fmt::format("unchanged: {} ({})", key, option(file))};
  }
  return {fmt::format("set: {} ({})", key, option(file)),
          [=] { set_value(command, file, key, value); },
          [=] { restore_value(command, file, key, before); }};
}

std::vector<Step> unset_steps(const git::Command& command, ConfigFile file,
                              const std::string& key) {
  const auto before = value_in(command, file, key);
  if (!before) {
    return {};
  }
  return {{fmt::format("unset: {} ({})", key, option(file)),
           [=] { unset_value(command, file, key); },
           [=] { set_value(command, file, key, *before); }}};
}

}  // namespace

std::string hook_key(std::string_view hook, std::string_view variable) {
  return fmt::format("hook.sallyport-{}.{}", hook, variable);
}

std::string hook_command_line(std::string_view hook, const std::filesystem::path& binary) {
  // As hooks/hook.sh: an entry of PATH that is not absolute supplies nothing.
  constexpr std::string_view k_line =
      "sallyport={0}; [ -x \"$sallyport\" ] || sallyport=$(command -v sallyport); "
      "case $sallyport in /*) ;; *) "
      "{{ echo 'sallyport: cannot run the {1} hook: the program is neither at' {0} 'nor in PATH'; "
      "echo 'sallyport: refused, since nobody checked; your files and your index are as they "
      "were'; "
      "echo 'sallyport: to mend it, install sallyport again and run: sallyport install'; }} >&2; "
      "exit 1;; esac; \"$sallyport\" hook {1}";
  return fmt::format(k_line, shell_quote(binary.string()), hook);
}

std::optional<std::string> configured_command(const git::Command& command, ConfigFile file,
                                              std::string_view hook) {
  return value_in(command, file, hook_key(hook, "command"));
}

std::vector<Step> plan_hook_config(const git::Command& command, ConfigFile file,
                                   std::span<const std::string> hooks,
                                   const std::filesystem::path& binary) {
  std::vector<Step> steps;
  for (const std::string& hook : hooks) {
    // An event without a command is fatal to git, so the command goes first.
    steps.push_back(
        set_step(command, file, hook_key(hook, "command"), hook_command_line(hook, binary)));
    steps.push_back(set_step(command, file, hook_key(hook, "event"), hook));
  }
  return steps;
}

std::vector<Step> plan_hook_config_removal(const git::Command& command, ConfigFile file,
                                           std::span<const std::string> hooks) {
  std::vector<Step> steps;
  for (const std::string& hook : hooks) {
    append(steps, unset_steps(command, file, hook_key(hook, "event")));
    append(steps, unset_steps(command, file, hook_key(hook, "command")));
  }
  return steps;
}

}  // namespace sallyport::setup

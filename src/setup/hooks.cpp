#include "setup/hooks.hpp"

#include "setup/git_command.hpp"
#include "setup/hook_config.hpp"
#include "setup/hook_files.hpp"
#include "setup/hook_table.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sallyport::setup {
namespace {

namespace fs = std::filesystem;

using util::Error;
using util::ErrorKind;

void check_names(std::span<const std::string> hooks) {
  const std::vector<std::string> known = all_hooks();
  for (const std::string& hook : hooks) {
    if (std::ranges::find(known, hook) != known.end()) {
      continue;
    }
    const std::string near = util::nearest(hook, known);
    throw Error(ErrorKind::usage,
                util::say("cannot install hook '{}': there is no such hook", hook),
                near.empty() ? "the hooks are: " + util::join(known, ", ")
                             : fmt::format("did you mean '{}'?", near));
  }
}

std::vector<std::string> hooks_to_install(const git::Repository& repository,
                                          const InstallOptions& options) {
  check_names(options.hooks);
  if (!options.binary.is_absolute()) {
    throw Error(ErrorKind::usage,
                util::say("cannot install hooks that call '{}': the path is not absolute",
                          options.binary.string()));
  }
  if (!options.hooks.empty()) {
    return options.hooks;
  }
  if (repository.is_bare() && !options.global) {
    throw Error(ErrorKind::refused, "cannot install hooks: a bare repository makes no commits",
                "to gate what is pushed to it: sallyport install --hooks pre-receive");
  }
  return hooks_of(HookSide::clone);
}

Run run_of(const InstallOptions& options) {
  return options.dry_run ? Run::dry : Run::real;
}

/// Our own hook files wherever this repository may have them: in the folder in force, and in its
/// own.
std::vector<Step> plan_all_file_removals(const git::Repository& repository,
                                         const git::Command& command,
                                         std::span<const std::string> hooks) {
  const fs::path own = repository.common_dir() / "hooks";
  const fs::path in_force = hooks_folder(command);
  std::vector<Step> steps;
  if (!is_in_work_tree(repository, in_force)) {
    append(steps, plan_hook_file_removal(in_force, hooks));
  }
  if (!is_inside(in_force, own) || !is_inside(own, in_force)) {
    append(steps, plan_hook_file_removal(own, hooks));
  }
  return steps;
}

std::vector<Step> plan_by_files(const git::Repository& repository, const git::Command& command,
                                std::span<const std::string> hooks, const InstallOptions& options) {
  const fs::path folder = writable_hooks_folder(repository, command, hooks);
  std::vector<Step> steps{{.line = util::say("mechanism: hook files in {}", folder.string())}};
  append(steps, plan_hook_config_removal(command, ConfigFile::local, hooks));
  append(steps, plan_hook_files(folder, hooks, options.binary));
  return steps;
}

/// One mechanism only: hook files of ours make way, and what is configured for every repository is
/// not configured again.
std::vector<Step> plan_by_local_config(const git::Repository& repository,
                                       const git::Command& command,
                                       std::span<const std::string> hooks,
                                       const InstallOptions& options) {
  std::vector<Step> steps{
      {.line = "mechanism: configuration of this repository (hook.sallyport-*)"}};
  append(steps, plan_all_file_removals(repository, command, hooks));
  std::vector<std::string> wanted;
  for (const std::string& hook : hooks) {
    if (configured_command(command, ConfigFile::global, hook)) {
      steps.push_back(
          {.line = fmt::format("unchanged: {} is configured for all your repositories", hook)});
    } else {
      wanted.push_back(hook);
    }
  }
  append(steps, plan_hook_config(command, ConfigFile::local, wanted, options.binary));
  return steps;
}

std::vector<Step> plan_by_global_config(const git::Repository& repository,
                                        const git::Command& command,
                                        std::span<const std::string> hooks,
                                        const InstallOptions& options) {
  const Version version = git_version(command);
  if (version < k_config_hooks_version) {
    throw Error(
        ErrorKind::refused,
        fmt::format("cannot install hooks for all repositories: that needs git {}, this is {}",
                    to_string(k_config_hooks_version), to_string(version)),
        "in each repository: sallyport install");
  }
  std::vector<Step> steps{{.line = "mechanism: your own configuration (hook.sallyport-*)"}};
  append(steps, plan_all_file_removals(repository, command, hooks));
  append(steps, plan_hook_config_removal(command, ConfigFile::local, hooks));
  append(steps, plan_hook_config(command, ConfigFile::global, hooks, options.binary));
  return steps;
}

/// The manager that owns the hooks to install; those of a server belong to none.
std::optional<HookManager> owner_of(const git::Repository& repository,
                                    std::span<const std::string> hooks) {
  const auto work_dir = repository.work_dir();
  const std::vector<std::string> of_server = hooks_of(HookSide::server);
  const bool server_only = std::ranges::all_of(hooks, [&](const std::string& hook) {
    return std::ranges::find(of_server, hook) != of_server.end();
  });
  return work_dir && !server_only ? find_hook_manager(*work_dir) : std::nullopt;
}

Actions leave_to(const HookManager& manager) {
  if (!manager.calls_us()) {
    throw Error(ErrorKind::refused,
                fmt::format("cannot install hooks: {} owns them ('{}'), and would overwrite ours",
                            manager.name, manager.file),
                fmt::format("add this to '{}', then run: {}\n{}", manager.file,
                            manager.apply_command, manager.stanza));
  }
  return {fmt::format("unchanged: {} calls sallyport by '{}'", manager.name, manager.file),
          fmt::format("to put its hooks in place: {}", manager.apply_command)};
}

/// What stays behind after an uninstall, so that nobody is surprised.
std::vector<Step> plan_leftovers(const git::Repository& repository, const git::Command& command) {
  std::vector<Step> steps;
  const auto work_dir = repository.work_dir();
  const auto manager = work_dir ? find_hook_manager(*work_dir) : std::nullopt;
  if (manager && manager->calls_us()) {
    steps.push_back({.line = fmt::format("left: '{}' still calls sallyport", manager->file)});
  }
  if (configured_command(command, ConfigFile::global, "pre-commit")) {
    steps.push_back({.line = "left: the hooks of all your repositories; to remove them: sallyport "
                             "uninstall --global"});
  }
  if (work_dir && is_present(*work_dir / ".sallyport")) {
    steps.push_back({.line = "left: .sallyport and the recorded sign-offs"});
  }
  return steps;
}

}  // namespace

Actions install(const git::Repository& repository, const InstallOptions& options) {
  const std::vector<std::string> hooks = hooks_to_install(repository, options);
  const git::Command command = git_command(repository, options.environment);
  if (options.global) {
    return perform(plan_by_global_config(repository, command, hooks, options), run_of(options));
  }
  if (const auto manager = owner_of(repository, hooks)) {
    return leave_to(*manager);
  }
  const bool by_config = git_version(command) >= k_config_hooks_version;
  return perform(by_config ? plan_by_local_config(repository, command, hooks, options)
                           : plan_by_files(repository, command, hooks, options),
                 run_of(options));
}

Actions uninstall(const git::Repository& repository, const InstallOptions& options) {
  check_names(options.hooks);
  const std::vector<std::string> hooks = options.hooks.empty() ? all_hooks() : options.hooks;
  const git::Command command = git_command(repository, options.environment);
  std::vector<Step> steps;
  if (options.global) {
    append(steps, plan_hook_config_removal(command, ConfigFile::global, hooks));
  } else {
    append(steps, plan_all_file_removals(repository, command, hooks));
    append(steps, plan_hook_config_removal(command, ConfigFile::local, hooks));
  }
  if (steps.empty()) {
    steps.push_back({.line = "unchanged: no hook here is ours"});
  }
  if (!options.global) {
    append(steps, plan_leftovers(repository, command));
  }
  return perform(steps, run_of(options));
}

}  // namespace sallyport::setup

#include "setup/doctor.hpp"

#include "setup/hook_config.hpp"
#include "setup/hook_files.hpp"
#include "util/file.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string_view>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace sallyport::setup {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view k_install = "sallyport install";
constexpr std::size_t k_most_worktrees = 100;

bool is_executable_file(const fs::path& path) {
  std::error_code error;
  return fs::is_regular_file(path, error) && ::access(path.c_str(), X_OK) == 0;
}

/// Whether git would run a hook by configuration: the keys are there, and git is new enough.
bool runs_by_config(const Examined& examined, const std::string& hook) {
  return examined.version >= k_config_hooks_version &&
         setting(examined.command, hook_key(hook, "command"));
}

Finding examine_program(const Examined& examined, const std::string& hook,
                        const std::string& binary) {
  if (is_executable_file(binary)) {
    return good(util::say("{}: in place, calls {}", hook, binary));
  }
  const auto other = util::find_program("sallyport", examined.command.environment);
  if (!other) {
    return problem(
        util::say("{}: calls {}, which is not there: it blocks everything", hook, binary),
        "install sallyport again, then: sallyport install");
  }
  return note(util::say("{}: calls {}, which is not there; {} from PATH runs instead", hook, binary,
                        *other),
              k_install);
}

Finding examine_file(const Examined& examined, const std::string& hook) {
  const fs::path path = examined.folder / hook;
  if (!is_present(path)) {
    return problem(fmt::format("{}: not installed", hook), k_install);
  }
  if (!is_our_hook(path)) {
    return problem(util::say("{}: {} is not ours and does not run the gate", hook, path.string()),
                   k_install);
  }
  if (!is_executable_file(path)) {
    return problem(util::say("{}: {} is not executable, so git skips it", hook, path.string()),
                   "chmod +x " + shell_quote(path.string()));
  }
  const std::string text = util::read_file(path).value_or("");
  const std::string binary = baked_binary(text).value_or("");
  if (text != hook_text(hook, binary)) {
    return note(util::say("{}: {} is of another version", hook, path.string()), k_install);
  }
  return examine_program(examined, hook, binary);
}

/// In place by one mechanism, executable, ours, its program there.
Finding examine_hook(const Examined& examined, const std::string& hook) {
  const auto configured = setting(examined.command, hook_key(hook, "command"));
  const bool has_file = is_our_hook(examined.folder / hook);
  if (!configured || (examined.version < k_config_hooks_version && has_file)) {
    return examine_file(examined, hook);
  }
  if (examined.version < k_config_hooks_version) {
    return problem(fmt::format("{}: only configured, and this git ignores that silently", hook),
                   k_install);
  }
  if (has_file) {
    return problem(util::say("{}: runs twice, by configuration and by {}", hook,
                             (examined.folder / hook).string()),
                   k_install);
  }
  return examine_program(examined, hook,
                         baked_binary("\n" + configured->value + "\n").value_or(""));
}

Findings examine_lefthook(const HookManager& manager) {
  Findings findings;
  if (manager.text.find("use_stdin: true") == std::string::npos) {
    findings.push_back(problem("lefthook hands nothing to the pre-push job: it sees no refs",
                               fmt::format("add `use_stdin: true` to the sallyport job of pre-push "
                                           "in '{}'",
                                           manager.file)));
  }
  if (manager.text.find("assert_lefthook_installed: true") == std::string::npos) {
    findings.push_back(
        note("where lefthook itself is missing, everything passes",
             fmt::format("add `assert_lefthook_installed: true` to '{}'", manager.file)));
  }
  return findings;
}

/// The hook manager's own hooks, and what its configuration lacks.
Findings examine_manager(const Examined& examined, const HookManager& manager) {
  if (!manager.calls_us()) {
    return {problem(fmt::format("{} owns the hooks ('{}') and does not call sallyport",
                                manager.name, manager.file),
                    "`sallyport install` prints the lines to add")};
  }
  Findings findings = manager.name == "lefthook" ? examine_lefthook(manager) : Findings{};
  for (const std::string& hook : hooks_of_managers()) {
    const bool runs = is_executable_file(examined.folder / hook);
    findings.push_back(runs ? good(fmt::format("{}: in place, by {}", hook, manager.name))
                            : problem(fmt::format("{}: {} did not install it", hook, manager.name),
                                      manager.apply_command));
  }
  return findings;
}

Findings examine_hooks_of(const Examined& examined) {
  if (examined.manager) {
    return examine_manager(examined, *examined.manager);
  }
  Findings findings;
  for (const std::string& hook : examined.hooks) {
    findings.push_back(examine_hook(examined, hook));
  }
  return findings;
}

/// The roots of all worktrees, as git lists them.
std::vector<std::string> worktree_roots(const git::Command& command) {
  constexpr std::string_view k_prefix = "worktree ";
  const std::string listed = git_output(command, {"worktree", "list", "--porcelain"});
  std::vector<std::string> roots;
  for (const std::string_view line : util::split_lines(listed)) {
    if (line.starts_with(k_prefix)) {
      roots.emplace_back(line.substr(k_prefix.size()));
    }
  }
  return roots;
}

Finding examine_worktree(const Examined& examined, const std::string& root) {
  const fs::path folder = hooks_folder(git::command_in(root, examined.command.environment));
  const auto is_missing = [&](const std::string& hook) {
    const fs::path path = folder / hook;
    const bool runs = examined.manager ? is_present(path) : is_our_hook(path);
    return !runs && !runs_by_config(examined, hook);
  };
  const auto missing = std::ranges::find_if(examined.hooks, is_missing);
  if (missing == examined.hooks.end()) {
    return good(util::say("worktree {}: the hooks are found", root));
  }
  return problem(util::say("worktree {}: git looks in {} and finds no {} of ours", root,
                           folder.string(), *missing),
                 fmt::format("cd {} && sallyport install", shell_quote(root)));
}

/// Every other worktree: does git find our hooks there.
Findings examine_worktrees(const Examined& examined) {
  Findings findings;
  for (const std::string& root : worktree_roots(examined.command)) {
    std::error_code error;
    if (findings.size() == k_most_worktrees) {
      findings.push_back(
          note("the other worktrees were not looked at", "run sallyport doctor in them"));
      break;
    }
    if (!fs::exists(root, error)) {
      findings.push_back(note(util::say("worktree {}: gone", root), "git worktree prune"));
    } else if (!fs::equivalent(root, examined.command.directory, error)) {
      findings.push_back(examine_worktree(examined, root));
    }
  }
  return findings;
}

Examined examined_of(const git::Repository& repository, const InstallOptions& options) {
  const git::Command command = git_command(repository, options.environment);
  const HookSide side = repository.is_bare() ? HookSide::server : HookSide::clone;
  const auto work_dir = repository.work_dir();
  return {.command = command,
          .version = git_version(command),
          .folder = hooks_folder(command),
          .hooks = options.hooks.empty() ? hooks_of(side) : options.hooks,
          .manager = work_dir ? find_hook_manager(*work_dir) : std::nullopt};
}

}  // namespace

Finding good(std::string what) {
  return {Finding::Grade::good, std::move(what), {}};
}

Finding note(std::string what, std::string_view mend) {
  return {Finding::Grade::note, std::move(what), std::string(mend)};
}

Finding problem(std::string what, std::string_view mend) {
  return {Finding::Grade::problem, std::move(what), std::string(mend)};
}

Findings examine_hooks(const git::Repository& repository, const InstallOptions& options) {
  const Examined examined = examined_of(repository, options);
  Findings findings;
  for (Findings more :
       {examine_programs(examined), examine_hooks_of(examined), examine_worktrees(examined),
        examine_configuration(examined), examine_variables(options.environment)}) {
    std::ranges::move(more, std::back_inserter(findings));
  }
  return findings;
}

}  // namespace sallyport::setup

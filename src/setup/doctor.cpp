#include "setup/doctor.hpp"

#include "setup/hook_config.hpp"
#include "setup/hook_files.hpp"
#include "util/file.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <system_error>
#include <unistd.h>

namespace sallyport::setup {
namespace {

namespace fs = std::filesystem;

using Grade = Finding::Grade;

constexpr std::string_view k_install = "sallyport install";
constexpr std::size_t k_most_worktrees = 100;

std::string shown(const fs::path& path) {
  return util::printable(path.string());
}

bool is_executable_file(const fs::path& path) {
  std::error_code error;
  return fs::is_regular_file(path, error) && ::access(path.c_str(), X_OK) == 0;
}

Finding problem(std::string what, std::string_view mend) {
  return {Grade::problem, std::move(what), std::string(mend)};
}

/// Whether git would run a hook by configuration: the keys are there, and git is new enough.
bool runs_by_config(const Examined& examined, const std::string& hook) {
  return examined.version >= k_config_hooks_version &&
         setting(examined.command, hook_key(hook, "command"));
}

Finding examine_program(const Examined& examined, const std::string& hook,
                        const std::string& binary) {
  if (is_executable_file(binary)) {
    return {Grade::good, fmt::format("{}: in place, calls {}", hook, util::printable(binary)), {}};
  }
  const auto other = find_program("sallyport", variable(examined.command.environment, "PATH"));
  if (!other) {
    return problem(fmt::format("{}: calls {}, which is not there: it blocks everything", hook,
                               util::printable(binary)),
                   "install sallyport again, then: sallyport install");
  }
  return {Grade::note,
          fmt::format("{}: calls {}, which is not there; {} from PATH runs instead", hook,
                      util::printable(binary), shown(*other)),
          std::string(k_install)};
}

Finding examine_file(const Examined& examined, const std::string& hook) {
  const fs::path path = examined.folder / hook;
  if (!is_present(path)) {
    return problem(fmt::format("{}: not installed", hook), k_install);
  }
  if (!is_our_hook(path)) {
    return problem(fmt::format("{}: {} is not ours and does not run the gate", hook, shown(path)),
                   k_install);
  }
  if (!is_executable_file(path)) {
    return problem(fmt::format("{}: {} is not executable, so git skips it", hook, shown(path)),
                   "chmod +x " + shell_quote(path.string()));
  }
  const std::string text = util::read_file(path).value_or("");
  const std::string binary = baked_binary(text).value_or("");
  if (text != hook_text(hook, binary)) {
    return {Grade::note, fmt::format("{}: {} is of another version", hook, shown(path)),
            std::string(k_install)};
  }
  return examine_program(examined, hook, binary);
}

Finding examine_hook(const Examined& examined, const std::string& hook) {
  const auto configured = setting(examined.command, hook_key(hook, "command"));
  if (!configured) {
    return examine_file(examined, hook);
  }
  if (examined.version < k_config_hooks_version) {
    return is_our_hook(examined.folder / hook)
               ? examine_file(examined, hook)
               : problem(
                     fmt::format("{}: only configured, and this git ignores that silently", hook),
                     k_install);
  }
  if (is_our_hook(examined.folder / hook)) {
    return problem(fmt::format("{}: runs twice, by configuration and by {}", hook,
                               shown(examined.folder / hook)),
                   k_install);
  }
  return examine_program(examined, hook,
                         baked_binary("\n" + configured->value + "\n").value_or(""));
}

/// The roots of all worktrees, as git lists them.
std::vector<std::string> worktree_roots(const GitCommand& command) {
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
  const std::string name = util::printable(root);
  const fs::path folder = hooks_folder(in_worktree(examined.command, root));
  const auto is_missing = [&](const std::string& hook) {
    const fs::path path = folder / hook;
    const bool runs = examined.manager ? is_present(path) : is_our_hook(path);
    return !runs && !runs_by_config(examined, hook);
  };
  const auto missing = std::ranges::find_if(examined.hooks, is_missing);
  if (missing == examined.hooks.end()) {
    return {Grade::good, fmt::format("worktree {}: the hooks are found", name), {}};
  }
  return problem(fmt::format("worktree {}: git looks in {} and finds no {} of ours", name,
                             shown(folder), *missing),
                 fmt::format("cd {} && sallyport install", shell_quote(root)));
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
        {Grade::note, "where lefthook itself is missing, everything passes",
         fmt::format("add `assert_lefthook_installed: true` to '{}'", manager.file)});
  }
  return findings;
}

}  // namespace

Findings examine_each_hook(const Examined& examined) {
  Findings findings;
  for (const std::string& hook : examined.hooks) {
    findings.push_back(examine_hook(examined, hook));
  }
  return findings;
}

Findings examine_manager(const Examined& examined) {
  const HookManager& manager = *examined.manager;
  if (!manager.calls_us()) {
    return {problem(fmt::format("{} owns the hooks ('{}') and does not call sallyport",
                                manager.name, manager.file),
                    "`sallyport install` prints the lines to add")};
  }
  Findings findings = manager.name == "lefthook" ? examine_lefthook(manager) : Findings{};
  for (const std::string hook : {"pre-commit", "pre-push"}) {
    const bool runs = is_executable_file(examined.folder / hook);
    findings.push_back(
        runs ? Finding{Grade::good, fmt::format("{}: in place, by {}", hook, manager.name), {}}
             : problem(fmt::format("{}: {} did not install it", hook, manager.name),
                       manager.apply_command));
  }
  return findings;
}

Findings examine_worktrees(const Examined& examined) {
  const std::vector<std::string> roots = worktree_roots(examined.command);
  Findings findings;
  for (const std::string& root : roots) {
    std::error_code error;
    if (findings.size() == k_most_worktrees) {
      findings.push_back(
          {Grade::note, "the other worktrees were not looked at", "run sallyport doctor in them"});
      break;
    }
    if (!fs::exists(root, error)) {
      findings.push_back({Grade::note, fmt::format("worktree {}: gone", util::printable(root)),
                          "git worktree prune"});
    } else if (!fs::equivalent(root, examined.command.directory, error)) {
      findings.push_back(examine_worktree(examined, root));
    }
  }
  return findings;
}

std::vector<Finding> examine_hooks(const git::Repository& repository,
                                   const InstallOptions& options) {
  Examined examined{.command = git_command(repository, options.environment),
                    .version = {},
                    .folder = {},
                    .hooks = options.hooks,
                    .manager = std::nullopt};
  examined.version = git_version(examined.command);
  examined.folder = hooks_folder(examined.command);
  if (examined.hooks.empty() && repository.is_bare()) {
    examined.hooks = {"pre-receive"};
  } else if (examined.hooks.empty()) {
    examined.hooks = {default_hooks().begin(), default_hooks().end()};
  }
  if (const auto work_dir = repository.work_dir()) {
    examined.manager = find_hook_manager(*work_dir);
  }
  Findings findings = examine_programs(examined);
  const auto add = [&findings](Findings more) {
    std::ranges::move(more, std::back_inserter(findings));
  };
  add(examined.manager ? examine_manager(examined) : examine_each_hook(examined));
  add(examine_worktrees(examined));
  add(examine_configuration(examined));
  add(examine_variables(options.environment));
  return findings;
}

}  // namespace sallyport::setup

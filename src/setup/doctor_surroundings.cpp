#include "setup/doctor.hpp"
#include "setup/hook_config.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>
#include <system_error>
#include <unistd.h>

namespace sallyport::setup {
namespace {

constexpr Version k_oldest_git{2, 31};
constexpr Version k_oldest_openssh{8, 2};
/// What a program that was not started from a shell has.
constexpr std::string_view k_short_path = "/usr/bin:/bin";

bool is_in_short_path(std::string_view program) {
  return util::find_program(program, {{"PATH", std::string(k_short_path)}}).has_value();
}

Finding examine_git(const Examined& examined) {
  if (examined.version < k_oldest_git) {
    return problem(fmt::format("git {}: too old, {} is needed", to_string(examined.version),
                               to_string(k_oldest_git)),
                   "install a newer git");
  }
  return good(fmt::format("git {}", to_string(examined.version)));
}

/// ssh-keygen does not tell its version; ssh comes with it.
std::optional<Version> openssh_version(const util::Environment& environment) {
  const auto ssh = util::find_program("ssh", environment);
  return ssh ? parse_version(util::run_command(
                                 {.argv = {*ssh, "-V"}, .input = {}, .environment = environment})
                                 .errors)
             : std::nullopt;
}

Finding examine_openssh(const util::Environment& environment) {
  if (!util::find_program("ssh-keygen", environment)) {
    return problem("ssh-keygen is not in PATH: nothing can be signed or verified",
                   "install OpenSSH (apt install openssh-client)");
  }
  const auto version = openssh_version(environment);
  if (!version) {
    return note("the version of ssh-keygen cannot be told",
                fmt::format("see that it is {} or later", to_string(k_oldest_openssh)));
  }
  if (*version < k_oldest_openssh) {
    return problem(fmt::format("OpenSSH {}: too old to sign, {} is needed", to_string(*version),
                               to_string(k_oldest_openssh)),
                   "install a newer OpenSSH");
  }
  return good(fmt::format("OpenSSH {}", to_string(*version)));
}

/// What a graphical client would find. Hook files hold the program's full path; a manager's lines
/// do not.
Findings examine_reach(const Examined& examined) {
  Findings findings;
  if (examined.manager && !is_in_short_path("sallyport")) {
    findings.push_back(
        note(fmt::format("a graphical client with PATH={} does not find sallyport", k_short_path),
             fmt::format("write its full path in '{}'", examined.manager->file)));
  }
  for (const std::string_view program : {"git", "ssh-keygen"}) {
    if (!is_in_short_path(program)) {
      findings.push_back(note(
          fmt::format("a graphical client with PATH={} does not find {}", k_short_path, program),
          fmt::format("link {} into /usr/bin", program)));
    }
  }
  return findings;
}

Finding examine_hooks_path(const Setting& found) {
  const std::string what =
      util::say("core.hooksPath is '{}' ({}, {})", found.value, found.scope, found.origin);
  if (found.scope == "command") {
    return problem(what + ": the environment of this shell moves the hooks",
                   "unset GIT_CONFIG_COUNT GIT_CONFIG_PARAMETERS");
  }
  const bool is_shared = found.scope == "global" || found.scope == "system";
  return note(what + (is_shared ? ": shared by all repositories" : ""),
              fmt::format("git config --{} --unset core.hooksPath", found.scope));
}

bool is_false(const std::string& value) {
  constexpr std::array<std::string_view, 4> k_false{"false", "no", "off", "0"};
  return std::ranges::find(k_false, util::ascii_lower(value)) != k_false.end();
}

bool concerns_us(std::string_view key, const std::vector<std::string>& hooks) {
  return std::ranges::any_of(hooks, [key](const std::string& hook) {
    return key == fmt::format("hook.{}.enabled", hook) || key == hook_key(hook, "enabled");
  });
}

/// `hook.<name>.enabled = false`, which turns configured hooks off.
Findings examine_disabled(const Examined& examined) {
  const util::CommandResult listed = git::run(
      examined.command, {"config", "-z", "--show-scope", "--get-regexp", R"(^hook\..*\.enabled$)"});
  const std::vector<std::string> fields = util::split(listed.output, '\0');
  Findings findings;
  for (std::size_t index = 0; index + 1 < fields.size(); index += 2) {
    const std::string& entry = fields[index + 1];
    const auto newline = entry.find('\n');
    const std::string key = entry.substr(0, newline);
    if (newline != std::string::npos && concerns_us(key, examined.hooks) &&
        is_false(entry.substr(newline + 1))) {
      findings.push_back(problem(fmt::format("{} is false ({})", key, fields[index]),
                                 fmt::format("git config --{} --unset {}", fields[index], key)));
    }
  }
  return findings;
}

}  // namespace

Findings examine_programs(const Examined& examined) {
  Findings findings{examine_git(examined), examine_openssh(examined.command.environment)};
  if (::access("/bin/sh", X_OK) != 0) {
    findings.push_back(problem("/bin/sh is not there, and hooks need it", "install a POSIX shell"));
  }
  std::ranges::move(examine_reach(examined), std::back_inserter(findings));
  return findings;
}

Findings examine_configuration(const Examined& examined) {
  Findings findings = examine_disabled(examined);
  if (const auto hooks_path = setting(examined.command, "core.hooksPath")) {
    findings.push_back(examine_hooks_path(*hooks_path));
  }
  std::error_code error;
  if (!std::filesystem::is_directory(examined.folder, error)) {
    findings.push_back(
        note(util::say("the hooks folder {} does not exist", examined.folder.string()),
             "sallyport install"));
  }
  const auto advice = setting(examined.command, "advice.ignoredHook");
  if (advice && is_false(advice->value)) {
    findings.push_back(
        note("advice.ignoredHook is false: git does not say so when it skips "
             "a hook that is not executable",
             fmt::format("git config --{} --unset advice.ignoredHook", advice->scope)));
  }
  return findings;
}

Findings examine_variables(const util::Environment& environment) {
  std::vector<std::string> names;
  for (const ManagerKind& manager : hook_managers()) {
    names.insert(names.end(), manager.skipped_by.begin(), manager.skipped_by.end());
  }
  names.emplace_back("SALLYPORT_SKIP");
  Findings findings;
  for (const std::string& name : names) {
    if (environment.contains(name)) {
      findings.push_back(note(util::say("{} is set to '{}' in this shell: hooks may be skipped",
                                        name, util::variable(environment, name)),
                              fmt::format("unset {}", name)));
    }
  }
  return findings;
}

}  // namespace sallyport::setup

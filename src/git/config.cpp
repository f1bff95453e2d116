#include "git/command.hpp"
#include "git/objects/libgit2_types.hpp"
#include "git/repository.hpp"
#include "git/repository_state.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::git {
namespace {

namespace fs = std::filesystem;

struct ConfigFile {
  ConfigScope scope;
  git_config_level_t level;
  fs::path path;
};

bool is_true(std::string_view text) {
  const std::string value = util::ascii_lower(text);
  return value == "1" || value == "true" || value == "yes" || value == "on";
}

/// The value of `name` from the last of the files that has it.
std::optional<std::string> last_value(git_repository* repository,
                                      const std::vector<ConfigFile>& files,
                                      const std::string& name) {
  git_config* raw = nullptr;
  check(git_config_new(&raw), "read the configuration");
  const ConfigHandle config(raw);
  std::error_code error;
  for (const ConfigFile& file : files) {
    if (fs::exists(file.path, error)) {
      check(git_config_add_file_ondisk(raw, file.path.c_str(), file.level, repository, 0),
            "read the configuration");
    }
  }
  git_config_entry* entry = nullptr;
  const int code = git_config_get_entry(&entry, raw, name.c_str());
  if (code == GIT_ENOTFOUND) {
    return std::nullopt;
  }
  check(code, "read the configuration");
  const ConfigEntryHandle handle(entry);
  return entry->value == nullptr ? std::string() : std::string(entry->value);
}

/// A name as git compares it: section and key in lower case, what is between as it is.
std::string canonical(std::string_view name) {
  const std::size_t first = std::min(name.find('.'), name.size());
  const std::size_t last = std::max(std::min(name.rfind('.'), name.size()), first);
  return util::ascii_lower(name.substr(0, first)) + std::string(name.substr(first, last - first)) +
         util::ascii_lower(name.substr(last));
}

ConfigScope scope_named(std::string_view name) {
  if (name == "system") {
    return ConfigScope::system;
  }
  if (name == "local") {
    return ConfigScope::local;
  }
  return name == "worktree" ? ConfigScope::worktree : ConfigScope::global;
}

/// What `git config --list -z --show-scope` printed: scope NUL name LF value NUL. A name without a
/// value has no line feed.
std::vector<Setting> parse_settings(std::string_view output) {
  std::vector<Setting> settings;
  const auto fields = util::split(output, '\0');
  for (std::size_t i = 0; i + 1 < fields.size(); i += 2) {
    const std::string& text = fields[i + 1];
    const std::size_t end = std::min(text.find('\n'), text.size());
    settings.push_back(
        {scope_named(fields[i]), text.substr(0, end), text.substr(std::min(end + 1, text.size()))});
  }
  return settings;
}

std::optional<std::string> last_setting(const std::vector<Setting>& settings,
                                        const std::string& name, ConfigScope least_trusted) {
  const auto found = std::find_if(settings.rbegin(), settings.rend(), [&](const Setting& setting) {
    return setting.scope <= least_trusted && setting.name == name;
  });
  return found == settings.rend() ? std::nullopt : std::optional(found->value);
}

}  // namespace

void Repository::load_config() {
  const util::CommandResult listed =
      run(command_for(*this, state_->environment), {"config", "--list", "-z", "--show-scope"});
  if (listed.status != 0) {
    throw util::Error(util::ErrorKind::unavailable,
                      util::say("cannot read git's configuration: {}", one_line(listed.errors)),
                      "git config --list --show-origin");
  }
  state_->settings = parse_settings(listed.output);
}

std::optional<std::string> Repository::config(std::string_view name,
                                              ConfigScope least_trusted) const {
  if (state_->settings) {
    return last_setting(*state_->settings, canonical(name), least_trusted);
  }
  std::vector<ConfigFile> files;
  if (!is_true(util::variable(state_->environment, "GIT_CONFIG_NOSYSTEM"))) {
    const std::string system = util::variable(state_->environment, "GIT_CONFIG_SYSTEM");
    files.push_back({ConfigScope::system, GIT_CONFIG_LEVEL_SYSTEM,
                     system.empty() ? fs::path("/etc/gitconfig") : fs::path(system)});
  }
  const fs::path home = util::variable(state_->environment, "HOME");
  const fs::path xdg = util::variable(state_->environment, "XDG_CONFIG_HOME");
  if (const std::string global = util::variable(state_->environment, "GIT_CONFIG_GLOBAL");
      !global.empty()) {
    files.push_back({ConfigScope::global, GIT_CONFIG_LEVEL_GLOBAL, global});
  } else if (!home.empty() || !xdg.empty()) {
    files.push_back({ConfigScope::global, GIT_CONFIG_LEVEL_XDG,
                     (xdg.empty() ? home / ".config" : xdg) / "git/config"});
    files.push_back({ConfigScope::global, GIT_CONFIG_LEVEL_GLOBAL, home / ".gitconfig"});
  }
  files.push_back({ConfigScope::local, GIT_CONFIG_LEVEL_LOCAL, common_dir() / "config"});
  if (least_trusted == ConfigScope::worktree && name != "extensions.worktreeconfig" &&
      is_true(config("extensions.worktreeconfig", ConfigScope::local).value_or(""))) {
    files.push_back({ConfigScope::worktree, GIT_CONFIG_LEVEL_APP, git_dir() / "config.worktree"});
  }
  std::erase_if(files, [&](const ConfigFile& file) { return file.scope > least_trusted; });
  return last_value(state_->repository.get(), files, std::string(name));
}

}  // namespace sallyport::git

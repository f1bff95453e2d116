#include "git/objects/libgit2_types.hpp"
#include "git/repository.hpp"
#include "git/repository_state.hpp"
#include "util/text.hpp"

#include <array>
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

}  // namespace

std::optional<std::string> Repository::config(std::string_view name,
                                              ConfigScope least_trusted) const {
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

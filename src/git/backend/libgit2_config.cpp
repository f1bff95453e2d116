#include "git/backend/libgit2_backend.hpp"
#include "util/text.hpp"

#include <string>
#include <string_view>
#include <system_error>
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

/// The files of the machine and the person.
std::vector<ConfigFile> outer_files(const util::Environment& environment) {
  std::vector<ConfigFile> files;
  if (!is_true(util::variable(environment, "GIT_CONFIG_NOSYSTEM"))) {
    const std::string system = util::variable(environment, "GIT_CONFIG_SYSTEM");
    files.push_back({ConfigScope::system, GIT_CONFIG_LEVEL_SYSTEM,
                     system.empty() ? fs::path("/etc/gitconfig") : fs::path(system)});
  }
  const fs::path home = util::variable(environment, "HOME");
  const fs::path xdg = util::variable(environment, "XDG_CONFIG_HOME");
  if (const std::string global = util::variable(environment, "GIT_CONFIG_GLOBAL");
      !global.empty()) {
    files.push_back({ConfigScope::global, GIT_CONFIG_LEVEL_GLOBAL, global});
  } else if (!home.empty() || !xdg.empty()) {
    files.push_back({ConfigScope::global, GIT_CONFIG_LEVEL_XDG,
                     (xdg.empty() ? home / ".config" : xdg) / "git/config"});
    files.push_back({ConfigScope::global, GIT_CONFIG_LEVEL_GLOBAL, home / ".gitconfig"});
  }
  return files;
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

std::optional<std::string> Libgit2Backend::setting(const std::string& name,
                                                   ConfigScope least_trusted) {
  std::vector<ConfigFile> files = outer_files(environment_);
  files.push_back({ConfigScope::local, GIT_CONFIG_LEVEL_LOCAL, layout_.common_dir / "config"});
  if (least_trusted == ConfigScope::worktree && name != "extensions.worktreeconfig" &&
      is_true(setting("extensions.worktreeconfig", ConfigScope::local).value_or(""))) {
    files.push_back(
        {ConfigScope::worktree, GIT_CONFIG_LEVEL_APP, layout_.git_dir / "config.worktree"});
  }
  std::erase_if(files, [&](const ConfigFile& file) { return file.scope > least_trusted; });
  return last_value(repository_.get(), files, name);
}

std::vector<std::string> Libgit2Backend::promisors() {
  git_config* raw = nullptr;
  check(git_repository_config_snapshot(&raw, repository_.get()),
        "read the repository's configuration");
  const ConfigHandle config(raw);
  std::vector<std::string> names;
  const auto add = [](const git_config_entry* entry, void* payload) {
    if (const auto name = promisor_in(entry->name, entry->value == nullptr ? "" : entry->value)) {
      static_cast<std::vector<std::string>*>(payload)->push_back(*name);
    }
    return 0;
  };
  check(git_config_foreach(raw, add, &names), "read the configuration");
  return names;
}

}  // namespace sallyport::git

#include "git/backend/by_git.hpp"

#include "git/command.hpp"
#include "util/error.hpp"
#include "util/file.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <system_error>
#include <utility>

namespace sallyport::git {
namespace {

namespace fs = std::filesystem;
using util::Error;
using util::ErrorKind;

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

/// A name as git compares it: section and key in lower case, what is between as it is.
std::string canonical(std::string_view name) {
  const std::size_t first = std::min(name.find('.'), name.size());
  const std::size_t last = std::max(std::min(name.rfind('.'), name.size()), first);
  return util::ascii_lower(name.substr(0, first)) + std::string(name.substr(first, last - first)) +
         util::ascii_lower(name.substr(last));
}

/// Options of git under which no attribute decides how files are merged: where one names a driver,
/// they conflict. Git's own drivers can be named over, too.
std::vector<std::string> without_drivers(const std::vector<Setting>& settings) {
  std::vector<std::string> options{
      "-c", "core.attributesFile=/dev/null", "-c", "merge.default=text",
      "-c", "merge.renormalize=false",       "-c", "merge.union.driver=false"};
  for (const Setting& setting : settings) {
    if (setting.name.starts_with("merge.") && setting.name.ends_with(".driver")) {
      options.insert(options.end(), {"-c", setting.name + "=false"});
    }
  }
  return options;
}

[[noreturn]] void explain_index(const Command& command, const std::string& errors) {
  std::vector<std::string> paths;
  const util::CommandResult listed = run(command, {"ls-files", "--unmerged", "-z"});
  for (const std::string& line : util::split(listed.output, '\0')) {
    if (const std::size_t tab = line.find('\t'); tab != std::string::npos) {
      paths.push_back(line.substr(tab + 1));
    }
  }
  if (!paths.empty()) {
    refuse_unmerged(paths);
  }
  throw Error(ErrorKind::unavailable, util::say("cannot read the index: {}", one_line(errors)),
              "git status");
}

}  // namespace

Command command_storing(const Layout& layout, const util::Environment& environment,
                        const fs::path& store) {
  Command command = command_for(layout, environment);
  std::vector<std::string> alternates{layout.object_dir.string()};
  alternates.insert(alternates.end(), layout.alternates.begin(), layout.alternates.end());
  command.environment["GIT_OBJECT_DIRECTORY"] = store.string();
  command.environment["GIT_ALTERNATE_OBJECT_DIRECTORIES"] = util::join(alternates, ":");
  command.environment["GIT_NO_REPLACE_OBJECTS"] = "1";
  command.environment["GIT_NO_LAZY_FETCH"] = "1";
  return command;
}

std::vector<Setting> list_settings(const Layout& layout, const util::Environment& environment) {
  const util::CommandResult listed =
      run(command_for(layout, environment), {"config", "--list", "-z", "--show-scope"});
  if (listed.status != 0) {
    throw Error(ErrorKind::unavailable,
                util::say("cannot read git's configuration: {}", one_line(listed.errors)),
                "git config --list --show-origin");
  }
  return parse_settings(listed.output);
}

std::optional<std::string> last_setting(const std::vector<Setting>& settings,
                                        const std::string& name, ConfigScope least_trusted) {
  const auto found = std::find_if(settings.rbegin(), settings.rend(), [&](const Setting& setting) {
    return setting.scope <= least_trusted && setting.name == canonical(name);
  });
  return found == settings.rend() ? std::nullopt : std::optional(found->value);
}

core::Oid tree_of_index(const Layout& layout, const util::Environment& environment,
                        const fs::path& store) {
  const util::TemporaryFolder folder;
  const fs::path copy = folder.path() / "index";
  std::error_code ignored;
  if (fs::exists(layout.index_file, ignored)) {
    const auto index = util::read_file(layout.index_file, std::int64_t{4} << 30U);
    util::write_file(copy, index.value_or(""));  // a folder is no index
  }
  Command command = command_storing(layout, environment, store);
  command.environment["GIT_INDEX_FILE"] = copy.string();
  // What is missing is named when it is read.
  const util::CommandResult result = run(command, {"write-tree", "--missing-ok"});
  const auto tree = core::parse_oid(util::trim(result.output));
  if (result.status != 0 || !tree) {
    explain_index(command, result.errors);
  }
  return *tree;
}

Found<core::Oid> merge_by_git(const Layout& layout, const util::Environment& environment,
                              const fs::path& store, const std::pair<core::Oid, core::Oid>& commits,
                              const std::vector<Setting>& settings) {
  Command command = command_storing(layout, environment, store);
  command.environment.erase("GIT_WORK_TREE");
  if (util::variable(environment, "GIT_NO_LAZY_FETCH").empty()) {
    command.environment.erase("GIT_NO_LAZY_FETCH");
  }
  std::vector<std::string> arguments = without_drivers(settings);
  arguments.insert(arguments.end(),
                   {"merge-tree", "--write-tree", "--no-messages", "--allow-unrelated-histories",
                    core::to_hex(commits.first), core::to_hex(commits.second)});
  const util::CommandResult result = run(command, std::move(arguments));
  constexpr int k_conflict = 1;
  if (result.status == k_conflict) {
    return {};
  }
  return {core::parse_oid(util::trim(result.output)), one_line(result.errors)};
}

void fetch_promised(const Layout& layout, const util::Environment& environment,
                    const std::vector<std::string>& remotes, const std::vector<core::Oid>& ids) {
  constexpr std::chrono::minutes k_longest_silence{2};
  std::string input;
  for (const core::Oid& id : ids) {
    input += core::to_hex(id) + "\n";
  }
  std::string faults;
  for (const std::string& remote : remotes) {
    const util::CommandResult result =
        run_without_hooks(command_for(layout, environment),
                          {"-c", "fetch.negotiationAlgorithm=noop", "fetch", "--progress",
                           "--no-tags", "--no-write-fetch-head", "--recurse-submodules=no",
                           "--filter=blob:none", "--stdin", "--", remote},
                          input, {.silence = k_longest_silence});
    if (result.status == 0) {
      return;
    }
    faults += util::say(" '{}': {}", remote,
                        result.timed_out ? "no answer within 2 minutes" : one_line(result.errors));
  }
  throw Error(ErrorKind::unavailable,
              util::say("cannot fetch {} objects that were left out of this partial clone:{}",
                        ids.size(), faults),
              "git fetch --refetch --no-filter");
}

void refuse_unmerged(std::vector<std::string> paths) {
  std::sort(paths.begin(), paths.end());
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  for (std::string& path : paths) {
    path = util::quote_path(path);
  }
  throw Error(ErrorKind::refused,
              fmt::format("cannot commit: unmerged paths {}", util::join(paths, ", ")),
              "resolve the conflicts, then git add");
}

}  // namespace sallyport::git

#include "git/command.hpp"

#include "util/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace sallyport::git {
namespace {

constexpr std::size_t k_longest_line = 500;
constexpr std::array<std::string_view, 16> k_local_variables{"GIT_ALTERNATE_OBJECT_DIRECTORIES",
                                                             "GIT_CONFIG",
                                                             "GIT_OBJECT_DIRECTORY",
                                                             "GIT_DIR",
                                                             "GIT_WORK_TREE",
                                                             "GIT_IMPLICIT_WORK_TREE",
                                                             "GIT_GRAFT_FILE",
                                                             "GIT_INDEX_FILE",
                                                             "GIT_NO_REPLACE_OBJECTS",
                                                             "GIT_REPLACE_REF_BASE",
                                                             "GIT_PREFIX",
                                                             "GIT_SHALLOW_FILE",
                                                             "GIT_COMMON_DIR",
                                                             "GIT_INTERNAL_SUPER_PREFIX",
                                                             "GIT_QUARANTINE_PATH",
                                                             "GIT_REFLOG_ACTION"};

bool is_local(std::string_view name) {
  return name.starts_with("GIT_PUSH_") ||
         std::find(k_local_variables.begin(), k_local_variables.end(), name) !=
             k_local_variables.end();
}

/// The absolute entries of a list of folders like PATH.
std::string absolute_entries(const std::string& path_list) {
  std::vector<std::string> folders = util::split(path_list, ':');
  std::erase_if(folders, [](const std::string& folder) { return !folder.starts_with('/'); });
  return util::join(folders, ":");
}

/// `https://user:token@host/` as `https://host/`.
std::string without_password(std::string line) {
  const auto scheme = line.find("://");
  if (scheme == std::string::npos) {
    return line;
  }
  const auto host_end = line.find_first_of("/' ", scheme + 3);
  const auto at = line.rfind('@', host_end);
  if (at != std::string::npos && at > scheme) {
    line.erase(scheme + 3, at - scheme - 2);
  }
  return line;
}

}  // namespace

Command command_in(std::string directory, const util::Environment& environment) {
  Command command{util::find_program("git", environment).value_or(""), environment,
                  std::move(directory)};
  std::erase_if(command.environment, [](const auto& entry) { return is_local(entry.first); });
  if (environment.contains("PATH")) {
    command.environment["PATH"] = absolute_entries(util::variable(environment, "PATH"));
  }
  command.environment["LC_ALL"] = "C";
  command.environment.erase("LANGUAGE");
  command.environment["GIT_TERMINAL_PROMPT"] = "0";
  return command;
}

Command command_for(const Repository& repository, const util::Environment& environment) {
  const auto work_dir = repository.work_dir();
  Command command = command_in(work_dir.value_or(repository.git_dir()).string(), environment);
  command.environment["GIT_DIR"] = repository.git_dir().string();
  if (work_dir) {
    command.environment["GIT_WORK_TREE"] = work_dir->string();
  }
  return command;
}

util::CommandResult run(const Command& command, std::vector<std::string> arguments,
                        std::chrono::seconds timeout) {
  const std::string program = command.program.empty() ? "git" : command.program;
  arguments.insert(arguments.begin(), {program, "-c", "core.fsmonitor=false"});
  return util::run_command({.argv = std::move(arguments),
                            .input = {},
                            .environment = command.environment,
                            .directory = command.directory,
                            .timeout = timeout});
}

std::string one_line(std::string_view text) {
  std::string line;
  for (const std::string_view part : util::split_lines(text)) {
    const std::string_view words = util::trim(part);
    if (words.empty() || words.starts_with("hint:")) {
      continue;
    }
    line += line.empty() ? "" : "; ";
    line += util::printable(without_password(std::string(words)));
  }
  return line.substr(0, k_longest_line);
}

}  // namespace sallyport::git

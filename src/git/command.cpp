#include "git/command.hpp"

#include "util/file.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>

namespace sallyport::git {
namespace {

namespace fs = std::filesystem;

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

/// A git directory that shares what `repository` holds, as contrib/workdir/git-new-workdir makes
/// it, and nothing of how it is set up.
void share(const Repository& repository, const fs::path& folder) {
  for (const std::string_view name : {"objects", "refs", "packed-refs", "logs", "shallow"}) {
    fs::create_symlink(repository.common_dir() / name, folder / name);
  }
  util::write_file(folder / "HEAD", util::read_file(repository.git_dir() / "HEAD").value_or(""));
  util::write_file(folder / "config", "[core]\n\trepositoryformatversion = 0\n\tbare = true\n");
}

/// Git takes away the link where the history is whole from now on.
void end_shallowness(const Repository& repository, const fs::path& folder) {
  if (!fs::is_symlink(folder / "shallow")) {
    fs::remove(repository.common_dir() / "shallow");
  }
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

util::CommandResult run_remote(const Command& command, std::vector<std::string> arguments,
                               std::chrono::seconds timeout) {
  // From git 2.54 on the configuration itself can hold hooks, which no folder turns off; a push
  // says `--no-verify` besides.
  arguments.insert(arguments.begin(), {"-c", "core.hooksPath=/dev/null", "-c",
                                       "hook.reference-transaction.enabled=false"});
  return run(command, std::move(arguments), timeout);
}

util::CommandResult run_apart(const Repository& repository, const util::Environment& environment,
                              std::vector<std::string> arguments) {
  const util::TemporaryFolder folder;
  share(repository, folder.path());
  Command command = command_for(repository, environment);
  command.environment["GIT_DIR"] = folder.path().string();
  command.environment.erase("GIT_WORK_TREE");
  util::CommandResult result = run_remote(command, std::move(arguments));
  end_shallowness(repository, folder.path());
  return result;
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

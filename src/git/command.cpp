#include "git/command.hpp"

#include "util/file.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>

namespace sallyport::git {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t k_longest_line = 500;
constexpr std::string_view k_word_bytes =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
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

/// Whether a line only tells how far git is, or what it moved.
bool is_progress(std::string_view line) {
  static constexpr std::array<std::string_view, 5> k_starts{"Total ", "Delta compression ", "From ",
                                                            "To ", "Everything up-to-date"};
  constexpr std::string_view k_of_remote = "remote: ";
  line.remove_prefix(line.starts_with(k_of_remote) ? k_of_remote.size() : 0);
  const bool counts =
      line.find(" objects: ") != std::string_view::npos || line.starts_with("Resolving deltas: ");
  return counts || std::any_of(k_starts.begin(), k_starts.end(),
                               [&](std::string_view start) { return line.starts_with(start); });
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

/// The configuration that says how a repository is stored, and nothing else.
std::string format_of(const Repository& repository) {
  std::string text = "[core]\n\trepositoryformatversion = 1\n\tbare = true\n[extensions]\n";
  for (const std::string_view key : {"objectformat", "refstorage", "partialclone"}) {
    const auto value = repository.config(fmt::format("extensions.{}", key), ConfigScope::local);
    const bool is_word = value && value->find_first_not_of(k_word_bytes) == std::string::npos;
    text += is_word ? fmt::format("\t{} = {}\n", key, *value) : "";
  }
  return text;
}

/// A git directory that shares what `repository` holds, as contrib/workdir/git-new-workdir makes
/// it, and nothing of how it is set up.
void share(const Repository& repository, const fs::path& folder) {
  for (const std::string_view name :
       {"objects", "refs", "packed-refs", "logs", "shallow", "reftable"}) {
    fs::create_symlink(repository.common_dir() / name, folder / name);
  }
  util::write_file(folder / "HEAD", util::read_file(repository.git_dir() / "HEAD").value_or(""));
  util::write_file(folder / "config", format_of(repository));
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

Command command_for(const Layout& layout, const util::Environment& environment) {
  Command command = command_in(layout.work_dir.value_or(layout.git_dir).string(), environment);
  command.environment["GIT_DIR"] = layout.git_dir.string();
  if (layout.work_dir) {
    command.environment["GIT_WORK_TREE"] = layout.work_dir->string();
  }
  return command;
}

Command command_for(const Repository& repository, const util::Environment& environment) {
  return command_for(repository.layout(), environment);
}

util::Command as_process(const Command& command, std::vector<std::string> arguments) {
  const std::string program = command.program.empty() ? "git" : command.program;
  arguments.insert(arguments.begin(), {program, "-c", "core.fsmonitor=false"});
  return {.argv = std::move(arguments),
          .input = {},
          .environment = command.environment,
          .directory = command.directory};
}

util::CommandResult run(const Command& command, std::vector<std::string> arguments,
                        Patience patience) {
  util::Command process = as_process(command, std::move(arguments));
  process.timeout = patience.timeout;
  process.silence = patience.silence;
  return util::run_command(process);
}

util::CommandResult run_without_hooks(const Command& command, std::vector<std::string> arguments,
                                      std::string_view input, Patience patience) {
  // From git 2.54 on the configuration itself can hold hooks, which no folder turns off; a push
  // says `--no-verify` besides.
  arguments.insert(arguments.begin(), {"-c", "core.hooksPath=/dev/null", "-c",
                                       "hook.reference-transaction.enabled=false"});
  util::Command process = as_process(command, std::move(arguments));
  process.input = input;
  process.timeout = patience.timeout;
  process.silence = patience.silence;
  return util::run_command(process);
}

util::CommandResult run_remote(const Repository& repository, const util::Environment& environment,
                               std::vector<std::string> arguments, Patience patience) {
  util::CommandResult result =
      run_without_hooks(command_for(repository, environment), std::move(arguments), {}, patience);
  repository.forget_refs();
  return result;
}

util::CommandResult run_apart(const Repository& repository, const util::Environment& environment,
                              std::vector<std::string> arguments) {
  const util::TemporaryFolder folder;
  share(repository, folder.path());
  Command command = command_for(repository, environment);
  command.environment["GIT_DIR"] = folder.path().string();
  command.environment.erase("GIT_WORK_TREE");
  util::CommandResult result = run_without_hooks(command, std::move(arguments));
  end_shallowness(repository, folder.path());
  repository.forget_refs();
  return result;
}

std::string expand_path(const Repository& repository, const util::Environment& environment,
                        const std::string& path) {
  if (!path.starts_with('~') && !path.starts_with("%(prefix)/")) {
    return path;
  }
  const util::CommandResult result =
      run(command_for(repository, environment),
          {"-c", "sallyport.path=" + path, "config", "--type=path", "--get", "sallyport.path"});
  return result.status == 0 ? std::string(util::trim(result.output)) : path;
}

std::string one_line(std::string_view text) {
  std::string line;
  for (const std::string_view part : util::split_lines(text)) {
    const std::string_view words = util::trim(part.substr(part.rfind('\r', part.size() - 2) + 1));
    if (words.empty() || words.starts_with("hint:") || is_progress(words)) {
      continue;
    }
    line += line.empty() ? "" : "; ";
    line += util::printable(without_password(std::string(words)));
  }
  return line.substr(0, k_longest_line);
}

}  // namespace sallyport::git

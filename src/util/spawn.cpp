#include "util/spawn.hpp"

#include "util/error.hpp"
#include "util/platform.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <fcntl.h>
#include <signal.h>  // NOLINT(modernize-deprecated-headers): sigset_t
#include <spawn.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

namespace sallyport::util {
namespace {

std::string words_for(int error) {
  return std::generic_category().message(error);
}

/// NULL-terminated C strings that live as long as `strings`.
std::vector<char*> c_strings(std::vector<std::string>& strings) {
  std::vector<char*> pointers;
  pointers.reserve(strings.size() + 1);
  for (std::string& text : strings) {
    pointers.push_back(text.data());
  }
  pointers.push_back(nullptr);
  return pointers;
}

std::vector<std::string> environment_strings(const Environment& environment) {
  std::vector<std::string> strings;
  for (const auto& [name, value] : environment) {
    strings.push_back(fmt::format("{}={}", name, value));
  }
  return strings;
}

/// What a child begins with: its streams, its folder, and SIGPIPE as it was.
class Start {
 public:
  Start(const Command& command, const Streams* streams) {
    ::posix_spawn_file_actions_init(&actions_);
    ::posix_spawnattr_init(&attributes_);
    if (streams != nullptr) {
      ::posix_spawn_file_actions_adddup2(&actions_, streams->input.read_end(), STDIN_FILENO);
      ::posix_spawn_file_actions_adddup2(&actions_, streams->output.write_end(), STDOUT_FILENO);
      if (streams->errors) {
        ::posix_spawn_file_actions_adddup2(&actions_, streams->errors->write_end(), STDERR_FILENO);
      } else {
        ::posix_spawn_file_actions_addopen(&actions_, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
      }
    }
    if (!command.directory.empty()) {
      ::posix_spawn_file_actions_addchdir_np(&actions_, command.directory.c_str());
    }
    sigset_t defaults;
    ::sigemptyset(&defaults);
    ::sigaddset(&defaults, SIGPIPE);
    ::posix_spawnattr_setsigdefault(&attributes_, &defaults);
    ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGDEF);
  }
  ~Start() {
    ::posix_spawn_file_actions_destroy(&actions_);
    ::posix_spawnattr_destroy(&attributes_);
  }
  Start(const Start&) = delete;
  Start& operator=(const Start&) = delete;

  /// 0, or the error.
  int spawn(const std::string& program, std::vector<std::string> argv,
            std::vector<std::string> environment, pid_t& child) {
    return ::posix_spawn(&child, program.c_str(), &actions_, &attributes_, c_strings(argv).data(),
                         c_strings(environment).data());
  }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

}  // namespace

Pipe::Pipe() {
  if (!open_pipe(ends_)) {
    throw Error(ErrorKind::unavailable, fmt::format("cannot make a pipe: {}", words_for(errno)));
  }
}

Pipe::~Pipe() {
  close_end(0);
  close_end(1);
}

void Pipe::close_end(std::size_t index) {
  if (ends_.at(index) >= 0) {
    ::close(ends_.at(index));
    ends_.at(index) = -1;
  }
}

Spawned spawn(const Command& command, Streams* streams) {
  const std::string& name = command.argv.front();
  const Environment environment =
      command.environment ? *command.environment : current_environment();
  const auto program = find_program(name, environment);
  if (!program) {
    return {0, fmt::format("'{}' is not in PATH", name)};
  }
  ::signal(SIGPIPE, SIG_IGN);
  Start start(command, streams);
  Spawned spawned;
  int error = start.spawn(*program, command.argv, environment_strings(environment), spawned.child);
  if (error == ENOEXEC) {  // a script without its first line is the shell's, as execvp(3) has it
    std::vector<std::string> argv = command.argv;
    argv.front() = *program;
    argv.insert(argv.begin(), "/bin/sh");
    error = start.spawn("/bin/sh", argv, environment_strings(environment), spawned.child);
  }
  const std::string failure = fmt::format("cannot run '{}': {}", name, words_for(error));
  if (error == EAGAIN || error == ENOMEM) {
    throw Error(ErrorKind::unavailable, failure);
  }
  if (error != 0) {
    return {0, failure};
  }
  if (streams != nullptr) {
    streams->input.close_read_end();
    streams->output.close_write_end();
    if (streams->errors) {
      streams->errors->close_write_end();
    }
  }
  return spawned;
}

int wait_for(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace sallyport::util

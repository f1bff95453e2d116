#include "util/process.hpp"

#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <poll.h>
#include <signal.h>  // NOLINT(modernize-deprecated-headers): kill, sigset_t
#include <spawn.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace sallyport::util {
namespace {

using Clock = std::chrono::steady_clock;

class Pipe {
 public:
  Pipe() {
    if (::pipe2(ends_.data(), O_CLOEXEC) != 0) {
      throw Error(ErrorKind::unavailable,
                  fmt::format("cannot make a pipe: {}", std::generic_category().message(errno)));
    }
  }
  ~Pipe() {
    close_end(0);
    close_end(1);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  [[nodiscard]] int read_end() const { return ends_[0]; }
  [[nodiscard]] int write_end() const { return ends_[1]; }
  void close_end(std::size_t index) {
    if (ends_.at(index) >= 0) {
      ::close(ends_.at(index));
      ends_.at(index) = -1;
    }
  }

 private:
  std::array<int, 2> ends_{-1, -1};
};

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

struct Streams {
  Pipe input;
  Pipe output;
  Pipe errors;
};

bool is_program(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::is_regular_file(path, ignored) && ::access(path.c_str(), X_OK) == 0;
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
      ::posix_spawn_file_actions_adddup2(&actions_, streams->errors.write_end(), STDERR_FILENO);
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

bool read_some(int descriptor, std::string& into) {
  std::array<char, 65536> buffer{};
  const ssize_t count = ::read(descriptor, buffer.data(), buffer.size());
  if (count > 0) {
    into.append(buffer.data(), static_cast<std::size_t>(count));
  }
  return count > 0 || (count < 0 && errno == EINTR);
}

int milliseconds_left(std::chrono::seconds timeout, Clock::time_point start) {
  if (timeout.count() == 0) {
    return -1;
  }
  const auto left =
      std::chrono::duration_cast<std::chrono::milliseconds>(start + timeout - Clock::now());
  return left.count() < 0 ? 0 : static_cast<int>(left.count());
}

/// The parent's side of a running child's streams.
class Conversation {
 public:
  Conversation(const Command& command, Streams& streams)
      : streams_(streams), input_(command.input) {
    // A child that waits for its output to be read takes no more input: writing must not wait.
    ::fcntl(streams_.input.write_end(), F_SETFL, O_NONBLOCK);
  }

  [[nodiscard]] bool is_over() const { return !output_open_ && !errors_open_; }

  /// Waits until a stream is ready and serves it; false when the time is up.
  bool step(int milliseconds, CommandResult& result) {
    if (input_.empty()) {
      streams_.input.close_end(1);
    }
    std::array<pollfd, 3> polled{
        pollfd{output_open_ ? streams_.output.read_end() : -1, POLLIN, 0},
        pollfd{errors_open_ ? streams_.errors.read_end() : -1, POLLIN, 0},
        pollfd{input_.empty() ? -1 : streams_.input.write_end(), POLLOUT, 0}};
    if (::poll(polled.data(), polled.size(), milliseconds) == 0) {
      return false;
    }
    if (polled[0].revents != 0) {
      output_open_ = read_some(streams_.output.read_end(), result.output);
    }
    if (polled[1].revents != 0) {
      errors_open_ = read_some(streams_.errors.read_end(), result.errors);
    }
    if (polled[2].revents != 0) {
      feed();
    }
    return true;
  }

 private:
  /// A child that no longer reads gets no more input.
  void feed() {
    const ssize_t count = ::write(streams_.input.write_end(), input_.data(), input_.size());
    if (count >= 0) {
      input_.remove_prefix(static_cast<std::size_t>(count));
    } else if (errno != EAGAIN && errno != EINTR) {
      input_ = {};
    }
  }

  Streams& streams_;
  std::string_view input_;
  bool output_open_ = true;
  bool errors_open_ = true;
};

/// Feeds and drains the child's streams until it closed them or its time is up.
void talk(const Command& command, Streams& streams, CommandResult& result) {
  const auto start = Clock::now();
  Conversation conversation(command, streams);
  while (!conversation.is_over() && !result.timed_out && !result.overflowed) {
    result.timed_out = !conversation.step(milliseconds_left(command.timeout, start), result);
    result.overflowed = result.output.size() + result.errors.size() > command.most_output;
  }
}

int wait_for(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

std::optional<std::string> find_program(std::string_view name, const Environment& environment) {
  if (name.find('/') != std::string_view::npos) {
    return std::string(name);
  }
  const std::string folders =
      environment.contains("PATH") ? variable(environment, "PATH") : "/usr/bin:/bin";
  for (const std::string& folder : split(folders, ':')) {
    std::string program = folder + "/" + std::string(name);
    if (folder.starts_with('/') && is_program(program)) {
      return program;
    }
  }
  return std::nullopt;
}

CommandResult run_command(const Command& command) {
  const Environment environment =
      command.environment ? *command.environment : current_environment();
  const auto program = find_program(command.argv.front(), environment);
  if (!program) {
    return {.status = 127, .errors = fmt::format("'{}' is not in PATH", command.argv.front())};
  }
  std::optional<Streams> streams;
  if (!command.inherit_terminal) {
    streams.emplace();
  }
  ::signal(SIGPIPE, SIG_IGN);
  Start start(command, streams ? &*streams : nullptr);
  pid_t child = 0;
  int error = start.spawn(*program, command.argv, environment_strings(environment), child);
  if (error == ENOEXEC) {  // a script without its first line is the shell's, as execvp(3) has it
    std::vector<std::string> argv = command.argv;
    argv.front() = *program;
    argv.insert(argv.begin(), "/bin/sh");
    error = start.spawn("/bin/sh", argv, environment_strings(environment), child);
  }
  if (error == EAGAIN || error == ENOMEM) {
    throw Error(ErrorKind::unavailable, fmt::format("cannot run '{}': {}", command.argv.front(),
                                                    std::generic_category().message(error)));
  }
  if (error != 0) {
    return {.status = 127,
            .errors = fmt::format("cannot run '{}': {}", command.argv.front(),
                                  std::generic_category().message(error))};
  }
  CommandResult result;
  if (streams) {
    streams->input.close_end(0);
    streams->output.close_end(1);
    streams->errors.close_end(1);
    talk(command, *streams, result);
  }
  if (result.timed_out || result.overflowed) {
    ::kill(child, SIGKILL);
  }
  streams.reset();  // else one that has closed its output waits for more input
  result.status = wait_for(child);
  return result;
}

}  // namespace sallyport::util

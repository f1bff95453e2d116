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
#include <signal.h>  // NOLINT(modernize-deprecated-headers): kill, sigaction
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

[[noreturn]] void become(const Command& command, Streams* streams, const char* program, char** argv,
                         char** envp) {
  if (streams != nullptr) {
    ::dup2(streams->input.read_end(), STDIN_FILENO);
    ::dup2(streams->output.write_end(), STDOUT_FILENO);
    ::dup2(streams->errors.write_end(), STDERR_FILENO);
  }
  if (!command.directory.empty() && ::chdir(command.directory.c_str()) != 0) {
    ::_exit(127);
  }
  ::signal(SIGPIPE, SIG_DFL);
  // It holds a '/', so nothing is searched; but a script without its first line still runs.
  ::execvpe(program, argv, envp);
  ::_exit(127);
}

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
  // All is made before the fork: the child may not allocate.
  std::vector<std::string> arguments = command.argv;
  std::vector<std::string> variables = environment_strings(environment);
  const auto argv = c_strings(arguments);
  const auto envp = c_strings(variables);
  std::optional<Streams> streams;
  if (!command.inherit_terminal) {
    streams.emplace();
  }
  ::signal(SIGPIPE, SIG_IGN);
  const pid_t child = ::fork();
  if (child < 0) {
    throw Error(ErrorKind::unavailable, fmt::format("cannot run '{}': {}", command.argv.front(),
                                                    std::generic_category().message(errno)));
  }
  if (child == 0) {
    become(command, streams ? &*streams : nullptr, program->c_str(),
           const_cast<char**>(argv.data()), const_cast<char**>(envp.data()));
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
  result.status = wait_for(child);
  return result;
}

}  // namespace sallyport::util

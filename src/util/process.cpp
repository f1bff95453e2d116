#include "util/process.hpp"

#include "util/spawn.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>  // NOLINT(modernize-deprecated-headers): kill
#include <string_view>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace sallyport::util {
namespace {

using Clock = std::chrono::steady_clock;

bool read_some(int descriptor, std::string& into) {
  std::array<char, 65536> buffer{};
  const ssize_t count = ::read(descriptor, buffer.data(), buffer.size());
  if (count > 0) {
    into.append(buffer.data(), static_cast<std::size_t>(count));
  }
  return count > 0 || (count < 0 && errno == EINTR);
}

/// Until `limit` after `start`; -1: there is no limit.
int milliseconds_left(std::chrono::seconds timeout, Clock::time_point start) {
  if (timeout.count() == 0) {
    return -1;
  }
  const auto left =
      std::chrono::duration_cast<std::chrono::milliseconds>(start + timeout - Clock::now());
  return left.count() < 0 ? 0 : static_cast<int>(left.count());
}

/// The sooner of two such times.
int sooner(int left, int right) {
  return left < 0 ? right : right < 0 ? left : std::min(left, right);
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
      streams_.input.close_write_end();
    }
    std::array<pollfd, 3> polled{
        pollfd{output_open_ ? streams_.output.read_end() : -1, POLLIN, 0},
        pollfd{errors_open_ ? streams_.errors->read_end() : -1, POLLIN, 0},
        pollfd{input_.empty() ? -1 : streams_.input.write_end(), POLLOUT, 0}};
    if (::poll(polled.data(), polled.size(), milliseconds) == 0) {
      return false;
    }
    if (polled[0].revents != 0) {
      output_open_ = read_some(streams_.output.read_end(), result.output);
    }
    if (polled[1].revents != 0) {
      errors_open_ = read_some(streams_.errors->read_end(), result.errors);
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
  auto heard = start;
  std::size_t bytes = 0;
  Conversation conversation(command, streams);
  while (!conversation.is_over() && !result.timed_out && !result.overflowed) {
    const int wait = sooner(milliseconds_left(command.timeout, start),
                            milliseconds_left(command.silence, heard));
    result.timed_out = !conversation.step(wait, result);
    if (bytes != result.output.size() + result.errors.size()) {
      bytes = result.output.size() + result.errors.size();
      heard = Clock::now();
    }
    result.overflowed = bytes > command.most_output;
  }
}

/// Ends a child that may hold locks: git takes them away on SIGTERM.
void end(pid_t child) {
  constexpr int k_most_checks = 40;
  constexpr auto k_between = std::chrono::milliseconds{50};
  ::kill(child, SIGTERM);
  siginfo_t ended{};
  for (int check = 0; check < k_most_checks && ended.si_pid == 0; ++check) {
    std::this_thread::sleep_for(k_between);
    ::waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOHANG | WNOWAIT);
  }
  ::kill(child, SIGKILL);
}

}  // namespace

CommandResult run_command(const Command& command) {
  std::optional<Streams> streams;
  if (!command.inherit_terminal) {
    streams.emplace().errors.emplace();
  }
  const Spawned spawned = spawn(command, streams ? &*streams : nullptr);
  if (spawned.child == 0) {
    return {.status = 127, .errors = spawned.failure};
  }
  CommandResult result;
  if (streams) {
    talk(command, *streams, result);
  }
  if (result.timed_out || result.overflowed) {
    end(spawned.child);
  }
  streams.reset();  // else one that has closed its output waits for more input
  result.status = wait_for(spawned.child);
  return result;
}

}  // namespace sallyport::util

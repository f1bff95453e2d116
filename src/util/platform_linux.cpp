#ifdef __linux__
#include "util/platform.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <sys/auxv.h>
#include <unistd.h>

namespace sallyport::util {

std::filesystem::path program_path() {
  std::error_code error;
  auto path = std::filesystem::read_symlink("/proc/self/exe", error);
  if (!error) {
    return path;
  }
  // Without /proc: the name that the kernel was given, from the folder where it was.
  // NOLINTNEXTLINE(performance-no-int-to-ptr): what getauxval(3) gives
  const auto* name = reinterpret_cast<const char*>(::getauxval(AT_EXECFN));
  return name == nullptr ? std::filesystem::path() : std::filesystem::absolute(name, error);
}

/// One line of `/proc/<pid>/stat` (proc(5)): pid, name in parentheses, state, parent. The name may
/// hold blanks and parentheses itself, so its end is the last one.
std::optional<ProcessStatus> process_status(pid_t process) {
  std::ifstream file(fmt::format("/proc/{}/stat", process));
  std::string line;
  std::getline(file, line);
  const auto open = line.find('(');
  const auto close = line.rfind(')');
  constexpr std::size_t k_state_bytes = 4;
  if (open == std::string::npos || close == std::string::npos || close < open ||
      line.size() < close + k_state_bytes) {
    return std::nullopt;
  }
  const long parent = std::strtol(line.c_str() + close + k_state_bytes, nullptr, 10);
  return ProcessStatus{line.substr(open + 1, close - open - 1), static_cast<pid_t>(parent)};
}

bool open_pipe(std::array<int, 2>& ends) {
  return ::pipe2(ends.data(), O_CLOEXEC) == 0;
}

char** environment_block() {
  return ::environ;
}

}  // namespace sallyport::util
#endif

#ifdef __APPLE__
#include "util/platform.hpp"

#include <crt_externs.h>
#include <fcntl.h>
#include <libproc.h>
#include <mach-o/dyld.h>
#include <string>
#include <unistd.h>

namespace sallyport::util {

std::filesystem::path program_path() {
  std::uint32_t size = 0;
  ::_NSGetExecutablePath(nullptr, &size);
  std::string path(size, '\0');
  if (::_NSGetExecutablePath(path.data(), &size) != 0) {
    return {};
  }
  std::error_code error;
  return std::filesystem::canonical(path.c_str(), error);
}

std::optional<ProcessStatus> process_status(pid_t process) {
  proc_bsdinfo info{};
  const int size = sizeof(info);
  if (::proc_pidinfo(process, PROC_PIDTBSDINFO, 0, &info, size) != size) {
    return std::nullopt;
  }
  return ProcessStatus{static_cast<const char*>(info.pbi_comm), static_cast<pid_t>(info.pbi_ppid)};
}

bool open_pipe(std::array<int, 2>& ends) {
  return ::pipe(ends.data()) == 0 && ::fcntl(ends[0], F_SETFD, FD_CLOEXEC) == 0 &&
         ::fcntl(ends[1], F_SETFD, FD_CLOEXEC) == 0;
}

char** environment_block() {
  return *::_NSGetEnviron();
}

}  // namespace sallyport::util
#endif

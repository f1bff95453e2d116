#include "util/error.hpp"

#include "util/text.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <string_view>
#include <system_error>

namespace sallyport::util {
namespace {

struct Remedy {
  int error;
  std::string_view hint;
};

constexpr std::array<Remedy, 8> k_remedies{{
    {ENOSPC, "make room, then run the same command again: df -h"},
    {EDQUOT, "make room, then run the same command again: quota -s"},
    {EROFS, "it can only be read there; what is mounted so: findmnt -O ro"},
    {EMFILE, "allow more open files: ulimit -n 4096"},
    {ENFILE, "the system has too many open files: sysctl fs.file-nr"},
    {EAGAIN, "allow more processes: ulimit -u; ps -u \"$USER\" | wc -l"},
    {ENOMEM, "what memory there is: free -h"},
    {EIO, "the disk may be broken: dmesg | tail"},
}};

/// The first absolute path in single quotes; empty: none.
std::string quoted_path(std::string_view what) {
  const std::size_t start = what.find("'/");
  const std::size_t end = start == std::string_view::npos ? start : what.find('\'', start + 1);
  return end == std::string_view::npos ? "" : std::string(what.substr(start + 1, end - start - 1));
}

}  // namespace

std::string hint_for(std::string_view what) {
  for (const auto& [error, hint] : k_remedies) {
    if (what.find(std::generic_category().message(error)) != std::string::npos) {
      return std::string(hint);
    }
  }
  const std::string path = quoted_path(what);
  return path.empty() ? "" : fmt::format("ls -ld {}", shell_word(path));
}

}  // namespace sallyport::util

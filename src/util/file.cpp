#include "util/file.hpp"

#include "util/error.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <system_error>
#include <unistd.h>

namespace sallyport::util {
namespace {

[[noreturn]] void fail(std::string_view verb, const std::filesystem::path& path, int error) {
  throw Error(ErrorKind::unavailable, fmt::format("cannot {} '{}': {}", verb, path.string(),
                                                  std::generic_category().message(error)));
}

/// Writes all of `bytes`; false with errno set on failure.
bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) {
      continue;
    }
    if (written < 0) {
      return false;
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

/// Closes a file after a step that left `cause`; what went wrong first, 0: nothing.
int close_after(int cause, int descriptor) {
  return ::close(descriptor) != 0 && cause == 0 ? errno : cause;
}

}  // namespace

std::optional<std::string> read_file(const std::filesystem::path& path, std::int64_t limit) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (status.type() == std::filesystem::file_type::not_found) {
    return std::nullopt;
  }
  if (error || status.type() != std::filesystem::file_type::regular) {
    fail("read", path, error ? error.value() : EINVAL);
  }
  const auto size = std::filesystem::file_size(path, error);
  if (error) {
    fail("read", path, error.value());
  }
  if (static_cast<std::int64_t>(size) > limit) {
    fail("read", path, EFBIG);
  }
  std::ifstream file(path, std::ios::binary);
  std::string bytes(size, '\0');
  if (!file || !file.read(bytes.data(), static_cast<std::streamsize>(size))) {
    fail("read", path, errno == 0 ? EIO : errno);
  }
  return bytes;
}

MappedFile::MappedFile(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0 && (errno == ENOENT || errno == ENOTDIR)) {
    return;
  }
  struct stat status {};
  int cause = descriptor < 0 || ::fstat(descriptor, &status) != 0 ? errno : 0;
  if (cause == 0 && !S_ISREG(status.st_mode)) {
    cause = EINVAL;
  }
  if (cause == 0 && status.st_size > 0) {
    const auto size = static_cast<std::size_t>(status.st_size);
    void* const start = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (start == MAP_FAILED) {
      cause = errno;
    } else {
      start_ = start;
      size_ = size;
    }
  }
  if (descriptor >= 0) {
    ::close(descriptor);
  }
  if (cause != 0) {
    fail("read", path, cause);
  }
}

MappedFile::~MappedFile() {
  if (start_ != nullptr) {
    ::munmap(start_, size_);
  }
}

void write_file(const std::filesystem::path& path, std::string_view bytes, unsigned mode) {
  std::error_code error;
  if (path.has_parent_path()) {
    std::filesystem::create_directories(path.parent_path(), error);
    if (error) {
      fail("make the folder of", path, error.value());
    }
  }
  std::string temporary = path.string() + ".XXXXXX";
  const int descriptor = ::mkstemp(temporary.data());
  if (descriptor < 0) {
    fail("write", path, errno);
  }
  const bool written =
      write_all(descriptor, bytes) && ::fchmod(descriptor, mode) == 0 && ::fsync(descriptor) == 0;
  int cause = close_after(written ? 0 : errno, descriptor);
  if (cause == 0 && ::rename(temporary.c_str(), path.c_str()) != 0) {
    cause = errno;
  }
  if (cause != 0) {
    ::unlink(temporary.c_str());
    fail("write", path, cause);
  }
}

void write_output(const std::filesystem::path& path, std::string_view bytes) {
  std::error_code error;
  const auto status = std::filesystem::symlink_status(path, error);
  if (!std::filesystem::exists(status) || std::filesystem::is_regular_file(status)) {
    write_file(path, bytes);
    return;
  }
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (descriptor < 0) {
    fail("write", path, errno);
  }
  const int cause = close_after(write_all(descriptor, bytes) ? 0 : errno, descriptor);
  if (cause != 0) {
    fail("write", path, cause);
  }
}

void require_room(const std::filesystem::path& folder) {
  constexpr std::uint64_t k_least_room = std::uint64_t{256} << 10U;
  struct statvfs room {};
  if (::access(folder.c_str(), W_OK | X_OK) != 0 || ::statvfs(folder.c_str(), &room) != 0) {
    fail("write in", folder, errno);
  }
  if (std::uint64_t{room.f_bavail} * room.f_frsize < k_least_room) {
    fail("write in", folder, ENOSPC);
  }
}

TemporaryFolder::TemporaryFolder() {
  std::error_code error;
  const auto parent = std::filesystem::temp_directory_path(error);
  if (error) {
    throw Error(ErrorKind::unavailable, "cannot make a temporary folder: TMPDIR names no folder",
                "export TMPDIR=/tmp");
  }
  std::string name = (parent / "sallyport-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) {
    fail("make a temporary folder", name, errno);
  }
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace sallyport::util

#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace sallyport::util {

/// The bytes of a regular file; nothing when it does not exist. Throws `Error` (unavailable) when
/// it cannot be read or is larger than `limit` bytes.
std::optional<std::string> read_file(const std::filesystem::path& path,
                                     std::int64_t limit = std::int64_t{64} << 20U);

/// The bytes of a regular file that other programs replace and never change in place, of which only
/// what is looked at is read.
class MappedFile {
 public:
  /// Empty where there is no such file. Throws `Error` (unavailable) when it cannot be read.
  explicit MappedFile(const std::filesystem::path& path);
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  [[nodiscard]] std::string_view bytes() const { return {static_cast<const char*>(start_), size_}; }

 private:
  void* start_ = nullptr;
  std::size_t size_ = 0;
};

/// Replaces `path` by `bytes` in one step (temporary file, fsync, rename), with `mode` (octal
/// permissions). Missing folders are made. Throws `Error` (unavailable); the old file is then
/// whole.
void write_file(const std::filesystem::path& path, std::string_view bytes, unsigned mode = 0644);

/// Writes to what a person named: through a link, and into a pipe or device as it is; a regular
/// file is replaced as by `write_file`. Throws `Error` (unavailable).
void write_output(const std::filesystem::path& path, std::string_view bytes);

/// Throws `Error` (unavailable) where files cannot be made in `folder`: it is read-only, somebody
/// else's, or its file system has less than 256 KiB left.
void require_room(const std::filesystem::path& folder);

/// A folder of its own under the system's temporary folder, mode 0700, removed with all its
/// contents.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace sallyport::util

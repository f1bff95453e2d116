#include "git/backend/libgit2_loose.hpp"

#include "core/oid.hpp"
#include "git/backend/libgit2_types.hpp"
#include "util/file.hpp"
#include "util/text.hpp"

#include <fmt/format.h>
#include <git2/errors.h>
#include <git2/sys/odb_backend.h>
#if __has_include(<git2/sys/errors.h>)
#include <git2/sys/errors.h>  // since 1.7
#endif

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unistd.h>
#include <zlib.h>

namespace sallyport::git {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t k_header_room = 64;  ///< more than a header has

constexpr std::size_t k_too_large = std::size_t{1} << 48U;

int say_damaged() {
  git_error_set_str(GIT_ERROR_ODB, "its file is damaged or cut short");
  return GIT_ERROR;
}

/// A loose object being read: a zlib stream of `TYPE SIZE`, a NUL and the content.
class LooseFile {
 public:
  explicit LooseFile(int descriptor) : descriptor_(descriptor) { ::inflateInit(&stream_); }
  ~LooseFile() {
    ::inflateEnd(&stream_);
    ::close(descriptor_);
  }
  LooseFile(const LooseFile&) = delete;
  LooseFile& operator=(const LooseFile&) = delete;

  /// Up to `size` bytes of the content; fewer only at its end. Nothing where the file is broken.
  std::optional<std::size_t> read(char* into, std::size_t size) {
    const std::size_t kept = std::min(size, start_.size());
    std::copy_n(start_.begin(), kept, into);
    start_.remove_prefix(kept);
    const auto more = inflate_into(into + kept, size - kept);
    return more ? std::optional(kept + *more) : std::nullopt;
  }

  /// Reads the header, which comes first; false where the file is broken.
  bool read_header(std::size_t& size, git_object_t& type) {
    const auto count = inflate_into(first_.data(), first_.size());
    const std::string_view first(first_.data(), count.value_or(0));
    const std::size_t blank = first.find(' ');
    const std::size_t end = first.find('\0');
    if (blank == std::string_view::npos || end == std::string_view::npos || blank > end) {
      return false;
    }
    type = git_object_string2type(std::string(first.substr(0, blank)).c_str());
    start_ = first.substr(end + 1);
    const auto [last, error] = std::from_chars(first.data() + blank + 1, first.data() + end, size);
    return git_object_typeisloose(type) == 1 && error == std::errc{} &&
           last == first.data() + end && size < k_too_large;
  }

 private:
  std::optional<std::size_t> inflate_into(char* into, std::size_t size) {
    std::size_t done = 0;
    while (done < size && !is_over_) {
      const std::size_t step = std::min(size - done, std::size_t{1} << 30U);
      stream_.next_out = reinterpret_cast<Bytef*>(into + done);  // NOLINT(*-reinterpret-cast)
      stream_.avail_out = static_cast<uInt>(step);
      if (stream_.avail_in == 0 && !refill()) {
        return std::nullopt;
      }
      const int code = ::inflate(&stream_, Z_NO_FLUSH);
      if (code != Z_OK && code != Z_STREAM_END) {
        return std::nullopt;
      }
      is_over_ = code == Z_STREAM_END;
      done += step - stream_.avail_out;
    }
    return done;
  }

  /// False at the end of the file.
  bool refill() {
    ssize_t count = 0;
    do {
      count = ::read(descriptor_, buffer_.data(), buffer_.size());
    } while (count < 0 && errno == EINTR);
    stream_.next_in = buffer_.data();
    stream_.avail_in = count < 0 ? 0 : static_cast<uInt>(count);
    return count > 0;
  }

  int descriptor_;
  z_stream stream_{};
  bool is_over_ = false;
  std::array<Bytef, 16384> buffer_{};
  std::array<char, k_header_room> first_{};
  std::string_view start_;  ///< what of the content came with the header
};

struct LooseReader : git_odb_backend {
  std::vector<std::string> directories;
};

std::unique_ptr<LooseFile> open_loose(git_odb_backend* backend, const git_oid* id) {
  const std::string hex = core::to_hex(from_git(*id));
  for (const std::string& directory : static_cast<LooseReader*>(backend)->directories) {
    const std::string path = fmt::format("{}/{}/{}", directory, hex.substr(0, 2), hex.substr(2));
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor >= 0) {
      return std::make_unique<LooseFile>(descriptor);
    }
  }
  return nullptr;
}

int read_loose(void** data, std::size_t* size, git_object_t* type, git_odb_backend* backend,
               const git_oid* id) {
  const auto file = open_loose(backend, id);
  if (!file) {
    return GIT_PASSTHROUGH;
  }
  if (!file->read_header(*size, *type)) {
    return say_damaged();
  }
  void* const content = git_odb_backend_data_alloc(backend, *size + 1);
  auto* const bytes = static_cast<char*>(content);
  char beyond = 0;
  if (bytes == nullptr || file->read(bytes, *size) != *size || file->read(&beyond, 1) != 0) {
    git_odb_backend_data_free(backend, content);
    return say_damaged();
  }
  bytes[*size] = '\0';
  *data = content;
  return 0;
}

int read_loose_header(std::size_t* size, git_object_t* type, git_odb_backend* backend,
                      const git_oid* id) {
  const auto file = open_loose(backend, id);
  if (!file) {
    return GIT_PASSTHROUGH;
  }
  return file->read_header(*size, *type) ? 0 : say_damaged();
}

struct LooseStream : git_odb_stream {
  std::unique_ptr<LooseFile> file;
};

int read_stream(git_odb_stream* stream, char* buffer, std::size_t size) {
  const auto count = static_cast<LooseStream*>(stream)->file->read(buffer, size);
  return count ? static_cast<int>(*count) : say_damaged();
}

void free_stream(git_odb_stream* stream) {
  delete static_cast<LooseStream*>(stream);  // NOLINT(*-owning-memory): a callback of C
}

int stream_loose(git_odb_stream** stream, std::size_t* size, git_object_t* type,
                 git_odb_backend* backend, const git_oid* id) {
  auto opened = std::make_unique<LooseStream>();
  opened->file = open_loose(backend, id);
  if (!opened->file || !opened->file->read_header(*size, *type)) {
    return GIT_PASSTHROUGH;
  }
  opened->backend = backend;
  opened->mode = GIT_STREAM_RDONLY;
  opened->read = read_stream;
  opened->free = free_stream;
  *stream = opened.release();
  return 0;
}

/// The one loose object whose id begins with a prefix.
int read_loose_prefix(git_oid* found,  // NOLINT(*-function-size): a callback of C
                      void** data, std::size_t* size, git_object_t* type, git_odb_backend* backend,
                      const git_oid* prefix, std::size_t digits) {
  const std::string hex = core::to_hex(from_git(*prefix)).substr(0, digits);
  std::set<std::string> names;
  for (const std::string& directory : static_cast<LooseReader*>(backend)->directories) {
    std::error_code ignored;
    for (const auto& file :
         fs::directory_iterator(fs::path(directory) / hex.substr(0, 2), ignored)) {
      const std::string name = hex.substr(0, 2) + file.path().filename().string();
      if (name.starts_with(hex) && core::parse_oid(name)) {
        names.insert(name);
      }
    }
  }
  if (names.size() != 1) {
    return names.empty() ? GIT_PASSTHROUGH : GIT_EAMBIGUOUS;
  }
  *found = to_git(*core::parse_oid(*names.begin()));
  return read_loose(data, size, type, backend, found);
}

void free_reader(git_odb_backend* backend) {
  delete static_cast<LooseReader*>(backend);  // NOLINT(*-owning-memory): a callback of C
}

/// Adds a folder of objects and, as git follows them, those that its alternates name.
void add_with_alternates(const fs::path& directory, int depth,
                         std::vector<std::string>& directories) {
  constexpr int k_deepest = 5;
  if (depth > k_deepest ||
      std::find(directories.begin(), directories.end(), directory) != directories.end()) {
    return;
  }
  directories.push_back(directory.string());
  const std::string text = util::read_file(directory / "info" / "alternates").value_or("");
  for (const std::string_view line : util::split_lines(text)) {
    if (!line.empty() && !line.starts_with('#')) {
      add_with_alternates((directory / line).lexically_normal(), depth + 1, directories);
    }
  }
}

}  // namespace

void add_loose_reader(git_odb* database, const std::vector<fs::path>& directories) {
  auto reader = std::make_unique<LooseReader>();
  check(git_odb_init_backend(reader.get(), GIT_ODB_BACKEND_VERSION), "set up a reader of objects");
  for (const fs::path& directory : directories) {
    add_with_alternates(directory, 0, reader->directories);
  }
  reader->read = read_loose;
  reader->read_prefix = read_loose_prefix;
  reader->read_header = read_loose_header;
  reader->readstream = stream_loose;
  reader->free = free_reader;
  check(git_odb_add_backend(database, reader.get(), k_loose_reader_priority),
        "set up a reader of objects");
  static_cast<void>(reader.release());
}

}  // namespace sallyport::git

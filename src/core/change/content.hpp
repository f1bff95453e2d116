#pragma once

#include <cstdint>
#include <string_view>

namespace sallyport::core {

/// What the bytes of a file are, as far as counting lines is concerned.
enum class ContentKind {
  text,         ///< UTF-8 or Latin-1, with at most 1 % control bytes; the empty file too
  lfs_pointer,  ///< stands for content that is kept elsewhere (git-lfs specification)
  archive,      ///< a container that holds other files, known by its magic number
  wide_text,    ///< UTF-16 or UTF-32 with a byte order mark
  binary,       ///< everything else
};

/// The kind of `content`, by its bytes alone.
ContentKind classify_content(std::string_view content);

/// Whether a file is a lock file of a known package manager: by its exact base name and because its
/// content has that format's shape. `path` is raw bytes.
bool is_lock_file(std::string_view path, std::string_view content);

/// The lines of `content`; a last line without LF counts.
std::int64_t count_lines(std::string_view content);

}  // namespace sallyport::core

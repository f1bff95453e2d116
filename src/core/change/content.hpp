#pragma once

#include "core/change/encoding.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace sallyport::core {

/// What the bytes of a file are, as far as counting lines is concerned.
enum class ContentKind {
  text,         ///< whatever is not plainly something else; the empty file too
  lfs_pointer,  ///< stands for content that is kept elsewhere (git-lfs specification)
  media,        ///< an image, sound, video, font or PDF (media.hpp), less than a fifth text
  binary,       ///< an archive, an executable, data of any other form: it can hold code
};

/// What is known of a content by its bytes alone.
struct Content {
  ContentKind kind = ContentKind::text;
  Encoding encoding = Encoding::utf8;  ///< of a text

  friend bool operator==(const Content&, const Content&) = default;
};

/// What `content` is. It is text where at most 1 % of its bytes are control characters, or where
/// at least 30 % stand in runs of six or more characters that text is made of; 60 % where it has
/// the signature of another form.
Content classify_content(std::string_view content);

/// The size that a pointer of git-lfs states; nothing where `content` is none to the letter.
std::optional<std::int64_t> lfs_size(std::string_view content);

/// Whether a file is a lock file of a known package manager: by its exact base name, and because
/// all of its content is what that format holds. `path` is raw bytes.
bool is_lock_file(std::string_view path, std::string_view content);

/// The lines of `content`; a last line without LF counts.
std::int64_t count_lines(std::string_view content);

}  // namespace sallyport::core

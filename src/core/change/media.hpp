#pragma once

#include <string_view>

namespace sallyport::core {

/// Whether `content` begins as one of the forms below.
bool has_media_signature(std::string_view content);

/// Whether `content` is an image, sound, video, font or PDF whose own structure goes to its end:
/// PNG, JPEG, GIF, BMP, ICO, RIFF (WebP, WAVE, AVI), ISO media (MP4, AVIF, HEIC), Ogg, WOFF,
/// TrueType, OpenType and PDF. What has a signature in front of something else, or something else
/// behind it, is none.
bool is_media(std::string_view content);

}  // namespace sallyport::core

#pragma once

#include <string>
#include <string_view>

namespace sallyport::util {

/// Whether `path` (raw bytes, '/' between folders) matches the glob `pattern`: `*` and `?` stay in
/// one folder, `**` crosses folders, every other character is itself (brackets too: they are common
/// in file names). A pattern without '/' matches the last component at any depth, one with '/' is
/// anchored at the root. `D/**` also matches `D` itself. Time is O(pattern × path).
bool glob_matches(std::string_view pattern, std::string_view path);

/// The same after both were case-folded and brought to NFC; bytes that are not UTF-8 stay as they
/// are.
bool glob_matches_folded(std::string_view pattern, std::string_view path);

/// `bytes` case-folded and in NFC (Unicode), or unchanged where they are not UTF-8.
std::string fold(std::string_view bytes);

}  // namespace sallyport::util

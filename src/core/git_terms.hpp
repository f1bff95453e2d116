#pragma once

#include <cstdint>
#include <string_view>

/// What git fixes: the folders of its refs, and the modes of what a tree holds
/// (gitrepository-layout, gitformat-index).
namespace sallyport::core {

inline constexpr std::string_view k_heads = "refs/heads/";
inline constexpr std::string_view k_remotes = "refs/remotes/";
inline constexpr std::string_view k_tags = "refs/tags/";

inline constexpr std::uint32_t k_mode_tree = 0040000;
inline constexpr std::uint32_t k_mode_file = 0100644;
inline constexpr std::uint32_t k_mode_executable = 0100755;
inline constexpr std::uint32_t k_mode_link = 0120000;
inline constexpr std::uint32_t k_mode_submodule = 0160000;

/// Regular file, link, submodule, tree: the part of a mode that a change of permissions leaves
/// alone.
constexpr std::uint32_t type_of(std::uint32_t mode) {
  return mode & 0170000U;
}

constexpr bool is_regular(std::uint32_t mode) {
  return type_of(mode) == type_of(k_mode_file);
}

/// Whether the content of a mode is a blob: that of a regular file, or of a symbolic link.
constexpr bool is_blob_mode(std::uint32_t mode) {
  return mode == k_mode_file || mode == k_mode_executable || mode == k_mode_link;
}

}  // namespace sallyport::core

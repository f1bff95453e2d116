#pragma once

#include <cstddef>
#include <span>
#include <string_view>

/// What the lines of lock files are told by.
namespace sallyport::core {

/// The characters of names and versions.
inline constexpr std::string_view k_word =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";

/// Whether `text` is not empty and has no other characters.
bool consists_of(std::string_view text, std::string_view characters);

/// How many blanks a line begins with.
std::size_t indent_of(std::string_view line);

/// The length of the quoted string in front of `text`; 0 where there is none.
std::size_t quoted_length(std::string_view text);

bool is_one_of(std::string_view word, std::span<const std::string_view> words);

}  // namespace sallyport::core

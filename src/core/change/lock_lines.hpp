#pragma once

#include <string_view>

namespace sallyport::core {

/// Whether every line of `content` is one that the format has, in a place where it has it, and the
/// whole says `key` at its top level. These formats are written by machines, in a small part of
/// what their grammars allow; the rest is none of theirs.
bool is_pnpm_lock(std::string_view content, std::string_view key);
bool is_pubspec_lock(std::string_view content, std::string_view key);
bool is_podfile_lock(std::string_view content, std::string_view key);
bool is_yarn_berry_lock(std::string_view content, std::string_view key);
bool is_gemfile_lock(std::string_view content, std::string_view key);

/// The same of formats without keys, which are not empty.
bool is_yarn_classic_lock(std::string_view content, std::string_view);
bool is_go_sum(std::string_view content, std::string_view);
bool is_gradle_lock(std::string_view content, std::string_view);
bool is_mix_lock(std::string_view content, std::string_view);

}  // namespace sallyport::core

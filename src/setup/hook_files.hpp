#pragma once

#include "git/repository.hpp"
#include "setup/git_command.hpp"
#include "setup/transaction.hpp"

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::setup {

/// `hooks/hook.sh` as it stands in the source tree, with its placeholders.
std::string_view hook_template();

/// The text of the hook file for `hook` that calls `binary`.
std::string hook_text(std::string_view hook, const std::filesystem::path& binary);

/// `text` as one word of a POSIX shell.
std::string shell_quote(std::string_view text);

/// Whether there is a file, link or folder of that name, dangling links included.
bool is_present(const std::filesystem::path& path);

/// Whether the file is a hook that `install` wrote, by the line that identifies it.
bool is_our_hook(const std::filesystem::path& path);

/// Where the hook that was there before is kept.
std::filesystem::path chained_path(const std::filesystem::path& hook);

/// The path of the program that the text of a hook of ours assigns at the start of a line; nothing
/// when the text is none of ours.
std::optional<std::string> baked_binary(std::string_view text);

/// Whether `path` is `folder` or lies in it, links followed.
bool is_inside(const std::filesystem::path& path, const std::filesystem::path& folder);

/// Whether the hooks folder is part of the work tree, where its files are the project's.
bool is_in_work_tree(const git::Repository& repository, const std::filesystem::path& folder);

/// The folder to write hook files into. Throws `util::Error` (refused), with what to do instead,
/// when core.hooksPath makes it a place that is not this repository's own to write to.
std::filesystem::path writable_hooks_folder(const git::Repository& repository,
                                            const git::Command& command,
                                            std::span<const std::string> hooks);

/// The steps that put hook files into `folder`, foreign ones kept and chained. Throws `util::Error`
/// (refused) when a foreign hook cannot be kept safely.
std::vector<Step> plan_hook_files(const std::filesystem::path& folder,
                                  std::span<const std::string> hooks,
                                  const std::filesystem::path& binary);

/// The steps that remove our hook files from `folder` and put back what they chained.
std::vector<Step> plan_hook_file_removal(const std::filesystem::path& folder,
                                         std::span<const std::string> hooks);

}  // namespace sallyport::setup

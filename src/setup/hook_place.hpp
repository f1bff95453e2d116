#pragma once

#include "git/repository.hpp"
#include "setup/git_command.hpp"

#include <filesystem>
#include <span>
#include <string>

namespace sallyport::setup {

/// Whether `path` is `folder` or lies in it, links followed.
bool is_inside(const std::filesystem::path& path, const std::filesystem::path& folder);

/// Whether the hooks folder is part of the work tree, where its files are the project's.
bool is_in_work_tree(const git::Repository& repository, const std::filesystem::path& folder);

/// The folder to write hook files into. Throws `util::Error` (refused), with what to do instead,
/// when core.hooksPath makes it a place that is not this repository's own to write to.
std::filesystem::path writable_hooks_folder(const git::Repository& repository,
                                            const GitCommand& command,
                                            std::span<const std::string> hooks);

}  // namespace sallyport::setup

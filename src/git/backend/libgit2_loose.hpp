#pragma once

#include <git2.h>

#include <filesystem>
#include <vector>

namespace sallyport::git {

/// Puts a reader of loose objects in front of libgit2's own, which reads a file that is cut short
/// for ever (libgit2 1.5.1). `directories` are those of `database`, with their alternates. Throws
/// `util::Error` (unavailable).
void add_loose_reader(git_odb* database, const std::vector<std::filesystem::path>& directories);

/// Where that reader stands among the backends of a database: after packs, before libgit2's reader
/// of loose objects.
inline constexpr int k_packs_priority = 3;
inline constexpr int k_loose_reader_priority = 2;

}  // namespace sallyport::git

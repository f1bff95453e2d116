#pragma once

#include "git/backend/layout.hpp"
#include "util/environment.hpp"

#include <filesystem>

namespace sallyport::git {

/// Throws `util::Error` (unavailable) where the repository belongs to another user whom git does
/// not take for safe either (`safe.directory`).
void check_ownership(const Layout& layout, const std::filesystem::path& directory,
                     const util::Environment& environment);

}  // namespace sallyport::git

#pragma once

#include "core/oid.hpp"
#include "git/backend/backend.hpp"
#include "git/backend/layout.hpp"
#include "git/command.hpp"
#include "git/repository.hpp"
#include "util/environment.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sallyport::git {

// What only git itself can do, and both backends let it do.

/// One value of the configuration, in git's order.
struct Setting {
  ConfigScope scope;
  std::string name;  ///< section and key in lower case
  std::string value;
};

/// The whole configuration, with every include, and what the command line and the environment set
/// (`git -c`, GIT_CONFIG_COUNT), which counts as `global`. Throws `util::Error` (unavailable) when
/// git cannot list it.
std::vector<Setting> list_settings(const Layout& layout, const util::Environment& environment);

/// The last value that counts.
std::optional<std::string> last_setting(const std::vector<Setting>& settings,
                                        const std::string& name, ConfigScope least_trusted);

/// Git without replacements, with `store` as the folder of new objects.
Command command_storing(const Layout& layout, const util::Environment& environment,
                        const std::filesystem::path& store);

/// `git write-tree` on a copy of the index, because it would lock and rewrite the original; objects
/// go to `store`. Throws `util::Error`: refused when entries are unmerged, else unavailable.
core::Oid tree_of_index(const Layout& layout, const util::Environment& environment,
                        const std::filesystem::path& store);

/// `git merge-tree` with a new folder `store` for objects, without attributes, of which
/// `settings` say the drivers. Nothing when the commits conflict; a fault when git cannot.
Found<core::Oid> merge_by_git(const Layout& layout, const util::Environment& environment,
                              const std::filesystem::path& store,
                              const std::pair<core::Oid, core::Oid>& commits,
                              const std::vector<Setting>& settings);

/// Fetches objects that a partial clone's remotes promised, in one go, as git does. Throws
/// `util::Error` (unavailable) with git's words when none of the remotes has them.
void fetch_promised(const Layout& layout, const util::Environment& environment,
                    const std::vector<std::string>& remotes, const std::vector<core::Oid>& ids);

/// Refuses an index with unmerged entries, at `paths`.
[[noreturn]] void refuse_unmerged(std::vector<std::string> paths);

}  // namespace sallyport::git

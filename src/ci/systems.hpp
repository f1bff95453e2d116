#pragma once

#include "ci/event.hpp"
#include "ci/readers.hpp"
#include "core/policy/people.hpp"
#include "util/process.hpp"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::ci {

/// A CI system that is known: its name, the variable that gives it away, and its documentation.
struct System {
  std::string_view name;
  std::string_view variable;
  std::string_view value{};        ///< what the variable must hold; empty: anything but `false`
  std::string_view documentation;  ///< where its variables are described
  std::string_view whole_clone;    ///< what a job says to be given the whole history
  /// Globs of the files that define its jobs, from the root; those not needed are empty.
  std::array<std::string_view, 2> definitions;
  /// The name before the numbers of accounts in its event files, `github`; empty: it has none.
  std::string_view forge{};
  JobVariables variables = {};  ///< unless it has event files, or `read`
  /// Reads a job that variables alone do not describe.
  Event (*read)(const util::Environment& environment) = nullptr;
};

/// Every CI system that is known, in the order in which they are tried: Forgejo and Gitea set the
/// variables of GitHub too.
std::span<const System> systems();

/// The CI system whose job this is; null where none is known.
const System* find_system(const util::Environment& environment);

/// Whether the file at that path, from the root, may define a job of some system.
bool is_definition(std::string_view path);

/// The folders that hold such files themselves, not in folders below; "" is the root.
std::vector<std::string> definition_folders();

/// The event that started this job; nothing where no CI system is known. Reads the event file that
/// the environment names, at most 16 MiB. Throws `util::Error` (unavailable) naming the variable or
/// the file and its member when either is missing, malformed or of a wrong type.
std::optional<Event> read_event(const util::Environment& environment);

/// Who pushes, in a pre-receive hook: `gitlab:123`, `gitea:45`. Not known where the server does not
/// say (plain git), for a deploy key, for a server's own account, and for a merge by button, which
/// makes nobody an author.
core::Bringer server_pusher(const util::Environment& environment);

}  // namespace sallyport::ci

#pragma once

#include "util/process.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace sallyport::ci {

/// What made a CI system start, in the terms in which a change is judged (records.md §1).
enum class EventKind {
  pull_request,  ///< a pull or merge request, against its target
  merge_queue,   ///< one step of a merge queue or train: the base is given, no merge base is taken
  push,          ///< a branch that moved: from its old tip
  branch,        ///< a branch as it is, against the default branch (by hand, or by schedule)
  nothing,       ///< a tag, a deletion, a closed request: there is nothing to judge
};

/// One event, as the environment and the event file of a CI system tell it. Commit ids are 40 or 64
/// hexadecimal digits as they were given, refs are full and valid names, people are
/// `forge:number`; empty: the system does not say.
struct Event {
  std::string system;  ///< `GitHub Actions`
  std::string name;    ///< the system's own name of the event, `pull_request`
  EventKind kind = EventKind::nothing;
  std::string note;            ///< for `nothing`: why, one printable line
  std::string base;            ///< tip of the target, the queue's parent, or the old tip of a push
  std::string head;            ///< tip of what is to land, never a merge made for testing
  std::string target;          ///< `refs/heads/main`: where it is to land; empty on some systems
  std::string default_branch;  ///< `refs/heads/main`
  std::string branch;          ///< short name of the branch that is to land
  std::string head_ref;        ///< the ref that holds the head at the remote, `refs/pull/7/head`
  std::string opener;          ///< `github:583231`: the person who opened the request
  std::string pusher;          ///< `github:583231`: the person who pushed; only for `push`
  bool from_fork = false;
  bool base_is_given = false;  ///< by a person, so that it wins over what the repository knows
};

/// A CI system that is known: its name, the variable that gives it away, and its documentation.
struct System {
  std::string_view name;
  std::string_view variable;
  std::string_view value;          ///< what the variable must hold; empty: anything but `false`
  std::string_view documentation;  ///< where its variables are described
  std::string_view whole_clone;    ///< what a job says to be given the whole history
  Event (*read)(const util::Environment& environment);
};

/// Every CI system that is known, in the order in which they are tried: Forgejo and Gitea set the
/// variables of GitHub too.
std::span<const System> systems();

/// The CI system whose job this is; null where none is known.
const System* find_system(const util::Environment& environment);

/// The event that started this job; nothing where no CI system is known. Reads the event file that
/// the environment names, at most 16 MiB. Throws `util::Error` (unavailable) naming the variable or
/// the file and its member when either is missing, malformed or of a wrong type.
std::optional<Event> read_event(const util::Environment& environment);

/// Who pushes, in a pre-receive hook: `gitlab:123`, `gitea:45`. Empty where the server does not
/// say (plain git), for a deploy key, for a server's own account, and for a merge by button, which
/// makes nobody an author.
std::string server_pusher(const util::Environment& environment);

}  // namespace sallyport::ci

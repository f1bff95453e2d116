#pragma once

#include <string>

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
  std::string opening_bot;     ///< address of the app that opened it; empty: none did
  std::string pusher;          ///< `github:583231`: the person who pushed; only for `push`
  bool from_fork = false;
  bool base_is_given = false;  ///< by a person, so that it wins over what the repository knows
};

}  // namespace sallyport::ci

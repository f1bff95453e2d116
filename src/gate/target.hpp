#pragma once

#include "core/policy/policy.hpp"
#include "gate/session.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::gate {

/// A ref where a change would land, with the copies of it that are known here.
struct Target {
  std::string ref;                 ///< full name on the remote, such as `refs/heads/main`
  std::vector<core::Oid> commits;  ///< of its copies that count
  std::optional<core::Oid> tip;    ///< the copy that contains the others
  std::string tip_name;            ///< the ref of that copy, such as `refs/remotes/origin/main`
};

/// How refs of where changes land are known.
enum class Copies {
  known,     ///< by remote-tracking refs; by the local branch where there is no remote
  tracking,  ///< by remote-tracking refs alone: a local branch may be what is pushed
  own,       ///< by the refs themselves: this is where they are
};

/// The target with that full ref name and the copies of it that count: those of `origin` and
/// `upstream`, or of every remote where neither exists, and of the remote `pushed_to`. What was
/// fetched from somebody's fork has landed nowhere.
Target target_named(const Session& session, const std::string& ref, Copies copies = Copies::known,
                    const std::string& pushed_to = {});

/// Where what is checked out would land: the branch's own setting, else of the refs that its policy
/// gates the nearest, else the default branch. Nothing when none can be found.
std::optional<Target> landing_target(const Session& session);

/// Where something that is based on `base` lands in the end: there, unless the default branch's
/// policy, else the one that is checked out, does not gate it (a stacked branch); then at the
/// policy's target.
Target landing_of_stack(const Session& session, Target base);

/// The default branch of the remote that is used here, with the copies that are known; nothing when
/// it is not known.
std::optional<Target> default_branch(const Session& session);

/// The default branch of a server: the one that HEAD names; where there is no such branch, the one
/// whose policy has it as its target. Throws `util::Error` (unavailable) with the mend when
/// branches have policies and neither tells.
Target server_default(const Session& session);

/// Whether changes land at `ref` under `policy`: it is the target or matches `refs`.
bool is_gated(const core::Policy& policy, const std::string& ref);

/// `main` for `refs/heads/main`, `origin/main` for `refs/remotes/origin/main`.
std::string short_name(std::string_view ref);

}  // namespace sallyport::gate

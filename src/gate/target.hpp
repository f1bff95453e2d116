#pragma once

#include "gate/policy_source.hpp"
#include "gate/session.hpp"

#include <optional>
#include <string>
#include <vector>

namespace sallyport::gate {

/// The ref where a change would land, with the copies of it that are known here.
struct Target {
  std::string ref;                 ///< full name on the remote, such as `refs/heads/main`
  std::vector<core::Oid> commits;  ///< its remote-tracking copies; the local branch without remotes
  std::optional<core::Oid> tip;    ///< the copy that contains the others
  std::string tip_name;            ///< the ref of that copy, such as `refs/remotes/origin/main`
};

/// The landing target of policy.md §1 for what is checked out: `explicit_base` (a revision or ref
/// given by the caller) first, or where what is based on it lands in the end. Nothing when none can
/// be found.
std::optional<Target> landing_target(const Session& session,
                                     const std::optional<std::string>& explicit_base);

/// The target with that full ref name and the copies of it that count: those of `origin` and
/// `upstream`, or of every remote where neither exists, and of the remote `pushed_to`. What was
/// fetched from somebody's fork has landed nowhere.
Target target_named(const Session& session, const std::string& ref,
                    const std::string& pushed_to = {});

/// The default branch of the remote that is used here; nothing when it is not known.
std::optional<std::string> default_branch(const Session& session);

/// Policy and signers that judge a change from `head_tree` landing at `target` (policy.md §1):
/// pinned, else of the target's tip, else of the default branch's, else of a tree in `base_trees`,
/// else of the change itself. Nothing when there is no policy anywhere.
std::optional<Governing> find_governing(const Session& session, const std::optional<Target>& target,
                                        const core::Oid& head_tree,
                                        const std::vector<core::Oid>& base_trees = {});

/// The same; where there is no policy anywhere, the built-in defaults.
Governing governing_or_defaults(const Session& session, const std::optional<Target>& target,
                                const core::Oid& head_tree);

/// The policy that a change itself brings, for where none has landed yet. Nothing when it brings
/// none. Throws `util::Error` (usage) when it is wrong, or nobody could sign under it.
std::optional<Governing> bootstrap_policy(const Session& session, const core::Oid& head_tree);

/// Whether changes land at `ref` under `policy`: it is the target or matches `refs`.
bool is_gated(const core::Policy& policy, const std::string& ref);

}  // namespace sallyport::gate

#include "gate/target.hpp"

#include "core/git_terms.hpp"
#include "gate/policy_source.hpp"
#include "git/remotes.hpp"
#include "util/error.hpp"
#include "util/glob.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace sallyport::gate {
namespace {

/// `refs/heads/X` for `X`, `refs/for/X`, `refs/heads/X` and `refs/remotes/<remote>/X`.
std::string landing_name(const Session& session, const std::string& ref) {
  if (ref.starts_with("refs/for/")) {
    return std::string(core::k_heads) + ref.substr(std::string_view("refs/for/").size());
  }
  for (const std::string& remote : session.repository.remotes()) {
    const std::string prefix = fmt::format("{}{}/", core::k_remotes, remote);
    if (ref.starts_with(prefix)) {
      return std::string(core::k_heads) + ref.substr(prefix.size());
    }
  }
  return ref.starts_with("refs/") ? ref : std::string(core::k_heads) + ref;
}

/// The names of the refs that hold copies of `ref`.
std::vector<std::string> copies_of(const Session& session, const std::string& ref, Copies copies,
                                   const std::string& pushed_to) {
  const auto remotes = copies == Copies::own ? std::vector<std::string>{}
                                             : git::home_remotes(session.repository, pushed_to);
  std::vector<std::string> names;
  if (remotes.empty() && copies != Copies::tracking) {
    names.push_back(ref);
  }
  for (const std::string& remote :
       ref.starts_with(core::k_heads) ? remotes : std::vector<std::string>{}) {
    names.push_back(git::tracking_ref(remote, ref.substr(core::k_heads.size())));
  }
  return names;
}

/// The policy file of HEAD, or of the index on an unborn branch or before the first policy.
const policy::LoadResult* policy_at_head(const Session& session) {
  const auto head = session.repository.head_commit();
  const policy::LoadResult* const loaded =
      head ? load_policy(session, session.repository.tree_of(*head)) : nullptr;
  return loaded == nullptr && !session.repository.is_bare()
             ? load_policy(session, session.repository.index_tree())
             : loaded;
}

std::optional<std::string> configured_target(const Session& session) {
  const auto branch = session.repository.head_branch();
  if (!branch || !branch->starts_with(core::k_heads)) {
    return std::nullopt;
  }
  return session.repository.config(
      fmt::format("branch.{}.sallyportTarget", branch->substr(core::k_heads.size())),
      git::ConfigScope::worktree);
}

/// How many commits lie between the best merge base with a target and HEAD.
std::size_t distance(const Session& session, const Target& target, const core::Oid& head) {
  const std::vector<core::Oid> heads{head};
  return session.repository.commits_between(heads, target.commits).size();
}

/// Of the gated refs that are known here, the one that HEAD is nearest to; ties go to the policy's
/// target.
Target nearest_gated(const Session& session, const core::Policy& policy) {
  Target best = target_named(session, policy.target);
  const auto head = session.repository.head_commit();
  const bool only_target = policy.refs.size() == 1 && policy.refs.front() == policy.target;
  if (!head || only_target) {
    return best;
  }
  std::size_t least = best.commits.empty() ? std::numeric_limits<std::size_t>::max()
                                           : distance(session, best, *head);
  const bool no_remote = session.repository.remotes().empty();
  for (const git::Reference& known :
       session.repository.references(no_remote ? core::k_heads : core::k_remotes)) {
    const std::string name = landing_name(session, known.name);
    if (name == policy.target || !is_gated(policy, name)) {
      continue;
    }
    const Target candidate = target_named(session, name);
    const std::size_t commits = distance(session, candidate, *head);
    if (commits < least) {
      least = commits;
      best = candidate;
    }
  }
  return best;
}

}  // namespace

bool is_gated(const core::Policy& policy, const std::string& ref) {
  return ref == policy.target ||
         std::any_of(policy.refs.begin(), policy.refs.end(),
                     [&](const std::string& glob) { return util::glob_matches(glob, ref); });
}

std::string short_name(std::string_view ref) {
  for (const std::string_view prefix : {core::k_heads, core::k_remotes, core::k_tags}) {
    if (ref.starts_with(prefix)) {
      return std::string(ref.substr(prefix.size()));
    }
  }
  return std::string(ref);
}

Target target_named(const Session& session, const std::string& ref, Copies copies,
                    const std::string& pushed_to) {
  Target target;
  target.ref = copies == Copies::own ? ref : landing_name(session, ref);
  for (const std::string& name : copies_of(session, target.ref, copies, pushed_to)) {
    const auto commit = session.repository.reference(name);
    if (!commit) {
      continue;
    }
    target.commits.push_back(*commit);
    const bool contains_tip = !target.tip || (*commit != *target.tip &&
                                              session.repository.is_ancestor(*target.tip, *commit));
    if (contains_tip) {
      target.tip = commit;
      target.tip_name = name;
    }
  }
  return target;
}

std::optional<Target> default_branch(const Session& session) {
  const auto remote = git::main_remote(session.repository);
  if (!remote) {
    return std::nullopt;
  }
  const auto head =
      session.repository.symbolic_target(fmt::format("{}{}/HEAD", core::k_remotes, *remote));
  return head ? std::optional(target_named(session, *head)) : std::nullopt;
}

std::optional<Target> landing_target(const Session& session) {
  if (const auto configured = configured_target(session)) {
    return target_named(session, *configured);
  }
  const policy::LoadResult* const loaded = policy_at_head(session);
  if (loaded != nullptr && loaded->policy && !loaded->policy->target.empty()) {
    return nearest_gated(session, *loaded->policy);
  }
  return default_branch(session);
}

Target landing_of_stack(const Session& session, Target base) {
  const auto general = default_branch(session);
  const policy::LoadResult* const loaded =
      general && general->tip ? load_policy(session, session.repository.tree_of(*general->tip))
                              : policy_at_head(session);
  const core::Policy* const policy =
      loaded != nullptr && loaded->policy ? &*loaded->policy : nullptr;
  const bool is_stacked =
      policy != nullptr && !policy->target.empty() && !is_gated(*policy, base.ref);
  return is_stacked ? target_named(session, policy->target) : std::move(base);
}

Target server_default(const Session& session) {
  const std::string head = session.repository.head_branch().value_or("");
  Target named = target_named(session, head, Copies::own);
  if (named.tip) {
    return named;
  }
  std::vector<Target> own_targets;
  bool any_policy = false;
  for (const git::Reference& branch : session.repository.references(core::k_heads)) {
    const auto* const loaded = load_policy(session, session.repository.tree_of(branch.target));
    any_policy = any_policy || loaded != nullptr;
    if (loaded != nullptr && loaded->policy && loaded->policy->target == branch.name) {
      own_targets.push_back(target_named(session, branch.name, Copies::own));
    }
  }
  if (any_policy && own_targets.size() != 1) {
    throw util::Error(util::ErrorKind::unavailable,
                      fmt::format("cannot judge: HEAD names '{}', which does not exist", head),
                      "on the server: git symbolic-ref HEAD refs/heads/main");
  }
  return own_targets.empty() ? named : own_targets.front();
}

}  // namespace sallyport::gate

#include "gate/target.hpp"

#include "core/people.hpp"
#include "git/remotes.hpp"
#include "util/error.hpp"
#include "util/glob.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace sallyport::gate {
namespace {

constexpr std::string_view k_heads = "refs/heads/";
constexpr std::string_view k_remotes = "refs/remotes/";

/// `refs/heads/X` for `X`, `refs/for/X`, `refs/heads/X` and `refs/remotes/<remote>/X`.
std::string landing_name(const Session& session, const std::string& ref) {
  if (ref.starts_with("refs/for/")) {
    return std::string(k_heads) + ref.substr(std::string_view("refs/for/").size());
  }
  for (const std::string& remote : session.repository.remotes()) {
    const std::string prefix = fmt::format("{}{}/", k_remotes, remote);
    if (ref.starts_with(prefix)) {
      return std::string(k_heads) + ref.substr(prefix.size());
    }
  }
  return ref.starts_with("refs/") ? ref : std::string(k_heads) + ref;
}

/// The copies of `ref` by name: tracking refs, or the local branch where there is no remote.
std::vector<git::Reference> copies_of(const Session& session, const std::string& ref,
                                      const std::string& pushed_to) {
  std::vector<git::Reference> copies;
  const auto add = [&](const std::string& name) {
    if (const auto commit = session.repository.reference(name)) {
      copies.push_back({name, *commit});
    }
  };
  const auto remotes = git::home_remotes(session.repository, pushed_to);
  if (remotes.empty()) {
    add(ref);
  }
  if (ref.starts_with(k_heads)) {
    for (const std::string& remote : remotes) {
      add(git::tracking_ref(remote, ref.substr(k_heads.size())));
    }
  }
  return copies;
}

/// The policy file of HEAD, or of the index on an unborn branch or before the first policy.
std::optional<policy::LoadResult> policy_at_head(const Session& session) {
  const auto head = session.repository.head_commit();
  auto loaded = head ? load_policy(session, session.repository.tree_of(*head), "") : std::nullopt;
  if (!loaded && !session.repository.is_bare()) {
    loaded = load_policy(session, session.repository.index_tree(), "");
  }
  return loaded;
}

std::optional<std::string> configured_target(const Session& session) {
  const auto branch = session.repository.head_branch();
  if (!branch || !branch->starts_with(k_heads)) {
    return std::nullopt;
  }
  return session.repository.config(
      fmt::format("branch.{}.sallyportTarget", branch->substr(k_heads.size())),
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
       session.repository.references(no_remote ? k_heads : k_remotes)) {
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

/// The policy of the default branch, else the one that is checked out.
std::optional<core::Policy> general_policy(const Session& session) {
  const auto name = default_branch(session);
  const auto tip = name ? target_named(session, *name).tip : std::nullopt;
  const auto loaded =
      tip ? load_policy(session, session.repository.tree_of(*tip), "") : policy_at_head(session);
  return loaded ? loaded->policy : std::nullopt;
}

/// Where something that is based on `base` lands in the end: there, unless the policy does not gate
/// it (a stacked branch); then at the policy's target.
Target gated_target(const Session& session, const Target& base) {
  const auto policy = general_policy(session);
  const bool is_stacked = policy && !policy->target.empty() && !is_gated(*policy, base.ref);
  return is_stacked ? target_named(session, policy->target) : base;
}

std::optional<Governing> governing_of_target(const Session& session, const Target& target) {
  if (!target.tip) {
    return std::nullopt;
  }
  return governing_in(session, session.repository.tree_of(*target.tip), target.tip_name);
}

}  // namespace

bool is_gated(const core::Policy& policy, const std::string& ref) {
  return ref == policy.target ||
         std::any_of(policy.refs.begin(), policy.refs.end(),
                     [&](const std::string& glob) { return util::glob_matches(glob, ref); });
}

Target target_named(const Session& session, const std::string& ref, const std::string& pushed_to) {
  Target target;
  target.ref = landing_name(session, ref);
  for (const git::Reference& copy : copies_of(session, target.ref, pushed_to)) {
    target.commits.push_back(copy.target);
    const bool contains_tip =
        !target.tip ||
        (copy.target != *target.tip && session.repository.is_ancestor(*target.tip, copy.target));
    if (contains_tip) {
      target.tip = copy.target;
      target.tip_name = copy.name;
    }
  }
  return target;
}

std::optional<std::string> default_branch(const Session& session) {
  const auto remote = git::main_remote(session.repository);
  if (!remote) {
    return std::nullopt;
  }
  const auto head =
      session.repository.symbolic_target(fmt::format("{}{}/HEAD", k_remotes, *remote));
  return head ? std::optional(landing_name(session, *head)) : std::nullopt;
}

std::optional<Target> landing_target(const Session& session,
                                     const std::optional<std::string>& explicit_base) {
  if (explicit_base) {
    const auto full = session.repository.full_ref_name(*explicit_base);
    if (full) {
      return gated_target(session, target_named(session, *full));
    }
  }
  if (const auto configured = configured_target(session)) {
    return target_named(session, *configured);
  }
  const auto loaded = policy_at_head(session);
  if (loaded && loaded->policy && !loaded->policy->target.empty()) {
    return nearest_gated(session, *loaded->policy);
  }
  const auto fallback = default_branch(session);
  return fallback ? std::optional(target_named(session, *fallback)) : std::nullopt;
}

std::optional<Governing> bootstrap_policy(const Session& session, const core::Oid& head_tree) {
  auto governing = governing_in(session, head_tree, "the change itself");
  if (governing) {
    governing->bootstrap = true;
    const auto missing = core::missing_signers(governing->policy, governing->signers, session.now);
    if (missing) {
      throw util::Error(util::ErrorKind::usage, fmt::format("{}: {}", k_policy_path, *missing),
                        "enrol a key: sallyport enroll");
    }
  }
  return governing;
}

std::optional<Governing> find_governing(const Session& session, const std::optional<Target>& target,
                                        const core::Oid& head_tree,
                                        const std::vector<core::Oid>& base_trees) {
  if (auto pinned = pinned_policy(session)) {
    return pinned;
  }
  auto governing = target ? governing_of_target(session, *target) : std::nullopt;
  const auto fallback = governing ? std::nullopt : default_branch(session);
  if (!governing && fallback && (!target || *fallback != target->ref)) {
    governing = governing_of_target(session, target_named(session, *fallback));
  }
  for (const core::Oid& tree : base_trees) {
    governing = governing ? std::move(governing) : governing_in(session, tree, "the base");
  }
  const auto head = session.repository.head_commit();
  if (!governing && !target && head) {
    governing = governing_in(session, session.repository.tree_of(*head), "HEAD");
  }
  return governing ? std::move(governing) : bootstrap_policy(session, head_tree);
}

Governing governing_or_defaults(const Session& session, const std::optional<Target>& target,
                                const core::Oid& head_tree) {
  if (auto governing = find_governing(session, target, head_tree)) {
    return std::move(*governing);
  }
  Governing defaults;
  defaults.origin.source = "no policy; the defaults";
  defaults.bootstrap = true;
  return defaults;
}

}  // namespace sallyport::gate

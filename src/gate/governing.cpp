#include "gate/governing.hpp"

#include "core/git_terms.hpp"
#include "core/policy/people.hpp"
#include "util/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace sallyport::gate {
namespace {

using util::Error;
using util::ErrorKind;

void require_never_had(const Session& session, const Target& target) {
  const auto line = session.repository.first_parents(*target.tip);
  const auto had = std::find_if(line.begin(), line.end(), [&](const core::Oid& commit) {
    return has_policy(session, session.repository.tree_of(commit));
  });
  if (had != line.end()) {
    throw Error(ErrorKind::unavailable,
                fmt::format("cannot judge: '{}' has no {}, but {} had one", target.ref,
                            k_policy_path, core::abbreviated(*had)),
                fmt::format("an administrator restores it: git checkout {} -- .sallyport",
                            core::abbreviated(*had)));
  }
}

std::optional<Governing> pinned(const Search& search) {
  return pinned_policy(search.session);
}

/// Policy and signers at the tip of where something lands.
std::optional<Governing> at_tip(const Search& search, const std::optional<Target>& target) {
  if (!target || !target->tip) {
    return std::nullopt;
  }
  auto found = governing_in(search.session, search.session.repository.tree_of(*target->tip),
                            target->tip_name);
  if (!found && search.lost == Lost::refused) {
    require_never_had(search.session, *target);
  }
  return found;
}

/// The same, or those of the target that they name.
std::optional<Governing> as_named_at(const Search& search, const std::optional<Target>& target) {
  auto found = at_tip(search, target);
  const std::string named = found ? found->policy.target : "";
  if (named.empty() || named == target->ref) {
    return found;
  }
  auto of_named = at_tip(search, target_named(search.session, named, search.copies));
  return of_named ? std::move(of_named) : std::move(found);
}

/// The default branch as it is known best: where it is what something lands on, as that is.
std::optional<Governing> at_default_branch(const Search& search) {
  const auto known = search.default_branch ? search.default_branch : default_branch(search.session);
  const auto same =
      std::find_if(search.targets.begin(), search.targets.end(),
                   [&](const Target& target) { return known && target.ref == known->ref; });
  return as_named_at(search, same == search.targets.end() ? known : std::optional(*same));
}

std::optional<Governing> at_targets(const Search& search) {
  for (const Target& target : search.targets) {
    if (auto found = as_named_at(search, target)) {
      return found;
    }
  }
  return std::nullopt;
}

std::optional<Governing> at_bases(const Search& search) {
  for (const core::Oid& tree : search.bases) {
    if (auto found = governing_in(search.session, tree, "the base")) {
      return found;
    }
  }
  return std::nullopt;
}

std::optional<Governing> at_head(const Search& search) {
  const auto head = search.targets.empty() ? search.session.repository.head_commit() : std::nullopt;
  return head ? governing_in(search.session, search.session.repository.tree_of(*head), "HEAD")
              : std::nullopt;
}

/// The policy that a change itself brings. Throws when it is wrong, or nobody could sign under it.
std::optional<Governing> in_change(const Search& search) {
  auto found = search.change ? governing_in(search.session, *search.change, "the change itself")
                             : std::nullopt;
  if (found) {
    found->bootstrap = true;
    const auto missing = core::missing_signers(found->policy, found->signers, search.session.now);
    if (missing) {
      throw Error(ErrorKind::usage, fmt::format("{}: {}", k_policy_path, *missing),
                  "enrol a key: sallyport enroll");
    }
  }
  return found;
}

/// The order of policy.md, "In force": the first that has one is it.
constexpr std::array<std::optional<Governing> (*)(const Search&), 6> k_order{
    pinned, at_default_branch, at_targets, at_bases, at_head, in_change};

}  // namespace

std::optional<Governing> find_governing(const Search& search) {
  for (const auto& look : k_order) {
    if (auto found = look(search)) {
      return found;
    }
  }
  return std::nullopt;
}

std::string log_ref(const std::optional<Governing>& governing) {
  return std::string(core::k_heads) + (governing ? governing->policy : core::Policy{}).store_branch;
}

}  // namespace sallyport::gate

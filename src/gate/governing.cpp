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

std::optional<Governing> at_target(const Search& search) {
  return at_tip(search, search.target);
}

std::optional<Governing> at_default_branch(const Search& search) {
  const auto& known = search.default_branch;
  const auto fallback = known ? known : default_branch(search.session);
  const bool was_asked = search.target && fallback && fallback->ref == search.target->ref;
  return was_asked ? std::nullopt : at_tip(search, fallback);
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
  const auto head = search.target ? std::nullopt : search.session.repository.head_commit();
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
    pinned, at_target, at_default_branch, at_bases, at_head, in_change};

Ruling ruling_by(std::optional<Governing> governing, const std::string& ref) {
  Ruling ruling;
  if (governing) {
    ruling.gates = is_gated(governing->policy, ref);
    ruling.is_log = ref == std::string(core::k_heads) + governing->policy.store_branch;
  }
  ruling.governing = std::move(governing);
  return ruling;
}

/// The policy at the tip of a pushed ref, when it says that changes land there. What is checked out
/// may name another target, or have no policy at all.
std::optional<Governing> own_policy(const Search& search) {
  try {
    auto own = at_target(search);
    return own && is_gated(own->policy, search.target->ref) ? std::move(own) : std::nullopt;
  } catch (const Error&) {  // what mends a broken policy on a branch must get through
    return std::nullopt;
  }
}

/// Lets the own policy of a ref that moves judge it, and make it one where changes land.
void ask_own(const Search& moved, Ruling& ruling) {
  try {
    auto own = at_target(moved);
    if (!own) {
      return;
    }
    if (ruling.governing) {  // one log, which is guarded
      own->policy.store_branch = ruling.governing->policy.store_branch;
    }
    ruling.gates = ruling.gates || is_gated(own->policy, moved.target->ref);
    ruling.governing = std::move(own);
  } catch (const Error&) {
    if (ruling.gates) {
      throw;
    }
  }
}

}  // namespace

std::optional<Governing> find_governing(const Search& search) {
  for (const auto& look : k_order) {
    if (auto found = look(search)) {
      return found;
    }
  }
  return std::nullopt;
}

Ruling rule_push(const Search& pushed, const std::optional<Target>& working,
                 const std::string& ref) {
  auto own = pinned_policy(pushed.session);
  own = own ? std::move(own) : own_policy(pushed);
  if (own) {
    return ruling_by(std::move(own), ref);
  }
  Search of_work = pushed;
  of_work.target = working;
  auto general = find_governing(of_work);
  if (!general || !is_gated(general->policy, pushed.target->ref)) {
    return ruling_by(std::move(general), ref);
  }
  auto of_pushed = find_governing(pushed);
  const bool speaks_for_itself = !of_pushed || (of_pushed->bootstrap && !general->bootstrap);
  Ruling ruling = ruling_by(speaks_for_itself ? std::move(general) : std::move(of_pushed), ref);
  // What is pushed for review (refs/for/main) is meant for that ref, but does not land there.
  ruling.gates = ruling.gates || ref == pushed.target->ref;
  return ruling;
}

Ruling rule_move(const Search& moved) {
  const std::string& ref = moved.target->ref;
  const bool is_default = ref == moved.default_branch->ref;
  Search general = moved;
  general.target = is_default ? moved.target : moved.default_branch;
  general.change.reset();
  Ruling ruling = ruling_by(find_governing(general), ref);
  if (!moved.session.pin.is_set() && !is_default && !ruling.is_log) {
    ask_own(moved, ruling);
  }
  return ruling.governing || !moved.change ? std::move(ruling)
                                           : ruling_by(find_governing(moved), ref);
}

}  // namespace sallyport::gate

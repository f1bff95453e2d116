#include "gate/landing.hpp"

#include "gate/bases.hpp"
#include "gate/landed.hpp"
#include "gate/log_move.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sallyport::gate {
namespace {

constexpr std::string_view k_heads = "refs/heads/";

RefMove parse_move(std::string_view line) {
  const auto fields = util::split(line, ' ');
  const auto from = fields.size() == 3 ? core::parse_oid(fields[0]) : std::nullopt;
  const auto to = fields.size() == 3 ? core::parse_oid(fields[1]) : std::nullopt;
  if (!from || !to) {
    throw util::Error(util::ErrorKind::usage,
                      fmt::format("cannot read the pre-receive line '{}'", util::printable(line)),
                      "git gives the hook: <old oid> <new oid> <ref>");
  }
  return {std::string(fields[2]), *from, *to};
}

/// The ref as it was before the move.
Target before_move(const Session& session, const RefMove& move) {
  Target target;
  target.ref = move.ref;
  if (!move.from.is_zero() && session.repository.has_commit(move.from)) {
    target.commits = {move.from};
    target.tip = move.from;
    target.tip_name = move.ref;
  }
  return target;
}

/// Policy and signers at the tip of a target. Throws when its history once had them.
std::optional<Governing> policy_of(const Session& session, const Target& target) {
  if (!target.tip) {
    return std::nullopt;
  }
  auto governing = governing_in(session, session.repository.tree_of(*target.tip), target.tip_name);
  if (governing) {
    return governing;
  }
  const auto line = session.repository.first_parents(*target.tip);
  const auto had = std::find_if(line.begin(), line.end(), [&](const core::Oid& commit) {
    return has_policy(session, session.repository.tree_of(commit));
  });
  if (had != line.end()) {
    throw util::Error(util::ErrorKind::unavailable,
                      fmt::format("cannot judge: '{}' has no {}, but {} had one", target.ref,
                                  k_policy_path, core::abbreviated(*had)),
                      fmt::format("an administrator restores it: git checkout {} -- .sallyport",
                                  core::abbreviated(*had)));
  }
  return std::nullopt;
}

bool names_log(const RefMove& move, const Governing& governing) {
  return move.ref == std::string(k_heads) + governing.policy.store_branch;
}

/// The policy that says whether a ref is one where changes land, and then judges it.
struct Gating {
  std::optional<Governing> governing;
  bool gated = false;
  bool is_log = false;
};

/// A ref is gated by what the default branch says, or by its own policy. A broken policy on a ref
/// that only it could gate gates nothing, so that what mends it gets through.
Gating gating_of(const Session& session, const Target& own, const RefMove& move,
                 const Target& fallback) {
  Gating gating;
  if (auto pinned = pinned_policy(session)) {
    gating.gated = is_gated(pinned->policy, move.ref);
    gating.is_log = names_log(move, *pinned);
    gating.governing = std::move(pinned);
    return gating;
  }
  auto general = move.ref == fallback.ref ? policy_of(session, own) : policy_of(session, fallback);
  if (general) {
    gating.gated = is_gated(general->policy, move.ref);
    gating.is_log = names_log(move, *general);
  }
  if (move.ref == fallback.ref || gating.is_log) {
    gating.governing = std::move(general);
    return gating;
  }
  try {
    auto special = policy_of(session, own);
    if (special && general) {
      special->policy.store_branch = general->policy.store_branch;  // one log, which is guarded
    }
    gating.gated = gating.gated || (special && is_gated(special->policy, move.ref));
    gating.governing = special ? std::move(special) : std::move(general);
  } catch (const util::Error&) {
    if (gating.gated) {
      throw;
    }
    gating.governing = std::move(general);
  }
  return gating;
}

/// Where no policy has landed yet, the one that is pushed speaks for itself.
void bootstrap(const Session& session, const RefMove& move, const Target& own,
               const Target& fallback, Gating& gating) {
  if (gating.governing || move.to.is_zero() || !session.repository.has_commit(move.to)) {
    return;
  }
  gating.governing =
      policy_where_it_lands(session, own, fallback, session.repository.tree_of(move.to));
  if (gating.governing) {
    gating.gated = is_gated(gating.governing->policy, move.ref);
    gating.is_log = names_log(move, *gating.governing);
  }
}

/// Why a gated ref must not move so, whatever it holds.
std::string refuse_move(const Session& session, const RefMove& move, const core::Policy& policy) {
  if (move.to.is_zero()) {
    return policy.deny_delete ? "the policy denies deleting it (deny_delete)" : "";
  }
  if (!session.repository.has_commit(move.to)) {
    session.repository.require_object(move.to);
    return "it would name something that is no commit";
  }
  const bool rewinds = !move.from.is_zero() && session.repository.has_commit(move.from) &&
                       !session.repository.is_ancestor(move.from, move.to);
  return rewinds && policy.deny_rewind
             ? "the policy denies taking commits away from it (deny_rewind)"
             : "";
}

/// The commits that landed before the move: the old tip, else what the default branch has.
std::vector<core::Oid> landed_before(const Session& session, const RefMove& move, const Target& own,
                                     const Landing& landing) {
  if (!own.commits.empty()) {
    return own.commits;
  }
  const bool is_default = move.ref == landing.fallback.ref;
  if (is_default && !move.from.is_zero()) {
    throw util::Error(util::ErrorKind::unavailable,
                      fmt::format("cannot judge: the old tip {} of '{}' is not here",
                                  core::to_hex(move.from), move.ref),
                      fmt::format("git fetch origin {}", core::to_hex(move.from)));
  }
  const auto landed = is_default ? std::vector<core::Oid>{} : landing.fallback.commits;
  return landed.empty() ? before_first_policy(session, move.to) : landed;
}

Selection select_move(const Session& session, const RefMove& move, Target own,
                      const Landing& landing) {
  Selection selection;
  selection.gate = landing.gate;
  selection.place = core::Place::lands;
  const bool has_old_tip = own.tip.has_value();
  own.commits = landed_before(session, move, own, landing);
  selection.bases = has_old_tip ? std::vector<Base>{base_at(session, move.from)}
                                : bases_of(session, {move.to}, own.commits);
  selection.head_commit = move.to;
  selection.head_tree = session.repository.tree_of(move.to);
  selection.commits = session.repository.commits_between({{move.to}}, own.commits);
  selection.branch = move.ref.starts_with(k_heads) ? short_name(move.ref) : "";
  selection.brought_by = landing.brought_by;
  selection.description =
      fmt::format("the push of {} to {} (base {}: {})", core::abbreviated(move.to), move.ref,
                  describe_bases(selection.bases),
                  has_old_tip ? "its old tip" : "the merge base with what has landed");
  const auto& base = selection.bases.front();
  selection.argument = base.commit ? fmt::format("--range {}..{}", core::abbreviated(*base.commit),
                                                 core::abbreviated(move.to))
                                   : fmt::format("--range {}..{}", core::to_hex(base.tree),
                                                 core::to_hex(selection.head_tree));
  selection.target = std::move(own);
  return selection;
}

/// The tips that hold what has landed: the ref's own, and those of the refs whose records it
/// accepts.
std::vector<core::Oid> landed_tips(const Session& session, const Selection& selection,
                                   const Governing& governing, const Landing& landing) {
  std::vector<core::Oid> tips = selection.target->commits;
  for (const std::string& accepted : governing.policy.accept_targets) {
    if (accepted == selection.target->ref) {
      continue;
    }
    const Target other = landing.copies == Copies::own ? server_ref(session, accepted)
                                                       : target_named(session, accepted);
    tips.insert(tips.end(), other.commits.begin(), other.commits.end());
  }
  return tips;
}

/// The move with tags replaced by the commits that they name.
RefMove peeled(const Session& session, RefMove move) {
  for (core::Oid* side : {&move.from, &move.to}) {
    const auto commit =
        side->is_zero() ? std::nullopt : session.repository.resolve_commit(core::to_hex(*side));
    *side = commit.value_or(*side);
  }
  return move;
}

}  // namespace

std::vector<RefMove> parse_ref_moves(std::string_view input) {
  std::vector<RefMove> moves;
  for (const std::string_view line : util::split_lines(input)) {
    if (!line.empty()) {
      moves.push_back(parse_move(line));
    }
  }
  return moves;
}

Target server_ref(const Session& session, const std::string& ref) {
  Target target;
  target.ref = ref;
  target.tip = session.repository.reference(ref);
  if (target.tip) {
    target.commits = {*target.tip};
    target.tip_name = ref;
  }
  return target;
}

Target server_default(const Session& session) {
  const std::string head = session.repository.head_branch().value_or("");
  Target named = server_ref(session, head);
  if (named.tip) {
    return named;
  }
  std::vector<Target> own_targets;
  bool any_policy = false;
  for (const git::Reference& branch : session.repository.references(k_heads)) {
    const auto loaded = load_policy(session, session.repository.tree_of(branch.target), "");
    any_policy = any_policy || loaded;
    if (loaded && loaded->policy && loaded->policy->target == branch.name) {
      own_targets.push_back(server_ref(session, branch.name));
    }
  }
  if (any_policy && own_targets.size() != 1) {
    throw util::Error(util::ErrorKind::unavailable,
                      fmt::format("cannot judge: HEAD names '{}', which does not exist", head),
                      "on the server: git symbolic-ref HEAD refs/heads/main");
  }
  return own_targets.empty() ? named : own_targets.front();
}

std::optional<Governing> policy_where_it_lands(const Session& session, const Target& target,
                                               const Target& fallback, const core::Oid& head_tree) {
  if (auto pinned = pinned_policy(session)) {
    return pinned;
  }
  auto governing = policy_of(session, target);
  if (!governing && target.ref != fallback.ref) {
    governing = policy_of(session, fallback);
  }
  return governing ? std::move(governing) : bootstrap_policy(session, head_tree);
}

Decision judge_move(const Session& session, const RefMove& asked, const Landing& landing) {
  const RefMove move = peeled(session, asked);
  const Target own = before_move(session, move);
  Gating gating = gating_of(session, own, move, landing.fallback);
  bootstrap(session, move, own, landing.fallback, gating);
  if (!gating.governing && move.ref == std::string(k_heads) + core::Policy{}.store_branch) {
    return {std::nullopt, "it is the sign-off log", refuse_log_move(session, move)};
  }
  if (!gating.governing) {
    throw util::Error(util::ErrorKind::usage, "cannot judge: there is no policy anywhere",
                      "make one and push it first: sallyport init");
  }
  Decision decision;
  decision.mode = mode_of(gating.governing->policy, landing.gate);
  if (gating.is_log) {
    decision.note = "it is the sign-off log";
    decision.refusal = refuse_log_move(session, move);
  } else if (!gating.gated) {
    decision.note = "the policy does not gate it";
  } else {
    decision.refusal = refuse_move(session, move, gating.governing->policy);
    decision.note = move.to.is_zero() ? "a deletion brings nothing in" : "";
  }
  if (!decision.note.empty() || !decision.refusal.empty()) {
    return decision;
  }
  const Selection selection = select_move(session, move, own, landing);
  if (has_landed(session, selection, landed_tips(session, selection, *gating.governing, landing))) {
    decision.note = "everything in it has landed already";
  } else {
    decision.judgement = judge(session, selection, std::move(*gating.governing));
  }
  return decision;
}

}  // namespace sallyport::gate

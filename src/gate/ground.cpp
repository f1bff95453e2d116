#include "gate/ground.hpp"

#include "core/git_terms.hpp"
#include "core/policy/people.hpp"
#include "gate/governing.hpp"
#include "gate/landed.hpp"
#include "gate/log_move.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <utility>

namespace sallyport::gate {
namespace {

using util::Error;
using util::ErrorKind;

Governing built_in_defaults() {
  Governing defaults;
  defaults.origin.source = "no policy; the defaults";
  defaults.bootstrap = true;
  return defaults;
}

/// Puts a policy in force; false: there is none, and nothing to judge.
bool put_in_force(const Session& session, std::optional<Governing> governing, Ground& ground) {
  const MissingPolicy missing = governing ? MissingPolicy{} : missing_policy(session);
  if (!governing && ground.unruled == Unruled::passed) {
    ground.note =
        fmt::format("{}; run `{}`", missing.is_written ? missing.what : "no policy", missing.mend);
    return false;
  }
  if (!governing && ground.unruled == Unruled::refused) {
    const bool is_pushed = ground.source == Source::move;
    const bool can_be_tried = !is_pushed && !missing.is_written;
    throw Error(ErrorKind::usage, "cannot judge: " + missing.what,
                (is_pushed ? "make one and push it first: " : "") + missing.mend +
                    (can_be_tried ? ", or with a bundled policy: --policy standard" : ""));
  }
  ground.governing = governing ? std::move(*governing) : built_in_defaults();
  if (missing.is_written) {
    ground.governing.warnings.push_back(fmt::format("{}: {}", missing.what, missing.mend));
  }
  ground.mode = mode_of(ground.governing.policy, ground.gate);
  return true;
}

std::string range_of(const Side& base, const Side& head) {
  const bool are_commits = base.commit && head.commit;
  return fmt::format("--range {}..{}",
                     are_commits ? core::abbreviated(*base.commit) : core::to_hex(base.tree),
                     are_commits ? core::abbreviated(*head.commit) : core::to_hex(head.tree));
}

/// Says how the bases were found; for what is judged against a given one it was said already.
void describe(Ground& ground) {
  const std::string bases = describe_bases(ground.bases);
  std::string how = ground.base_is;
  if (!ground.base && ground.made) {
    const bool has_target = ground.target && !ground.target->commits.empty();
    ground.description =
        fmt::format("{} against {} (merge base with {})", ground.description, bases,
                    has_target ? short_name(ground.target->tip_name) : "HEAD");
    return;
  }
  if (!ground.base) {
    how = ground.source == Source::move ? "the merge base with what has landed" : "the merge base";
  }
  if (!how.empty()) {
    ground.description = fmt::format("{} (base {}: {})", ground.description, bases, how);
  }
}

/// The sides and commits to judge, counted from what has landed.
void lay_out(const Session& session, const std::vector<core::Oid>& landed, Ground& ground) {
  const std::vector<core::Oid> heads =
      ground.head.commit ? std::vector{*ground.head.commit} : ground.made->parents;
  ground.bases = ground.base ? std::vector{*ground.base} : bases_of(session, heads, landed);
  if (!ground.base || !ground.made) {
    ground.commits = session.repository.commits_between(heads, landed);
  }
  if (ground.made) {
    ground.commits.push_back(*ground.made);
  }
  describe(ground);
  if (ground.argument.empty()) {
    ground.argument = range_of(ground.bases.front(), ground.head);
  }
}

/// Notes where all of it is in `known` already, or in the policy's target.
void pass_over_landed(const Session& session, const Target& known, Ground& ground) {
  std::vector<core::Oid> tips = known.commits;
  const std::string& target = ground.governing.policy.target;
  if (!target.empty() && target != known.ref) {
    // Its other copies may have what is being judged, and have not landed.
    const Target other = target_named(session, target, ground.copies);
    tips.insert(tips.end(), other.commits.begin(), other.commits.end());
  }
  if (ground.commits.empty() || has_landed(session, *ground.head.commit, tips)) {
    ground.note = "everything in it has landed already";
  }
}

/// What landed before something came to a ref that has nothing yet: `elsewhere`, else what an old
/// project had before its first policy.
std::vector<core::Oid> or_before_policy(const Session& session, std::vector<core::Oid> elsewhere,
                                        const Ground& ground) {
  return elsewhere.empty() ? before_first_policy(session, *ground.head.commit)
                           : std::move(elsewhere);
}

std::optional<Target> target_of_work(const Session& session, const Ground& ground) {
  if (ground.source == Source::blocked) {
    return ground.onto.ref.empty() ? std::nullopt : std::optional(ground.onto);
  }
  return ground.onto.ref.empty() ? landing_target(session)
                                 : std::optional(landing_of_stack(session, ground.onto));
}

/// Names a branch by where it would land, which must be known here.
void name_branch(const Session& session, Ground& ground) {
  const auto missing = ground.target ? MissingPolicy{} : missing_policy(session);
  if (missing.is_written) {
    throw Error(ErrorKind::usage, "cannot tell where this would land: " + missing.what,
                missing.mend);
  }
  if (!ground.target) {
    throw Error(ErrorKind::usage, "cannot tell where this would land: no target is set",
                "name it: sallyport check --base REF, or git config branch.NAME.sallyportTarget "
                "REF, or run: sallyport init");
  }
  if (!ground.head.commit) {
    throw Error(ErrorKind::usage, "cannot judge the branch: it has no commit yet",
                "stage something, then run: sallyport check --staged");
  }
  if (!ground.target->tip) {
    throw Error(
        ErrorKind::usage,
        fmt::format("cannot find the target '{}': no copy of it is known here", ground.target->ref),
        "fetch it (git fetch), or name a base: sallyport check --base REF");
  }
  ground.description = fmt::format("{}..{}", short_name(ground.target->tip_name),
                                   ground.branch.empty() ? "HEAD" : ground.branch);
  ground.argument = "--range " + util::shell_word(ground.description);
}

std::vector<Target> listed(const std::optional<Target>& target) {
  return target ? std::vector{*target} : std::vector<Target>{};
}

std::vector<core::Oid> landed_for_work(const Session& session, Ground& ground) {
  if (!ground.landed.empty() || ground.base) {
    return ground.landed;
  }
  if (!ground.made) {
    name_branch(session, ground);
    return {*ground.target->tip};
  }
  const bool has_target = ground.target && !ground.target->commits.empty();
  return has_target ? ground.target->commits : std::vector{ground.made->parents.front()};
}

void ground_work(const Session& session, Ground& ground) {
  ground.target = target_of_work(session, ground);
  lay_out(session, landed_for_work(session, ground), ground);
  Search search{session, listed(ground.target), ground.default_branch, ground.head.tree};
  for (const Side& base : ground.head.commit ? ground.bases : std::vector<Side>{}) {
    search.bases.push_back(base.tree);
  }
  put_in_force(session, find_governing(search), ground);
}

/// Why a push of that object can be let through unseen; empty: it cannot.
std::string unseen(const Session& session, const Ground& ground) {
  if (ground.move.to.is_zero()) {
    return "a deletion brings nothing in";
  }
  if (!ground.head.commit) {
    session.repository.require_object(ground.move.to);
    return "it names no commit";
  }
  return "";
}

void ground_push(const Session& session, Ground& ground) {
  ground.note = unseen(session, ground);
  if (!ground.note.empty()) {
    return;
  }
  const auto working = landing_target(session);
  std::vector<Target> targets = listed(working);
  targets.insert(targets.begin(), ground.onto);
  auto governing =
      find_governing({session, std::move(targets), ground.default_branch, ground.head.tree});
  const bool holds_log = governing && ground.move.ref == log_ref(governing);
  if (!put_in_force(session, std::move(governing), ground)) {
    return;
  }
  // What is pushed for review (refs/for/main) is meant for a ref that is gated, and no such ref.
  const bool gates = is_gated(ground.governing.policy, ground.move.ref);
  if (!gates && holds_log) {
    ground.note = "it is the sign-off log";
    return;
  }
  // Without remotes the local branch, which may be what is pushed, has landed nowhere.
  const bool may_start_there = working && (!gates || !session.repository.remotes().empty());
  const auto elsewhere = may_start_there ? working->commits : std::vector<core::Oid>{};
  const bool is_known = gates && !ground.onto.commits.empty();
  const auto landed = is_known ? ground.onto.commits : or_before_policy(session, elsewhere, ground);
  ground.target = working;
  if (gates) {
    ground.place = core::Place::lands;
    ground.target = ground.onto;
    ground.target->commits = landed;
  }
  lay_out(session, landed, ground);
  const bool is_unrelated = !gates && !ground.bases.front().commit && working && working->tip;
  if (is_unrelated) {
    ground.note = "it shares no commit with the target";
  } else if (ground.target) {
    pass_over_landed(session, *ground.target, ground);
  }
}

/// The commits that landed before a move: the old tip, else what the default branch has.
std::vector<core::Oid> landed_before(const Session& session, const Ground& ground) {
  const RefMove& move = ground.move;
  if (!ground.onto.commits.empty()) {
    return ground.onto.commits;
  }
  const bool is_default = move.ref == ground.default_branch->ref;
  if (is_default && !move.from.is_zero()) {
    throw Error(ErrorKind::unavailable,
                fmt::format("cannot judge: the old tip {} of '{}' is not here",
                            core::to_hex(move.from), move.ref),
                fmt::format("git fetch origin {}", core::to_hex(move.from)));
  }
  return or_before_policy(
      session, is_default ? std::vector<core::Oid>{} : ground.default_branch->commits, ground);
}

void ground_move(const Session& session, Ground& ground) {
  const RefMove& move = ground.move;
  auto governing =
      find_governing({session,
                      {ground.onto},
                      ground.default_branch,
                      ground.head.commit ? std::optional(ground.head.tree) : std::nullopt,
                      {},
                      ground.copies,
                      Lost::refused});
  const std::string log = log_ref(governing);
  if (move.ref == log) {
    ground.mode = governing ? mode_of(governing->policy, ground.gate) : ground.mode;
    ground.note = "it is the sign-off log";
    ground.refusal = refuse_log_move(session, move, governing);
    return;
  }
  if (!move.to.is_zero() && (log.starts_with(move.ref + "/") || move.ref.starts_with(log + "/"))) {
    ground.refusal = fmt::format(
        "a branch of that name leaves no room for the sign-off log '{}': take another name", log);
    return;
  }
  put_in_force(session, std::move(governing), ground);
  if (!is_gated(ground.governing.policy, move.ref)) {
    ground.note = "the policy does not gate it";
    return;
  }
  ground.note = move.to.is_zero() ? "a deletion brings nothing in" : "";
  ground.refusal = refuse_move(session, move, ground.governing.policy);
  if (!ground.note.empty() || !ground.refusal.empty()) {
    return;
  }
  ground.place = core::Place::lands;
  ground.target = ground.onto;
  ground.target->commits = landed_before(session, ground);
  lay_out(session, ground.target->commits, ground);
  pass_over_landed(session, *ground.target, ground);
}

void ground_request(const Session& session, Ground& ground) {
  put_in_force(session,
               find_governing({session,
                               {ground.onto},
                               ground.default_branch,
                               ground.head.tree,
                               {},
                               ground.copies,
                               Lost::refused}),
               ground);
  const core::Policy& policy = ground.governing.policy;
  const bool lands = is_gated(policy, ground.onto.ref);
  ground.place = lands ? core::Place::lands : core::Place::worked_on;
  ground.target = lands ? ground.onto : target_named(session, policy.target);
  lay_out(session, ground.landed.empty() ? ground.onto.commits : ground.landed, ground);
  pass_over_landed(session, ground.onto, ground);
}

/// Who runs this, by the account's own configuration: what a server is set up to tell its hook,
/// else the address that neither the repository nor a push can set. Nobody where that is nobody of
/// the policy, as with an account that serves all.
core::Bringer who_runs_this(const Session& session, const Ground& ground) {
  const core::Policy& policy = ground.governing.policy;
  if (ground.gate == core::Gate::pre_receive && !policy.pusher_variable.empty()) {
    const std::string name = util::variable(session.ambient.environment, policy.pusher_variable);
    return name.empty() ? core::Bringer{}
                        : core::Bringer{fmt::format("{}:{}", core::k_own_server, name),
                                        policy.pusher_variable};
  }
  const auto address = session.repository.config("user.email", git::ConfigScope::global);
  auto people = core::people_with_address(address.value_or(""), policy, ground.governing.signers);
  return people.empty() ? core::Bringer{}
                        : core::Bringer{*address, "user.email", std::move(people)};
}

/// Says who brings what lands, and who of the policy that may be.
void find_bringer(const Session& session, Ground& ground) {
  core::Bringer& bringer = ground.brought_by;
  if (!bringer.is_known() && ground.by_who_runs_this) {
    bringer = who_runs_this(session, ground);
  }
  if (!bringer.account.empty() && bringer.people.empty()) {
    bringer.people =
        core::possible_bearers(bringer.account, ground.governing.policy, ground.governing.signers);
  }
}

}  // namespace

Ground ground(const Session& session, Proposal proposal) {
  Ground ground{std::move(proposal), {}, {}};
  if (!ground.note.empty()) {
    return ground;
  }
  switch (ground.source) {
    case Source::here:
    case Source::range:
    case Source::blocked:
      ground_work(session, ground);
      break;
    case Source::push:
      ground_push(session, ground);
      break;
    case Source::move:
      ground_move(session, ground);
      break;
    case Source::request:
      ground_request(session, ground);
      break;
  }
  find_bringer(session, ground);
  return ground;
}

std::optional<Governing> policy_here(const Session& session, const core::Oid& change_tree) {
  return find_governing({session, listed(landing_target(session)), std::nullopt, change_tree});
}

Governing policy_or_defaults(const Session& session, const core::Oid& change_tree) {
  auto governing = policy_here(session, change_tree);
  return governing ? std::move(*governing) : built_in_defaults();
}

core::Mode mode_of(const core::Policy& policy, core::Gate gate) {
  const auto found = policy.gates.find(core::is_commit_hook(gate) ? core::Gate::pre_commit : gate);
  return found == policy.gates.end() ? core::Mode::block : found->second;
}

}  // namespace sallyport::gate

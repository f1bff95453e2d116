#include "gate/push.hpp"

#include "gate/bases.hpp"
#include "gate/landed.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sallyport::gate {
namespace {

constexpr std::string_view k_heads = "refs/heads/";

[[noreturn]] void fail_line(std::string_view line) {
  throw util::Error(util::ErrorKind::usage,
                    fmt::format("cannot read the pre-push line '{}'", util::printable(line)),
                    "git gives the hook: <local ref> <local oid> <remote ref> <remote oid>");
}

/// Takes what stands behind the last blank off the end of `rest`; nothing when there is no blank.
std::optional<std::string_view> take_last_field(std::string_view& rest) {
  const auto blank = rest.rfind(' ');
  if (blank == std::string_view::npos) {
    return std::nullopt;
  }
  const std::string_view field = rest.substr(blank + 1);
  rest = rest.substr(0, blank);
  return field;
}

/// A local ref may be an expression with blanks in it, so the other three are taken from the right.
RefUpdate parse_line(std::string_view line) {
  std::string_view rest = line;
  const auto remote_oid = take_last_field(rest);
  const auto remote_ref = take_last_field(rest);
  const auto local_oid = take_last_field(rest);
  const auto local = core::parse_oid(local_oid.value_or(""));
  const auto remote = core::parse_oid(remote_oid.value_or(""));
  if (!local || !remote) {
    fail_line(line);
  }
  return {std::string(rest), *local, std::string(*remote_ref), *remote};
}

/// The pushed ref as the remote has it. No local branch is a copy of it: it may be what is pushed.
Target pushed_target(const Session& session, const RefUpdate& update, const std::string& remote) {
  Target target;
  target.ref = update.remote_ref;
  if (!session.repository.remotes().empty()) {
    target = target_named(session, update.remote_ref, remote);
  }
  if (!update.remote_oid.is_zero() && session.repository.has_commit(update.remote_oid)) {
    target.commits.push_back(update.remote_oid);
    if (target.tip != update.remote_oid) {
      target.tip = update.remote_oid;
      target.tip_name = core::abbreviated(update.remote_oid);
    }
  }
  return target;
}

/// The policy at the tip of the pushed ref, when it says that changes land there. What is checked
/// out may name another target, or have no policy at all.
std::optional<Governing> own_policy(const Session& session, const Target& pushed) {
  if (!pushed.tip) {
    return std::nullopt;
  }
  try {
    auto own = governing_in(session, session.repository.tree_of(*pushed.tip), pushed.tip_name);
    return own && is_gated(own->policy, pushed.ref) ? std::move(own) : std::nullopt;
  } catch (const util::Error&) {  // what mends a broken policy on a branch must get through
    return std::nullopt;
  }
}

/// Policy and signers for a push; nothing when there is no policy anywhere.
std::optional<Governing> governing_of_push(const Session& session,
                                           const std::optional<Target>& working,
                                           const Target& pushed, const core::Oid& head_tree) {
  if (auto pinned = pinned_policy(session)) {
    return pinned;
  }
  if (auto own = own_policy(session, pushed)) {
    return own;
  }
  auto governing = find_governing(session, working, head_tree);
  if (!governing || !is_gated(governing->policy, pushed.ref)) {
    return governing;
  }
  auto of_pushed = find_governing(session, pushed, head_tree);
  const bool speaks_for_itself = !of_pushed || (of_pushed->bootstrap && !governing->bootstrap);
  return speaks_for_itself ? std::move(governing) : std::move(of_pushed);
}

/// A new release branch is judged from where it left the target.
Target with_start(const Session& session, Target pushed, const std::optional<Target>& working) {
  if (pushed.commits.empty() && working && !session.repository.remotes().empty()) {
    pushed.commits = working->commits;
  }
  return pushed;
}

Selection select_update(const Session& session, const RefUpdate& update,
                        const std::optional<Target>& target, const core::Oid& head,
                        core::Place place) {
  Selection selection;
  selection.gate = core::Gate::pre_push;
  selection.target = target;
  selection.place = place;
  std::vector<core::Oid> landed = target ? target->commits : std::vector<core::Oid>{};
  if (landed.empty()) {
    landed = before_first_policy(session, head);
  }
  selection.bases = bases_of(session, {head}, landed);
  selection.head_commit = head;
  selection.head_tree = session.repository.tree_of(head);
  selection.commits = session.repository.commits_between({{head}}, landed);
  if (update.remote_ref.starts_with(k_heads)) {
    selection.branch = update.remote_ref.substr(k_heads.size());
  }
  selection.description =
      fmt::format("the push of {} to {} (base {}: the merge base)", core::abbreviated(head),
                  update.remote_ref, describe_bases(selection.bases));
  const auto& base = selection.bases.front();
  selection.argument = fmt::format(
      "--range {}..{}", base.commit ? core::abbreviated(*base.commit) : core::to_hex(base.tree),
      base.commit ? core::abbreviated(head) : core::to_hex(selection.head_tree));
  return selection;
}

/// The tips that hold what has landed: the target's, and those of the refs whose records it
/// accepts.
std::vector<core::Oid> landed_tips(const Session& session, const Target& target,
                                   const core::Policy& policy) {
  std::vector<core::Oid> tips = target.commits;
  const bool has_remotes = !session.repository.remotes().empty();
  for (const std::string& accepted :
       has_remotes ? policy.accept_targets : std::vector<std::string>{}) {
    const auto more = target_named(session, accepted).commits;
    tips.insert(tips.end(), more.begin(), more.end());
  }
  return tips;
}

}  // namespace

std::vector<RefUpdate> parse_ref_updates(std::string_view input) {
  std::vector<RefUpdate> updates;
  for (const std::string_view line : util::split_lines(input)) {
    if (!line.empty()) {
      updates.push_back(parse_line(line));
    }
  }
  return updates;
}

bool is_log_update(const RefUpdate& update, const std::string& store_branch) {
  return update.remote_ref == std::string(k_heads) + store_branch;
}

PushJudgement judge_update(const Session& session, const RefUpdate& update,
                           const std::string& remote) {
  PushJudgement result{update, std::nullopt, ""};
  if (update.local_oid.is_zero()) {
    result.note = "a deletion brings nothing in";
    return result;
  }
  const auto head = session.repository.resolve_commit(core::to_hex(update.local_oid));
  if (!head) {
    session.repository.require_object(update.local_oid);
    result.note = "it names no commit";
    return result;
  }
  const auto working = landing_target(session, std::nullopt);
  const Target pushed = pushed_target(session, update, remote);
  const core::Oid head_tree = session.repository.tree_of(*head);
  auto governing = governing_of_push(session, working, pushed, head_tree);
  if (!governing) {
    result.note = "no policy; run `sallyport init`";
    return result;
  }
  const bool lands = is_gated(governing->policy, update.remote_ref);
  if (!lands && is_log_update(update, governing->policy.store_branch)) {
    result.note = "it is the sign-off log";
    return result;
  }
  const auto target = lands ? with_start(session, pushed, working) : working;
  const Selection selection = select_update(session, update, target, *head,
                                            lands ? core::Place::lands : core::Place::worked_on);
  const bool unrelated = selection.place == core::Place::worked_on &&
                         selection.bases.front().commit == std::nullopt && target && target->tip;
  if (unrelated) {
    result.note = "it shares no commit with the target";
  } else if (target &&
             has_landed(session, selection, landed_tips(session, *target, governing->policy))) {
    result.note = "everything in it has landed already";
  } else {
    result.judgement = judge(session, selection, std::move(*governing));
  }
  return result;
}

}  // namespace sallyport::gate

#include "gate/ci.hpp"

#include "gate/bases.hpp"
#include "gate/landed.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sallyport::gate {
namespace {

using util::Error;
using util::ErrorKind;

constexpr core::Gate k_gate = core::Gate::ci;

core::Oid require_revision(const Session& session, const std::string& name) {
  const auto commit = session.repository.resolve_commit(name);
  if (!commit) {
    throw Error(ErrorKind::usage, fmt::format("cannot find '{}': no such commit", name),
                "fetch it first, or let sallyport: sallyport ci --fetch");
  }
  return *commit;
}

/// A commit that the event names, which must be here.
core::Oid require_commit(const Session& session, const std::string& id, std::string_view what,
                         const std::string& where) {
  const auto commit = core::parse_oid(id);
  if (!commit || !session.repository.has_commit(*commit)) {
    throw Error(ErrorKind::unavailable,
                fmt::format("cannot judge: the {} '{}' is not in this clone", what,
                            id.empty() ? "(not told)" : id),
                fmt::format("git fetch origin {}, or run: sallyport ci --fetch",
                            util::shell_word(where.empty() ? id : where)));
  }
  return *commit;
}

Target fallback_of(const Session& session, const ci::Event& event) {
  const auto name =
      event.default_branch.empty() ? default_branch(session) : std::optional(event.default_branch);
  return name ? target_named(session, *name) : Target{};
}

/// Where the event says that the change is to land: the copies that are here. The tip that the
/// event names may be stale, or not landed yet; it counts only where there is no copy. One that a
/// person names is what the change is judged from.
Target target_of(const Session& session, const ci::Event& event) {
  Target target = target_named(session, event.target);
  const auto told = core::parse_oid(event.base);
  const bool is_here = told && session.repository.has_commit(*told);
  if (is_here && event.base_is_given) {
    target.commits = {*told};
  }
  if (is_here && !target.tip && event.kind != ci::EventKind::merge_queue) {
    target.commits = {*told};
    target.tip = told;
    target.tip_name = core::abbreviated(*told);
  }
  if (!target.tip) {
    throw Error(ErrorKind::unavailable,
                fmt::format("cannot judge: no copy of '{}' is in this clone", target.ref),
                fmt::format("git fetch origin {}, or run: sallyport ci --fetch",
                            util::shell_word(fmt::format("+{}:refs/remotes/origin/{}", target.ref,
                                                         short_name(target.ref)))));
  }
  return target;
}

/// Under which policy, and where, the change of a request is to land in the end.
struct Destination {
  Governing governing;
  Target target;
  core::Place place = core::Place::lands;
};

Governing require_governing(std::optional<Governing> governing) {
  if (!governing) {
    throw Error(ErrorKind::usage, "cannot judge: there is no policy anywhere",
                "make one: sallyport init");
  }
  return std::move(*governing);
}

/// A request against a ref that is not gated (a stacked branch) is worked on: it is judged by the
/// policy, and for the target, of where it lands in the end.
Destination destination_of(const Session& session, const Target& target, const Target& fallback,
                           const core::Oid& head_tree) {
  Destination destination{
      require_governing(policy_where_it_lands(session, target, fallback, head_tree)), target};
  const bool is_default = target.ref == fallback.ref || !fallback.tip;
  const Governing general =
      is_default ? destination.governing
                 : require_governing(policy_where_it_lands(session, fallback, fallback, head_tree));
  if (is_gated(general.policy, target.ref)) {
    return destination;
  }
  destination.place = core::Place::worked_on;
  destination.target = target_named(session, general.policy.target);
  destination.governing =
      require_governing(policy_where_it_lands(session, destination.target, fallback, head_tree));
  return destination;
}

Selection select_request(const Session& session, const ci::Event& event, const Target& base,
                         const Destination& destination, const core::Oid& head) {
  Selection selection;
  selection.gate = k_gate;
  selection.place = destination.place;
  selection.target = destination.target;
  selection.bases = bases_of(session, {head}, base.commits);
  selection.head_commit = head;
  selection.head_tree = session.repository.tree_of(head);
  selection.commits = session.repository.commits_between({{head}}, base.commits);
  selection.branch = event.branch;
  selection.brought_by = event.opener;
  selection.description =
      fmt::format("{} {}: {} into {} (base {}: the merge base)", event.system, event.name,
                  core::abbreviated(head), short_name(base.ref), describe_bases(selection.bases));
  selection.argument =
      "--range " +
      util::shell_word(fmt::format("origin/{}..{}", short_name(base.ref),
                                   event.head_ref.empty() ? core::to_hex(head) : "FETCH_HEAD"));
  selection.preparation =
      event.head_ref.empty() ? "" : "git fetch origin " + util::shell_word(event.head_ref);
  return selection;
}

/// A step of a merge queue is judged from the commit that the forge put it on. Where the forge does
/// not name it and the step is no merge, the net change of the group stays.
void rebase_on_queue(const Session& session, const ci::Event& event, Selection& selection) {
  const core::Oid head = *selection.head_commit;
  if (event.base.empty() && session.repository.commit(head).parents.size() < 2) {
    return;
  }
  const std::string parent = event.base.empty() ? core::to_hex(head) + "^1" : event.base;
  const auto base = session.repository.resolve_commit(parent);
  if (!base) {
    throw Error(ErrorKind::unavailable,
                fmt::format("cannot judge: the queue's base '{}' is not in this clone", parent),
                "git fetch --unshallow origin, or run: sallyport ci --fetch");
  }
  selection.bases = {base_at(session, *base)};
  selection.commits = session.repository.commits_between({{head}}, {{*base}});
  selection.description =
      fmt::format("{} {}: {} into {} (base {}: the queue's)", event.system, event.name,
                  core::abbreviated(head), event.target, describe_bases(selection.bases));
  selection.preparation = fmt::format("git fetch origin {}", core::to_hex(head));
  selection.argument = fmt::format("--range {}..{}", core::to_hex(*base), core::to_hex(head));
}

std::vector<core::Oid> landed_tips(const Session& session, const Target& base,
                                   const core::Policy& policy) {
  std::vector<core::Oid> tips = base.commits;
  for (const std::string& accepted : policy.accept_targets) {
    const Target other = target_named(session, accepted);
    tips.insert(tips.end(), other.commits.begin(), other.commits.end());
  }
  return tips;
}

Decision judge_request(const Session& session, const ci::Event& event) {
  const core::Oid head = require_commit(session, event.head, "head", event.head_ref);
  const Target base = target_of(session, event);
  Destination destination =
      destination_of(session, base, fallback_of(session, event), session.repository.tree_of(head));
  Selection selection = select_request(session, event, base, destination, head);
  if (event.kind == ci::EventKind::merge_queue) {
    rebase_on_queue(session, event, selection);
  }
  Decision decision;
  decision.mode = mode_of(destination.governing.policy, k_gate);
  if (has_landed(session, selection, landed_tips(session, base, destination.governing.policy))) {
    decision.note = "everything in it has landed already";
  } else {
    decision.judgement = judge(session, selection, std::move(destination.governing));
  }
  return decision;
}

Decision judge_push(const Session& session, const ci::Event& event) {
  const core::Oid head = require_commit(session, event.head, "pushed commit", event.target);
  const RefMove move{event.target, core::parse_oid(event.base).value_or(core::Oid{}), head};
  return judge_move(session, move,
                    {k_gate, Copies::tracking, fallback_of(session, event), event.pusher});
}

/// Whether nobody answered an item in any way, by whatever key: the pre-push hook would have
/// stopped such a change.
bool is_unanswered(const core::ItemResult& item) {
  return item.status == core::Status::pending && item.counted.empty() && item.ignored.empty();
}

void warn_of_missing_hooks(core::Report& report) {
  const auto& items = report.verdict.items;
  if (std::any_of(items.begin(), items.end(), is_unanswered)) {
    report.warnings.emplace_back(
        "not gated where it was made: nothing at all is recorded for it, so no pre-push hook "
        "judged it, or it was passed by");
  }
}

/// The full name of the ref that is asked for, or that a base names, else the default branch, else
/// the policy's target.
std::string landing_ref(const Session& session, const CiOptions& options,
                        const std::string& fallback) {
  const std::string& name = options.target.empty() ? options.base : options.target;
  const auto full = name.empty() ? std::nullopt : session.repository.full_ref_name(name);
  if (full || !options.target.empty()) {
    return target_named(session, full.value_or(name)).ref;
  }
  if (!fallback.empty()) {
    return fallback;
  }
  const auto target = landing_target(session, std::nullopt);
  if (!target) {
    throw Error(ErrorKind::usage, "cannot tell where this would land: no target is set",
                "name it: sallyport ci --target main");
  }
  return target->ref;
}

void put_in(const Session& session, const CiOptions& options, ci::Event& event) {
  const bool is_another = event.kind == ci::EventKind::nothing || event.kind == ci::EventKind::push;
  if (is_another || !options.base.empty()) {
    event.kind = ci::EventKind::pull_request;
  }
  if (!options.head.empty() || event.head.empty()) {
    event.head =
        core::to_hex(require_revision(session, options.head.empty() ? "HEAD" : options.head));
  }
  if (!options.base.empty()) {
    event.base = core::to_hex(require_revision(session, options.base));
    event.base_is_given = true;
  }
  if (!options.target.empty() || event.target.empty()) {
    event.target = landing_ref(session, options, event.default_branch);
  }
}

ci::Event generic_event() {
  ci::Event event;
  event.system = "generic";
  event.name = "run";
  event.kind = ci::EventKind::pull_request;
  return event;
}

}  // namespace

ci::Event with_options(const Session& session, std::optional<ci::Event> event,
                       const CiOptions& options) {
  const bool says_nothing = options.base.empty() && options.head.empty() && options.target.empty();
  if (!event && says_nothing) {
    throw Error(ErrorKind::usage, "cannot tell what to judge: no CI system is known here",
                "name it: sallyport ci --base origin/main --head HEAD --target main");
  }
  ci::Event asked = std::move(event).value_or(generic_event());
  const bool needs_target = asked.kind != ci::EventKind::nothing && asked.target.empty();
  if (says_nothing && !needs_target) {
    return asked;
  }
  put_in(session, options, asked);
  return asked;
}

Decision judge_event(const Session& session, const ci::Event& event) {
  Decision decision;
  switch (event.kind) {
    case ci::EventKind::nothing:
      decision.note = event.note;
      return decision;
    case ci::EventKind::push:
      decision = judge_push(session, event);
      break;
    case ci::EventKind::pull_request:
    case ci::EventKind::merge_queue:
    case ci::EventKind::branch:
      decision = judge_request(session, event);
      break;
  }
  if (decision.judgement) {
    decision.judgement->report.check_name = check_name(event);
    warn_of_missing_hooks(decision.judgement->report);
  }
  return decision;
}

std::string check_name(const ci::Event& event) {
  return event.target.empty() ? "sallyport" : "sallyport/" + short_name(event.target);
}

}  // namespace sallyport::gate

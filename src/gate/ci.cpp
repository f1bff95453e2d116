#include "gate/ci.hpp"

#include "core/git_terms.hpp"
#include "gate/line_notes.hpp"
#include "gate/originals.hpp"
#include "git/command.hpp"
#include "git/remotes.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

namespace sallyport::gate {
namespace {

using util::Error;
using util::ErrorKind;

constexpr std::string_view k_by_hand = "generic";

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

Target default_branch_of(const Session& session, const ci::Event& event) {
  return event.default_branch.empty() ? default_branch(session).value_or(Target{})
                                      : target_named(session, event.default_branch);
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

core::Bringer told_by(const ci::Event& event, const std::string& account) {
  return {account, account.empty() ? std::string() : event.system};
}

Proposal propose_request(const Session& session, const ci::Event& event) {
  const core::Oid head = require_commit(session, event.head, "head", event.head_ref);
  Proposal proposal;
  proposal.source = Source::request;
  proposal.onto = target_of(session, event);
  proposal.default_branch = default_branch_of(session, event);
  proposal.head = {head, session.repository.tree_of(head)};
  proposal.branch = event.branch;
  proposal.opening_bot = event.opening_bot;
  proposal.brought_by = told_by(event, event.opener);
  const std::string into = short_name(proposal.onto.ref);
  proposal.description =
      fmt::format("{} {}: {} into {}", event.system, event.name, core::abbreviated(head), into);
  const bool has_ref = !event.head_ref.empty();
  proposal.argument =
      "--range " + util::shell_word(fmt::format("origin/{}..{}", into,
                                                has_ref ? "FETCH_HEAD" : core::to_hex(head)));
  proposal.preparation = has_ref ? "git fetch origin " + util::shell_word(event.head_ref) : "";
  return proposal;
}

/// A step of a merge queue is judged from the commit that the forge put it on; the forge itself
/// brings it, and only what was judged with whoever opened it. Where the forge does
/// not name it and the step is no merge, the net change of the group stays.
void put_on_queue(const Session& session, const ci::Event& event, Proposal& proposal) {
  const core::Oid head = *proposal.head.commit;
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
  proposal.base = {*base, session.repository.tree_of(*base)};
  proposal.base_is = "the queue's";
  if (!proposal.brought_by.is_known()) {
    proposal.brought_by.source = event.system;
  }
  proposal.landed = {*base};
  proposal.description = fmt::format("{} {}: {} into {}", event.system, event.name,
                                     core::abbreviated(head), event.target);
  proposal.preparation = fmt::format("git fetch origin {}", core::to_hex(head));
  proposal.argument = fmt::format("--range {}..{}", core::to_hex(*base), core::to_hex(head));
}

Proposal propose_pushed(const Session& session, const ci::Event& event) {
  const core::Oid head = require_commit(session, event.head, "pushed commit", event.target);
  Proposal proposal =
      propose_move(session, {event.target, core::parse_oid(event.base).value_or(core::Oid{}), head},
                   default_branch_of(session, event));
  proposal.brought_by = told_by(event, event.pusher);
  return proposal;
}

Proposal propose_by_kind(const Session& session, const ci::Event& event) {
  Proposal proposal;
  switch (event.kind) {
    case ci::EventKind::nothing:
      proposal.note = event.note;
      break;
    case ci::EventKind::push:
      proposal = propose_pushed(session, event);
      break;
    case ci::EventKind::pull_request:
    case ci::EventKind::branch:
      proposal = propose_request(session, event);
      break;
    case ci::EventKind::merge_queue:
      proposal = propose_request(session, event);
      put_on_queue(session, event, proposal);
      break;
  }
  return proposal;
}

/// The full name of the ref that is asked for, or that a base names, else the default branch, else
/// the policy's target.
std::string landing_ref(const Session& session, const CiOptions& options,
                        const std::string& fallback) {
  const std::string& name = options.target.empty() ? options.base : options.target;
  const auto full = name.empty() ? std::nullopt : session.repository.full_ref_name(name);
  const bool is_tag = full && full->starts_with(core::k_tags);
  if (is_tag && !options.target.empty()) {
    throw Error(ErrorKind::usage, util::say("cannot land on '{}': it is a tag", *full),
                "name a branch: sallyport ci --target main");
  }
  if ((full && !is_tag) || !options.target.empty()) {
    return target_named(session, full.value_or(name)).ref;
  }
  if (!fallback.empty()) {
    return fallback;
  }
  const auto target = landing_target(session);
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
  event.system = k_by_hand;
  event.name = "run";
  event.kind = ci::EventKind::pull_request;
  return event;
}

/// The one thing that a fetch takes from the repository's configuration.
std::string url_of(const Session& session, const std::string& remote) {
  return session.repository.config(fmt::format("remote.{}.url", remote), git::ConfigScope::worktree)
      .value_or(remote);
}

util::CommandResult fetch(const Session& session, std::vector<std::string> arguments) {
  return git::run_apart(session.repository, session.ambient.environment, std::move(arguments));
}

bool is_partial(const Session& session, const std::string& remote) {
  return session.repository.config(fmt::format("remote.{}.promisor", remote),
                                   git::ConfigScope::worktree) == "true";
}

std::vector<std::string> fetch_command(const Session& session, const std::string& remote) {
  std::vector<std::string> words{"fetch",
                                 "--quiet",
                                 "--no-tags",
                                 "--prune",
                                 "--no-write-fetch-head",
                                 "--no-recurse-submodules",
                                 "--no-auto-maintenance"};
  if (session.repository.is_shallow()) {
    words.emplace_back("--unshallow");
  }
  if (is_partial(session, remote)) {
    words.insert(words.end(), {"--refetch", "--no-filter"});
  }
  words.insert(words.end(), {"--", url_of(session, remote)});
  return words;
}

/// Fetches a commit that no branch leads to. A server may refuse; who needs it will say so.
void fetch_commit(const Session& session, const std::string& remote, const std::string& id) {
  const auto commit = core::parse_oid(id);
  if (commit && !commit->is_zero() && !session.repository.has_commit(*commit)) {
    fetch(session, {"fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--",
                    url_of(session, remote), id});
  }
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

void fetch_for(const Session& session, const ci::Event& event) {
  // Without any remote, git says so.
  const std::string remote = git::main_remote(session.repository).value_or("origin");
  const std::string branches = fmt::format("+refs/heads/*:refs/remotes/{}/*", remote);
  std::vector<std::string> words = fetch_command(session, remote);
  words.push_back(branches);
  for (const std::string& refspec : note_refspecs(remote)) {
    words.push_back(refspec);
  }
  if (!event.head_ref.empty()) {
    words.push_back(event.head_ref);
  }
  const util::CommandResult ended = fetch(session, words);
  if (ended.status != 0) {
    throw Error(ErrorKind::unavailable,
                fmt::format("cannot fetch from '{}': {}", remote, git::one_line(ended.errors)),
                fmt::format("give the job credentials as docs/ci.md says, since those in the "
                            "repository's configuration are not used, or fetch everything "
                            "before: git fetch --unshallow {} '{}'",
                            util::shell_word(remote), branches));
  }
  fetch_commit(session, remote, event.head);
  fetch_commit(session, remote, event.base);
}

void fetch_requests(const Session& session, const ci::Event& event) {
  constexpr std::size_t k_most = 20;
  const git::Repository& repository = session.repository;
  const auto head = event.head.empty() ? std::nullopt : repository.resolve_commit(event.head);
  const auto base = event.base.empty() ? std::nullopt : repository.resolve_commit(event.base);
  if (!head) {
    return;
  }
  const std::string remote = git::main_remote(repository).value_or("origin");
  for (const core::Oid& id : repository.first_parents(*head, k_most)) {
    if (id == base) {
      break;
    }
    const core::Commit commit = repository.commit(id);
    const std::string ref = commit.parents.size() == 1 ? request_of(commit.message) : "";
    if (!ref.empty()) {
      fetch(session, {"fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--",
                      url_of(session, remote),
                      fmt::format("+{}:{}{}", ref, k_requests, ref.substr(ref.find('/') + 1))});
    }
  }
}

Proposal propose_event(const Session& session, const ci::Event& event) {
  Proposal proposal = propose_by_kind(session, event);
  proposal.gate = core::Gate::ci;
  proposal.by_who_runs_this = event.system == k_by_hand;
  proposal.check_name =
      event.target.empty() ? "sallyport" : "sallyport/" + short_name(event.target);
  return proposal;
}

}  // namespace sallyport::gate

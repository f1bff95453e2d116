#include "cli/command.hpp"
#include "cli/managed_push.hpp"
#include "cli/pre_receive.hpp"
#include "gate/hooks.hpp"
#include "gate/subjects.hpp"
#include "setup/hook_table.hpp"
#include "signoff/log.hpp"
#include "signoff/log_refs.hpp"
#include "util/error.hpp"
#include "util/file.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <array>
#include <istream>
#include <iterator>

namespace sallyport::cli {
namespace {

constexpr std::chrono::seconds k_fetch_limit{10};

/// A hook while it runs: its name, what git gave it, and where it runs.
struct Hook {
  const Invocation& invocation;
  gate::Session session;
  std::string name;
  std::vector<std::string> arguments;
};

void show(const Hook& hook, const core::Report& report) {
  const Output& err = hook.invocation.err;
  err.raw(report::render_text(report, hook.invocation.style_for(err)));
}

/// A hook that lets something through says so only when there is something to say, and the hooks of
/// one commit say it once: commit-msg, which knows most.
bool is_worth_showing(const core::Report& report) {
  const auto& items = report.verdict.items;
  const bool speaks_later =
      report.gate == core::Gate::pre_commit || report.gate == core::Gate::pre_merge_commit;
  if (speaks_later && report.verdict.outcome == core::Outcome::pass) {
    return false;
  }
  return report.verdict.outcome != core::Outcome::pass || report.verdict.metrics.ai > 0 ||
         std::any_of(items.begin(), items.end(),
                     [](const auto& item) { return item.landing_shortfall.has_value(); });
}

/// A person may let one commit or push through; it is kept, and changes nothing where it lands.
bool is_skipped(const Hook& hook) {
  const std::string reason = util::variable(hook.invocation.environment, "SALLYPORT_SKIP");
  if (reason.empty()) {
    return false;
  }
  if (!gate::acting_agent(hook.session).empty()) {
    hook.invocation.err.line("sallyport: SALLYPORT_SKIP is for people; an agent's is not honoured");
    return false;
  }
  gate::record_skip(hook.session, {util::to_iso8601(hook.invocation.now), hook.name, reason});
  hook.invocation.err.line(
      fmt::format("sallyport: {} skipped: {} (recorded; it is judged again where it lands)",
                  hook.name, reason));
  return true;
}

void remember(Hook& hook, const gate::Selection& selection, const core::Report& report) {
  const auto head = hook.session.repository.head_commit();
  gate::BlockedChange blocked;
  blocked.base_tree = head ? hook.session.repository.tree_of(*head) : core::empty_tree();
  blocked.head_tree = hook.session.repository.store_index_tree();
  blocked.target = selection.target ? selection.target->ref : "";
  blocked.evidence = report.verdict.commits.back().evidence;
  gate::remember_blocked(hook.session, blocked);
}

/// Judges the commit that is being made; `message` is what is known of its message.
int judge_commit(Hook& hook, const std::string& message) {
  const auto target = gate::landing_target(hook.session, std::nullopt);
  gate::Selection selection = gate::select_staged(hook.session, target, message);
  selection.gate = util::enum_of<core::Gate>(hook.name).value();
  auto governing = gate::find_governing(hook.session, selection.target, selection.head_tree);
  if (!governing) {
    if (!hook.invocation.quiet) {
      hook.invocation.err.line("sallyport: no policy; run `sallyport init`");
    }
    return 0;
  }
  gate::Judgement judgement = gate::judge(hook.session, selection, std::move(*governing));
  core::Report& report = judgement.report;
  if (report.mode == core::Mode::off) {
    return 0;
  }
  const bool blocks = exit_code(report.verdict.outcome) != 0;
  if (blocks) {
    remember(hook, selection, report);
  } else {
    gate::forget_blocked(hook.session);
  }
  if (blocks && hook.name == "commit-msg") {
    report.warnings.push_back(fmt::format("your message is kept in '{}'", hook.arguments.front()));
  }
  if (is_worth_showing(report)) {
    show(hook, report);
  }
  return exit_code(report.verdict.outcome);
}

int pre_commit(Hook& hook) {
  return is_skipped(hook) ? 0 : judge_commit(hook, "");
}

std::string require_message(const Hook& hook) {
  const auto message =
      hook.arguments.empty() ? std::nullopt : util::read_file(hook.arguments.front());
  if (!message) {
    throw util::Error(
        util::ErrorKind::usage,
        fmt::format("cannot run {}: it needs the file that holds the message", hook.name),
        fmt::format("git calls it as: sallyport hook {} FILE", hook.name));
  }
  return *message;
}

char comment_character(const Hook& hook) {
  const auto configured =
      hook.session.repository.config("core.commentChar", git::ConfigScope::worktree);
  return configured && configured->size() == 1 ? configured->front() : '#';
}

int commit_msg(Hook& hook) {
  const std::string message = require_message(hook);
  if (is_skipped(hook)) {
    return 0;
  }
  return judge_commit(hook, gate::strip_comments(message, comment_character(hook)));
}

int prepare_commit_msg(Hook& hook) {
  const std::string message = require_message(hook);
  const std::string source = hook.arguments.size() > 1 ? hook.arguments[1] : "";
  const std::string tool = gate::acting_agent(hook.session);
  if (tool.empty() || !gate::may_stamp(hook.session, source, message)) {
    return 0;
  }
  const auto target = gate::landing_target(hook.session, std::nullopt);
  const auto governing =
      gate::find_governing(hook.session, target, hook.session.repository.index_tree());
  if (governing && governing->policy.stamp) {
    const attribution::Detector detector(governing->policy);
    util::write_file(hook.arguments.front(), attribution::stamp_message(message, tool, detector));
  }
  return 0;
}

/// Whether the remote lacks something of the log, or of the subjects that it gets with `pushed`.
bool has_news(const Hook& hook, const core::Policy& policy, const std::string& remote,
              const std::vector<core::Oid>& pushed) {
  const auto local = hook.session.repository.reference(signoff::local_log_ref(policy.store_branch));
  const auto tracking = hook.session.repository.reference(
      signoff::tracking_log_ref(hook.session.repository, policy.store_branch, remote));
  return local &&
         (local != tracking || gate::has_subjects_for(hook.session, policy, remote, pushed));
}

/// The log goes ahead of what it vouches for. A refusal warns: the branch push goes on.
void send_log(Hook& hook, const core::Policy& policy, const std::string& remote,
              const std::vector<core::Oid>& pushed) {
  const auto remotes = hook.session.repository.remotes();
  const bool is_remote = std::find(remotes.begin(), remotes.end(), remote) != remotes.end();
  if (!is_remote || !has_news(hook, policy, remote, pushed)) {
    return;
  }
  const auto sent =
      gate::sync_log(hook.session, policy, remote, signoff::PublishWish::known, pushed);
  if (!sent.problem.empty()) {
    hook.invocation.err.line("sallyport: warning: the sign-off log was not sent: " + sent.problem);
  }
}

bool is_blocked(const gate::PushJudgement& pushed) {
  return pushed.judgement && exit_code(pushed.judgement->report.verdict.outcome) != 0;
}

/// Before it blocks, a push looks once for sign-offs that others recorded meanwhile.
gate::PushJudgement judge_push(Hook& hook, const gate::RefUpdate& update,
                               const std::string& remote) {
  gate::PushJudgement pushed = gate::judge_update(hook.session, update, remote);
  const auto remotes = hook.session.repository.remotes();
  if (!is_blocked(pushed) || std::find(remotes.begin(), remotes.end(), remote) == remotes.end()) {
    return pushed;
  }
  const auto fetched =
      signoff::fetch_log(hook.session.repository, pushed.judgement->governing.policy.store_branch,
                         remote, k_fetch_limit, hook.invocation.environment);
  return fetched.fetched ? gate::judge_update(hook.session, update, remote) : pushed;
}

int report_push(Hook& hook, const gate::PushJudgement& pushed) {
  if (!pushed.judgement) {
    if (!hook.invocation.quiet) {
      hook.invocation.err.line(
          fmt::format("sallyport: {}: {}", pushed.update.remote_ref, pushed.note));
    }
    return 0;
  }
  const core::Report& report = pushed.judgement->report;
  if (report.mode == core::Mode::off) {
    return 0;
  }
  if (is_worth_showing(report)) {
    show(hook, report);
  }
  return exit_code(report.verdict.outcome);
}

/// A hook manager may keep input and arguments to itself.
std::vector<gate::RefUpdate> updates_without_input(Hook& hook) {
  const std::string remote = util::variable(hook.invocation.environment, "PRE_COMMIT_REMOTE_NAME");
  if (hook.arguments.empty() && !remote.empty()) {
    hook.arguments.push_back(remote);
  }
  return refs_of_managed_push(hook.invocation, hook.session);
}

std::string standard_input(const Hook& hook) {
  return {std::istreambuf_iterator<char>(hook.invocation.in), std::istreambuf_iterator<char>()};
}

int pre_receive(Hook& hook) {
  return pre_receive(hook.invocation, hook.session, standard_input(hook));
}

/// The commits that a push sends; a tag sends the one that it names.
std::vector<core::Oid> pushed_commits(const Hook& hook,
                                      const std::vector<gate::RefUpdate>& updates) {
  std::vector<core::Oid> commits;
  for (const gate::RefUpdate& update : updates) {
    const auto commit =
        update.local_oid.is_zero()
            ? std::nullopt
            : hook.session.repository.resolve_commit(core::to_hex(update.local_oid));
    if (commit) {
      commits.push_back(*commit);
    }
  }
  return commits;
}

int pre_push(Hook& hook) {
  auto updates = gate::parse_ref_updates(standard_input(hook));
  if (updates.empty()) {
    updates = updates_without_input(hook);
  }
  const std::string remote = hook.arguments.empty() ? "origin" : hook.arguments.front();
  if (is_skipped(hook)) {
    return 0;
  }
  int worst = 0;
  std::optional<core::Policy> policy;
  for (const gate::RefUpdate& update : updates) {
    gate::PushJudgement pushed = judge_push(hook, update, remote);
    worst = std::max(worst, report_push(hook, pushed));
    if (pushed.judgement) {
      policy = std::move(pushed.judgement->governing.policy);
    }
  }
  if (worst == 0 && policy) {
    send_log(hook, *policy, remote, pushed_commits(hook, updates));
  }
  return worst;
}

struct HookKind {
  std::string_view name;
  int (*run)(Hook& hook);
};

constexpr std::array<HookKind, 6> k_hooks{{
    {"pre-commit", pre_commit},
    {"pre-merge-commit", pre_commit},
    {"prepare-commit-msg", prepare_commit_msg},
    {"commit-msg", commit_msg},
    {"pre-push", pre_push},
    {"pre-receive", pre_receive},
}};

/// The hook that a manager runs without naming it.
std::string derived_name(const Invocation& invocation) {
  const auto has = [&](const std::string& name) { return invocation.environment.contains(name); };
  if (has("PRE_COMMIT_REMOTE_NAME") || has("PRE_COMMIT_REMOTE_BRANCH") ||
      has("PRE_COMMIT_TO_REF")) {
    return "pre-push";
  }
  if (has("PRE_COMMIT") || has("GIT_INDEX_FILE")) {
    return "pre-commit";
  }
  throw util::Error(util::ErrorKind::usage, "cannot tell which hook this is",
                    "name it: sallyport hook pre-commit");
}

struct Options {
  std::string name;
  std::vector<std::string> arguments;
};

int run_hook(const Invocation& invocation, const Options& options) {
  const std::string name = options.name.empty() ? derived_name(invocation) : options.name;
  const auto* const kind =
      std::find_if(k_hooks.begin(), k_hooks.end(),
                   [&](const HookKind& candidate) { return candidate.name == name; });
  if (kind == k_hooks.end()) {
    throw util::Error(util::ErrorKind::usage, fmt::format("there is no hook '{}' here", name),
                      "hooks: " + util::join(setup::all_hooks(), ", "));
  }
  Hook hook{invocation, invocation.open_session(), name, options.arguments};
  return kind->run(hook);
}

}  // namespace

void add_hook(CLI::App& app, Invocation& invocation) {
  Options& options = options_for(app, invocation, run_hook);
  app.add_option("name", options.name, "the hook; default: told from a hook manager's environment")
      ->type_name("NAME");
  app.add_option("arguments", options.arguments, "what git gave the hook")->type_name("ARGS");
}

}  // namespace sallyport::cli

#include "cli/command.hpp"
#include "cli/managed_push.hpp"
#include "cli/pre_receive.hpp"
#include "gate/local.hpp"
#include "git/remotes.hpp"
#include "setup/hook_table.hpp"
#include "util/error.hpp"
#include "util/file.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <array>
#include <istream>

namespace sallyport::cli {
namespace {

/// A hook while it runs: its name, what git gave it, and where it runs.
struct Hook {
  const Invocation& invocation;
  gate::Session session;
  std::string name;
  std::vector<std::string> arguments;
  std::optional<bool> skipped{};  ///< whether it is, once that was asked
};

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

std::string skip_reason(const Hook& hook) {
  return util::variable(hook.invocation.environment, "SALLYPORT_SKIP");
}

/// A person may let one commit or push through; it is kept, and changes nothing where it lands. A
/// push of several branches is skipped once.
bool is_skipped(Hook& hook) {
  if (hook.skipped) {
    return *hook.skipped;
  }
  const std::string reason = skip_reason(hook);
  const gate::Skipping skipping = gate::skip(hook.session, hook.name, reason);
  if (skipping == gate::Skipping::refused) {
    hook.invocation.err.line("sallyport: SALLYPORT_SKIP is for people; an agent's is not honoured");
  }
  if (skipping == gate::Skipping::recorded) {
    hook.invocation.err.line(
        fmt::format("sallyport: {} skipped: {} (recorded; it is judged again where it lands)",
                    hook.name, reason));
  }
  hook.skipped = skipping == gate::Skipping::recorded;
  return *hook.skipped;
}

/// Shows what a hook came to, where that is worth it. Returns the exit code.
int report_on(const Hook& hook, const core::Report& report) {
  if (report.mode == core::Mode::off) {
    return 0;
  }
  if (is_worth_showing(report)) {
    const Output& err = hook.invocation.err;
    err.raw(report::render_text(report, hook.invocation.style_for(err)));
  }
  return exit_code(report.verdict.outcome);
}

/// Says why nothing was judged, unless `--quiet`.
void say(const Hook& hook, const std::string& what) {
  if (!hook.invocation.quiet) {
    hook.invocation.err.line("sallyport: " + what);
  }
}

/// Judges the commit that is being made; `message` is what is known of its message.
int judge_commit(Hook& hook, const std::string& message) {
  gate::Judgement judgement =
      gate::settle_commit(hook.session, util::enum_of<core::Gate>(hook.name).value(), message);
  core::Report& report = judgement.report;
  if (!judgement.is_judged()) {
    say(hook, report.note);
    return 0;
  }
  if (exit_code(report.verdict.outcome) != 0 && hook.name == "commit-msg") {
    report.warnings.push_back(fmt::format("your message is kept in '{}'", hook.arguments.front()));
  }
  return report_on(hook, report);
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
  if (const auto stamped = gate::stamped(hook.session, source, message)) {
    util::write_file(hook.arguments.front(), *stamped);
  }
  return 0;
}

int report_push(const Hook& hook, const gate::Judgement& judgement) {
  if (judgement.is_judged()) {
    return report_on(hook, judgement.report);
  }
  say(hook, fmt::format("{}: {}", judgement.ground.move.ref, judgement.report.note));
  return 0;
}

/// A push to a branch that is worked on can be skipped like a commit, one that lands cannot.
int settle_move(Hook& hook, const gate::Judgement& judgement) {
  const core::Report& report = judgement.report;
  const bool blocks = judgement.is_judged() && exit_code(report.verdict.outcome) != 0;
  if (blocks && !report.lands && is_skipped(hook)) {
    return 0;
  }
  const int code = report_push(hook, judgement);
  if (blocks && report.lands && !skip_reason(hook).empty()) {
    hook.invocation.err.line("sallyport: SALLYPORT_SKIP has no effect where a change lands");
  }
  return code;
}

/// A hook manager may keep input and arguments to itself.
std::vector<gate::RefMove> moves_without_input(Hook& hook) {
  const std::string remote = util::variable(hook.invocation.environment, "PRE_COMMIT_REMOTE_NAME");
  if (hook.arguments.empty() && !remote.empty()) {
    hook.arguments.push_back(remote);
  }
  return refs_of_managed_push(hook.invocation, hook.session);
}

[[noreturn]] void refuse_input(const Hook& hook, std::string_view why) {
  throw util::Error(util::ErrorKind::unavailable,
                    fmt::format("cannot run {}: standard input {}", hook.name, why),
                    "what calls sallyport must leave it what git wrote there");
}

/// What git pushes comes there: where it cannot be read, nothing would be judged.
std::string standard_input(const Hook& hook) {
  std::istream& in = hook.invocation.in;
  std::string text;
  std::array<char, 65536> buffer{};
  do {
    in.read(buffer.data(), buffer.size());
    text.append(buffer.data(), static_cast<std::size_t>(in.gcount()));
  } while (in);
  if (in.bad()) {
    refuse_input(hook, "cannot be read");
  }
  return text;
}

int pre_receive(Hook& hook) {
  const std::string input = standard_input(hook);
  if (util::trim(input).empty()) {  // git never runs it without a ref
    refuse_input(hook, "is empty");
  }
  return pre_receive(hook.invocation, hook.session, input);
}

int pre_push(Hook& hook) {
  auto moves = gate::parse_push(standard_input(hook));
  if (moves.empty()) {
    moves = moves_without_input(hook);
  }
  const std::string remote = hook.arguments.empty() ? git::exchange_remote(hook.session.repository)
                                                    : hook.arguments.front();
  int worst = 0;
  std::optional<gate::Governing> governing;
  for (const gate::RefMove& move : moves) {
    gate::Judgement judgement = gate::settle_push(hook.session, move, remote);
    worst = std::max(worst, settle_move(hook, judgement));
    if (judgement.is_judged()) {
      governing = std::move(judgement.ground.governing);
    }
  }
  const std::string problem =
      worst == 0 && governing ? gate::send_log(hook.session, *governing, remote, moves) : "";
  if (!problem.empty()) {  // the push goes on
    hook.invocation.err.line("sallyport: warning: the sign-off log was not sent: " + problem);
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

struct HookOptions {
  std::string name;
  std::vector<std::string> arguments;
};

int run_hook(const Invocation& invocation, const HookOptions& options) {
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
  HookOptions& options = options_for(app, invocation, run_hook);
  app.add_option("name", options.name, "the hook; default: told from a hook manager's environment")
      ->type_name("NAME");
  app.add_option("arguments", options.arguments, "what git gave the hook")->type_name("ARGS");
}

}  // namespace sallyport::cli

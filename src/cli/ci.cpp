#include "cli/ci.hpp"

#include "ci/systems.hpp"
#include "gate/fetch.hpp"
#include "signoff/cache.hpp"
#include "util/error.hpp"

#include <fmt/format.h>

#include <memory>

namespace sallyport::cli {
namespace {

/// A decision as a report, also where nothing was judged or nothing could help.
core::Report report_of(const gate::Decision& decision, const ci::Event& event) {
  if (decision.judgement) {
    return decision.judgement->report;
  }
  core::Report report;
  report.gate = core::Gate::ci;
  report.check_name = gate::check_name(event);
  report.mode = decision.mode;
  report.note = decision.note;
  report.base_tree = report.head_tree = core::empty_tree();
  if (!decision.refusal.empty()) {
    report.note = decision.refusal;
    report.verdict.outcome =
        decision.mode == core::Mode::block ? core::Outcome::blocked : core::Outcome::warn;
  }
  return report;
}

/// What the CI system says. Where the options say everything, it may also say something that cannot
/// be used.
std::optional<ci::Event> told_by(const Invocation& invocation, const gate::CiOptions& options) {
  const bool is_complete =
      !options.head.empty() && (!options.base.empty() || !options.target.empty());
  try {
    return ci::read_event(invocation.environment);
  } catch (const util::Error&) {
    if (!is_complete) {
      throw;
    }
    return std::nullopt;
  }
}

/// What is missing in a job is best had by the job's own setting.
gate::Decision decide(const Invocation& invocation, const gate::Session& session,
                      const ci::Event& event) {
  try {
    return gate::judge_event(session, event);
  } catch (util::Error& error) {
    const ci::System* const system = ci::find_system(invocation.environment);
    if (error.kind == util::ErrorKind::unavailable && system != nullptr) {
      error.hint += fmt::format("{}once and for all, in the job: {}",
                                error.hint.empty() ? "" : "\n", system->whole_clone);
    }
    throw;
  }
}

int ci(const Invocation& invocation, const CiOptions& options) {
  std::optional<ci::Event> told = told_by(invocation, options.judged);
  const gate::Session session = open_for_ci(invocation, options, told.value_or(ci::Event{}));
  const ci::Event event = gate::with_options(session, std::move(told), options.judged);
  const core::Report report = report_of(decide(invocation, session, event), event);
  write_reports(invocation, options.reports, report);
  return exit_code(report.verdict.outcome);
}

void add_judged_options(CLI::App& app, CiOptions& options) {
  app.add_option("--head", options.judged.head, "what is to land, instead of what CI says")
      ->type_name("COMMIT");
  app.add_option("--target", options.judged.target, "where it is to land, instead of what CI says")
      ->type_name("REF");
  app.add_flag("--fetch", options.fetch, "let git fetch what this clone lacks");
}

void add_import(CLI::App& app, Invocation& invocation) {
  auto options = std::make_shared<CiOptions>();
  CLI::App* sub = app.add_subcommand(
      "import", "record the /signoff of a comment or review, signed with the job's own key");
  add_judged_options(*sub, *options);
  sub->add_flag("!--no-sync", options->sync, "record only here; do not send the log");
  sub->callback([&invocation, options] {
    invocation.action = [&invocation, options] { return ci_import(invocation, *options); };
  });
}

}  // namespace

gate::Session open_for_ci(const Invocation& invocation, const CiOptions& options,
                          const ci::Event& event) {
  gate::Session session = invocation.open_session();
  signoff::drop_caches(session.repository);
  if (!options.fetch) {
    return session;
  }
  gate::fetch_for(session, event);
  return invocation.open_session();
}

void add_ci(CLI::App& app, Invocation& invocation) {
  auto options = std::make_shared<CiOptions>();
  app.add_option("--base", options->judged.base, "the target's tip, instead of what CI says")
      ->type_name("COMMIT");
  add_judged_options(app, *options);
  add_report_options(app, options->reports);
  app.require_subcommand(0, 1);
  app.callback([&invocation, options, &app] {
    if (app.get_subcommands().empty()) {
      invocation.action = [&invocation, options] { return ci(invocation, *options); };
    }
  });
  add_import(app, invocation);
}

}  // namespace sallyport::cli

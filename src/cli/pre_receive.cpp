#include "cli/pre_receive.hpp"

#include "ci/systems.hpp"
#include "gate/landing.hpp"
#include "report/phrases.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sallyport::cli {
namespace {

/// The branch that the server's HEAD names speaks for refs that have no policy of their own.
gate::Landing landing_here(const Invocation& invocation, const gate::Session& session) {
  gate::Landing landing;
  landing.gate = core::Gate::pre_receive;
  landing.fallback = gate::server_default(session);
  landing.brought_by = ci::server_pusher(invocation.environment);
  return landing;
}

void say(const Invocation& invocation, const gate::RefMove& move, std::string_view what) {
  invocation.err.line(fmt::format("sallyport: {}: {}", move.ref, what));
}

int refuse(const Invocation& invocation, const gate::RefMove& move,
           const gate::Decision& decision) {
  if (decision.mode == core::Mode::off) {
    return 0;
  }
  const bool blocks = decision.mode == core::Mode::block;
  say(invocation, move, (blocks ? "refused: " : "warning: ") + decision.refusal);
  return blocks ? exit_code(core::Outcome::blocked) : 0;
}

int show(const Invocation& invocation, const gate::RefMove& move, const core::Report& report) {
  if (report.mode == core::Mode::off) {
    return 0;
  }
  const bool silent = report.verdict.outcome == core::Outcome::pass &&
                      report::warnings_of(report).empty() && report.verdict.metrics.ai == 0;
  if (!silent) {
    say(invocation, move, report.selection);
    invocation.err.raw(report::render_text(report, invocation.style_for(invocation.err)));
  }
  return exit_code(report.verdict.outcome);
}

}  // namespace

int pre_receive(const Invocation& invocation, const gate::Session& session,
                std::string_view input) {
  const gate::Landing landing = landing_here(invocation, session);
  int worst = 0;
  for (const gate::RefMove& move : gate::parse_ref_moves(input)) {
    const gate::Decision decision = gate::judge_move(session, move, landing);
    if (!decision.refusal.empty()) {
      worst = std::max(worst, refuse(invocation, move, decision));
    } else if (decision.judgement) {
      worst = std::max(worst, show(invocation, move, decision.judgement->report));
    }
  }
  return worst;
}

}  // namespace sallyport::cli

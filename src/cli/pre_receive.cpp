#include "cli/pre_receive.hpp"

#include "ci/systems.hpp"
#include "gate/judge.hpp"
#include "report/phrases.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sallyport::cli {
namespace {

void say(const Invocation& invocation, const gate::Ground& ground, std::string_view what) {
  invocation.err.line(fmt::format("sallyport: {}: {}", ground.move.ref, what));
}

int refuse(const Invocation& invocation, const gate::Ground& ground) {
  if (ground.mode == core::Mode::off) {
    return 0;
  }
  const bool blocks = ground.mode == core::Mode::block;
  say(invocation, ground, (blocks ? "refused: " : "warning: ") + ground.refusal);
  return blocks ? exit_code(core::Outcome::blocked) : 0;
}

int show(const Invocation& invocation, const gate::Judgement& judgement) {
  const core::Report& report = judgement.report;
  if (report.mode == core::Mode::off) {
    return 0;
  }
  const bool silent = report.verdict.outcome == core::Outcome::pass &&
                      report::warnings_of(report).empty() && report.verdict.metrics.ai == 0;
  if (!silent) {
    say(invocation, judgement.ground, report.selection);
    invocation.err.raw(report::render_text(report, invocation.style_for(invocation.err)));
  }
  return exit_code(report.verdict.outcome);
}

}  // namespace

int pre_receive(const Invocation& invocation, const gate::Session& session,
                std::string_view input) {
  int worst = 0;
  for (gate::Proposal& proposal :
       gate::propose_receive(session, input, ci::server_pusher(invocation.environment))) {
    const gate::Judgement judgement = gate::settle(session, std::move(proposal));
    if (!judgement.ground.refusal.empty()) {
      worst = std::max(worst, refuse(invocation, judgement.ground));
    } else if (judgement.is_judged()) {
      worst = std::max(worst, show(invocation, judgement));
    }
  }
  return worst;
}

}  // namespace sallyport::cli

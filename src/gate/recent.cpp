#include "gate/recent.hpp"

#include "core/origin/attribute.hpp"
#include "core/origin/declarations.hpp"
#include "core/policy/rules.hpp"
#include "core/verdict/measure.hpp"
#include "gate/facts.hpp"
#include "gate/landed_reviews.hpp"
#include "gate/records.hpp"
#include "util/encoding.hpp"
#include "util/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <utility>

namespace sallyport::gate {
namespace {

/// The range of a window as a change to judge.
core::Facts gather_window(const Session& session, const Ground& ground, const Window& window) {
  const core::Oid& before = window.line.front();
  const core::Oid& head = window.line.back();
  Ground landed;
  landed.governing = ground.governing;
  landed.governing.bootstrap = false;
  // It limits what lands at once; that was judged when it landed.
  landed.governing.policy.declare_max = 0;
  landed.place = core::Place::lands;
  landed.target = ground.target;
  landed.head = {head, session.repository.tree_of(head)};
  landed.commits = session.repository.commits_between({{head}}, {{before}});
  return gather_facts(session, landed, {before, session.repository.tree_of(before)});
}

/// A window twice as long, so that a review that begins before the window is found as well; the
/// window itself where the history is cut off.
Window with_run_up(const Session& session, const Window& window, std::size_t commits) {
  try {
    return window_at(session, window.line.back(), 2 * commits);
  } catch (const util::Error&) {
    return window;
  }
}

bool declares_ai(const signoff::LoggedRecord& logged) {
  const auto origin = logged.record.answers.find("origin");
  return logged.record.item == core::k_provenance && origin != logged.record.answers.end() &&
         origin->second == "ai";
}

/// The lines of a window for one rule, by its steps: of each kind that its conditions count.
struct StepLines {
  std::vector<std::int64_t> ai;
  std::vector<std::int64_t> undeclared;

  [[nodiscard]] core::RecentLines sum() const {
    return {.ai = std::accumulate(ai.begin(), ai.end(), std::int64_t{0}),
            .undeclared = std::accumulate(undeclared.begin(), undeclared.end(), std::int64_t{0}),
            .range = {}};
  }

  [[nodiscard]] std::set<std::size_t> open() const {
    std::set<std::size_t> steps;
    for (std::size_t step = 0; step < ai.size(); ++step) {
      if (ai[step] + undeclared[step] > 0) {
        steps.insert(step);
      }
    }
    return steps;
  }

  void clear(std::size_t step) { ai[step] = undeclared[step] = 0; }
};

bool counts(const core::Rule& rule, core::Metric metric) {
  return std::any_of(rule.when.conditions.begin(), rule.when.conditions.end(),
                     [&](const core::Condition& condition) { return condition.metric == metric; });
}

/// Counts what landed in one window, rule by rule. Records are looked at when a rule first depends
/// on them.
class Counter {
 public:
  Counter(const Session& session, Window window, core::Facts landed,
          const std::vector<signoff::LoggedRecord>& logged)
      : session_(session),
        window_(std::move(window)),
        landed_(std::move(landed)),
        logged_(logged),
        steps_(core::steps_of(landed_.change.commits, window_.line)) {}

  core::RecentLines count(const core::Rule& rule, const core::RecentLines& own) {
    StepLines lines = lines_of(rule, {});
    if (logged_.empty()) {
      return result(lines);
    }
    core::RecentLines most = at_most(rule, lines);
    const core::RecentLines with_own{
        .ai = own.ai + most.ai, .undeclared = own.undeclared + most.undeclared, .range = {}};
    if (core::is_decided(rule.when, own, with_own)) {
      return most;
    }
    look_at_records();
    lines = lines_of(rule, findings_);
    for (const std::size_t step : reviewed(rule, lines.open())) {
      lines.clear(step);
    }
    return result(lines);
  }

 private:
  [[nodiscard]] StepLines lines_of(const core::Rule& rule, const core::Findings& findings) const {
    const core::Measurement measured = measure(rule, findings);
    const auto by_step = [&](core::Metric metric, const std::vector<std::int64_t>& by_commit) {
      return counts(rule, metric) ? core::lines_by_step(by_commit, steps_, window_.steps())
                                  : std::vector<std::int64_t>(window_.steps(), 0);
    };
    return {by_step(core::Metric::recent_ai_lines, measured.commit_ai_lines),
            by_step(core::Metric::recent_undeclared_lines, measured.commit_undeclared_lines)};
  }

  [[nodiscard]] core::Measurement measure(const core::Rule& rule,
                                          const core::Findings& findings) const {
    const core::Attribution attribution = core::attribute(
        landed_.change, landed_.evidence, core::declared(landed_, findings), landed_.policy);
    return core::measure(landed_.change, attribution, landed_.policy, core::files_of(rule.when));
  }

  /// The most that it can be, whatever the records say. Declarations make undeclared lines the
  /// AI's.
  [[nodiscard]] core::RecentLines at_most(const core::Rule& rule, const StepLines& lines) const {
    core::RecentLines most = lines.sum();
    const bool may_grow = counts(rule, core::Metric::recent_ai_lines) &&
                          std::any_of(logged_.begin(), logged_.end(), declares_ai);
    most.ai += may_grow ? measure(rule, {}).metrics.undeclared : 0;
    most.at_most = most.ai + most.undeclared > 0;
    return most;
  }

  void look_at_records() {
    if (reviews_) {
      return;
    }
    const Window longer =
        with_run_up(session_, window_, static_cast<std::size_t>(landed_.policy.window_commits));
    run_up_ = longer.steps() - window_.steps();
    findings_.chain = steps_between(session_, longer.line);
    const bool declared =
        std::any_of(logged_.begin(), logged_.end(), [](const signoff::LoggedRecord& logged) {
          return logged.record.item == core::k_provenance;
        });
    if (declared) {
      add_digests();
    }
    auto relevant = about(landed_, findings_, logged_);
    reviews_.emplace(session_, landed_, longer.line, findings_.chain, relevant);
    findings_.records = reviews_->records();
  }

  /// Of every commit, so that declarations about them are found.
  void add_digests() {
    for (const core::Commit& commit : landed_.change.commits) {
      findings_.commit_digests.push_back(
          util::to_hex(core::change_digest(entries_of_step(session_, commit))));
    }
  }

  /// The steps among `open` that were reviewed.
  std::set<std::size_t> reviewed(const core::Rule& rule, const std::set<std::size_t>& open) {
    std::set<std::size_t> moved;
    for (const std::size_t step : open) {
      moved.insert(step + run_up_);
    }
    std::set<std::size_t> steps;
    for (const std::size_t step : reviews_->reviewed(rule, moved)) {
      steps.insert(step - run_up_);
    }
    return steps;
  }

  [[nodiscard]] core::RecentLines result(const StepLines& lines) const {
    const std::set<std::size_t> open = lines.open();
    if (open.empty()) {
      return {};
    }
    core::RecentLines found = lines.sum();
    found.range = fmt::format("{}..{}", core::abbreviated(window_.line.at(*open.begin())),
                              core::abbreviated(window_.line.at(*open.rbegin() + 1)));
    return found;
  }

  const Session& session_;
  Window window_;
  const core::Facts landed_;
  const std::vector<signoff::LoggedRecord>& logged_;
  std::vector<int> steps_;  ///< by commit
  std::optional<LandedReviews> reviews_;
  std::size_t run_up_ = 0;  ///< steps that the reviews know before the window
  core::Findings findings_;
};

/// The ranges of what landed lately, by the rules that match by it.
std::map<std::string, std::string> ranges_by_rule(const core::Findings& findings,
                                                  const core::Verdict& verdict) {
  std::map<std::string, std::string> range_of;
  for (std::size_t rule = 0; rule < findings.recent.size(); ++rule) {
    if (verdict.rules.at(rule).matched && !findings.recent[rule].range.empty()) {
      range_of.emplace(verdict.rules[rule].name, findings.recent[rule].range);
    }
  }
  return range_of;
}

}  // namespace

std::optional<core::Oid> landed_tip(const Session& session, const Ground& ground,
                                    const std::optional<core::Oid>& base) {
  if (!ground.target) {
    return std::nullopt;
  }
  const auto& tip = ground.target->tip;
  const auto& head = ground.head.commit;
  const git::Repository& repository = session.repository;
  if (!tip || tip == base || (head && repository.is_ancestor(*head, *tip))) {
    return base;
  }
  const bool is_queued =
      ground.place == core::Place::lands && head && base && repository.is_ancestor(*tip, *base);
  return is_queued ? base : tip;
}

bool waits_for_recent(const core::Verdict& verdict) {
  return std::any_of(verdict.rules.begin(), verdict.rules.end(),
                     [](const core::RuleResult& rule) { return rule.waits_for_recent; });
}

std::vector<core::RecentLines> count_recent(const Session& session, const Ground& ground,
                                            const core::Facts& facts, const core::Verdict& verdict,
                                            const std::vector<signoff::LoggedRecord>& logged) {
  std::vector<core::RecentLines> counted(facts.policy.rules.size());
  const auto tip = landed_tip(session, ground, facts.change.base_commit);
  Window window =
      tip ? window_at(session, *tip, static_cast<std::size_t>(facts.policy.window_commits))
          : Window{};
  if (window.steps() == 0) {
    return counted;
  }
  core::Facts landed = gather_window(session, ground, window);
  Counter counter(session, std::move(window), std::move(landed), logged);
  for (std::size_t rule = 0; rule < counted.size(); ++rule) {
    if (verdict.rules.at(rule).waits_for_recent) {
      counted[rule] = counter.count(facts.policy.rules[rule], verdict.rules[rule].own);
    }
  }
  return counted;
}

std::vector<std::string> commands_for_recent(const core::Findings& findings,
                                             const core::Verdict& verdict) {
  const auto range_of = ranges_by_rule(findings, verdict);
  std::map<std::string, std::string> items_of;  // by range
  std::set<std::string> undeclared;             // ranges
  for (const core::ItemResult& item : verdict.items) {
    for (const std::string& rule :
         core::is_open(item.status) ? item.required_by : std::vector<std::string>{}) {
      const auto range = range_of.find(rule);
      if (range == range_of.end()) {
        return {};
      }
      if (item.id == core::k_provenance) {
        undeclared.insert(range->second);
      } else {
        items_of[range->second] += " " + item.id;
      }
    }
  }
  std::vector<std::string> commands;
  commands.reserve(items_of.size() + undeclared.size());
  for (const auto& [range, items] : items_of) {
    commands.push_back(fmt::format("sallyport signoff{} --range {}", items, range));
  }
  for (const std::string& range : undeclared) {
    commands.push_back(fmt::format("sallyport declare human --range {}", range));
  }
  return commands;
}

}  // namespace sallyport::gate

#include "report/summary.hpp"

#include "report/words.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sallyport::report {
namespace {

constexpr std::size_t k_named_tools = 2;

/// The tools of a file's AI lines: `Claude Code`, `Claude Code and Cursor`, `3 AI tools`.
std::string tools_of(const core::FileAttribution& file) {
  std::vector<std::string> names;
  for (const core::LineRange& range : file.ai_lines) {
    const std::string name = range.tool.empty() ? "AI" : tool_name(range.tool);
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      names.push_back(name);
    }
  }
  if (names.size() > k_named_tools) {
    return fmt::format("{} AI tools", names.size());
  }
  return names.empty() ? "AI" : util::join(names, " and ");
}

std::string headline_of_note(Effect effect) {
  if (effect == Effect::passes) {
    return "pass: nothing to judge: ";
  }
  return effect == Effect::warns ? "would be refused: " : "refused: ";
}

std::string headline_of_error(const core::Verdict& verdict, std::string_view thing) {
  const ItemCount count = count_items(verdict);
  return count.unknown == 0
             ? fmt::format("{} blocked: no verdict could be reached", thing)
             : fmt::format("{} blocked: no verdict, {} of {} cannot be judged", thing,
                           count.unknown, util::plural(count.required, "review item"));
}

}  // namespace

bool passes(const core::Verdict& verdict) {
  return verdict.outcome == core::Outcome::pass ||
         (verdict.outcome == core::Outcome::warn && count_items(verdict).open == 0);
}

Effect effect_of(const core::Report& report) {
  const core::Outcome outcome = report.verdict.outcome;
  if (outcome == core::Outcome::blocked || outcome == core::Outcome::error) {
    return Effect::blocks;
  }
  const bool warns =
      outcome == core::Outcome::warn && (!report.note.empty() || !passes(report.verdict));
  return warns ? Effect::warns : Effect::passes;
}

std::string reason_to_pass(const core::Report& report) {
  const ItemCount count = count_items(report.verdict);
  if (report.mode == core::Mode::off) {
    return "the policy turns this gate off";
  }
  return count.required == 0 ? "no rule asks for a review"
                             : util::plural(count.required, "review item") + " met";
}

namespace {

std::string what_became(const core::Report& report) {
  const core::Verdict& verdict = report.verdict;
  const std::string_view thing = stopped_thing(report.gate);
  const Effect effect = effect_of(report);
  if (!report.note.empty()) {
    return headline_of_note(effect) + util::printable(report.note);
  }
  if (effect == Effect::passes) {
    return report.policy ? "pass: " + reason_to_pass(report) : "no policy";
  }
  if (verdict.outcome == core::Outcome::error) {
    return headline_of_error(verdict, thing);
  }
  return fmt::format("{} {}: {}", thing, effect == Effect::warns ? "would be blocked" : "blocked",
                     open_items_phrase(verdict));
}

}  // namespace

std::string_view simulation_mark(const core::Report& report) {
  return report.assumed.empty() ? "" : "simulated: ";
}

std::string headline(const core::Report& report) {
  return std::string(simulation_mark(report)) + what_became(report);
}

std::string check_name(const core::Report& report) {
  return report.check_name.empty() ? "sallyport" : util::printable(report.check_name);
}

std::string size_and_limit(const core::Report& report) {
  if (!report.note.empty()) {
    return {};
  }
  const std::string limit = ai_limit(report.verdict);
  return size_phrase(report.verdict) + (limit.empty() ? "" : "; limit ") + limit;
}

ByComment open_items_by_comment(const core::Verdict& verdict) {
  ByComment items;
  for (const core::ItemResult* item : open_items(verdict)) {
    const bool enough = item->assurance <= core::Assurance::forge;
    (enough ? items.enough : items.not_enough).push_back(util::printable(item->id));
  }
  return items;
}

std::vector<const core::ItemResult*> open_items(const core::Verdict& verdict) {
  std::vector<const core::ItemResult*> items;
  for (const core::ItemResult& item : verdict.items) {
    if (is_open(item.status) && !passes(verdict)) {
      items.push_back(&item);
    }
  }
  return items;
}

std::vector<const core::FileAttribution*> ai_files(const core::Verdict& verdict) {
  std::vector<const core::FileAttribution*> files;
  for (const core::FileAttribution& file : verdict.files) {
    if (is_ai_file(file)) {
      files.push_back(&file);
    }
  }
  std::stable_sort(files.begin(), files.end(),
                   [](const auto* a, const auto* b) { return a->ai > b->ai; });
  return files;
}

bool is_ai_file(const core::FileAttribution& file) {
  return file.touched_by_ai || file.ai > 0;
}

std::string file_phrase(const core::FileAttribution& file) {
  if (file.ai > 0) {
    return fmt::format("{} of {} by {}", file.ai,
                       util::plural(file.ai + file.undeclared + file.human, "line"),
                       tools_of(file));
  }
  const std::string_view what = file.removed ? "deleted" : file.opaque ? "opaque content" : "";
  if (!is_ai_file(file)) {
    return what.empty() ? "no AI marker found" : fmt::format("{}, no AI marker found", what);
  }
  return what.empty() ? "touched by AI, none of its lines is left" : fmt::format("{}, by AI", what);
}

std::string ranges_phrase(const core::FileAttribution& file, std::size_t most) {
  std::vector<std::string> ranges;
  for (const core::LineRange& range : file.ai_lines) {
    if (ranges.size() == most) {
      break;
    }
    ranges.push_back(range.first == range.last ? fmt::format("{}", range.first)
                                               : fmt::format("{}-{}", range.first, range.last));
  }
  const std::size_t left_out = file.ai_lines.size() - ranges.size();
  return util::join(ranges, ", ") + (left_out == 0 ? "" : fmt::format(" and {} more", left_out));
}

std::vector<std::string> answers_given(const core::ItemResult& item) {
  std::vector<std::string> answers = standing_words(item);
  answers.reserve(answers.size() + item.counted.size() + item.ignored.size());
  for (const core::CountedRecord& record : item.counted) {
    answers.push_back(fmt::format("{} ({}, {})", util::printable(record.signer),
                                  core::to_string(record.rung), core::to_string(record.assurance)));
  }
  for (const core::IgnoredRecord& record : item.ignored) {
    answers.push_back(fmt::format("not counted: {} ({})", util::printable(record.signer),
                                  util::printable(record.reason)));
  }
  return answers;
}

std::string printable_text(std::string_view text) {
  std::vector<std::string> lines;
  for (const std::string_view line : util::split_lines(text)) {
    lines.push_back(util::printable(line));
  }
  return util::join(lines, "\n");
}

std::string one_line(std::string_view text) {
  std::string line;
  for (const std::string_view part : util::split_lines(text)) {
    const std::string_view words = util::trim(part);
    line.append(line.empty() || words.empty() ? "" : " ").append(words);
  }
  return util::printable(line);
}

}  // namespace sallyport::report

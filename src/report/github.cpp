#include "report/findings.hpp"
#include "report/report.hpp"
#include "report/summary.hpp"
#include "report/words.hpp"
#include "report/workflow_commands.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace sallyport::report {
namespace {

/// What a step shows of each kind; the runner drops the others without a word.
constexpr std::size_t k_most_of_a_kind = 10;

constexpr std::size_t k_most_ranges = 8;

/// The properties of an annotation, each with its comma, and its message.
struct Annotation {
  std::string place;
  std::string title;
  std::string text;
};
using Annotations = std::vector<Annotation>;

std::string place_of(const Finding& finding) {
  const std::string file = "file=" + escape_command_property(util::printable(finding.path())) + ",";
  const core::LineRange* const range = finding.main_range();
  return range == nullptr ? file
                          : fmt::format("{}line={},endLine={},", file, range->first, range->last);
}

std::string next_phrase(const core::Report& report) {
  return report.next.empty() ? "" : "\nNext: " + util::printable(report.next.front());
}

Annotation verdict_annotation(const core::Report& report) {
  const std::string size = size_and_limit(report);
  return {"", check_name(report),
          headline(report) + (size.empty() ? "" : "\n") + size + next_phrase(report)};
}

/// `security pending, by @security; scalability stale, by any enrolled person`
std::string states_of(const std::vector<const core::ItemResult*>& items) {
  std::vector<std::string> states;
  states.reserve(items.size());
  for (const core::ItemResult* item : items) {
    states.push_back(fmt::format("{} {}, by {}", util::printable(item->id),
                                 core::to_string(item->status), answerers(*item)));
  }
  return util::join(states, "; ");
}

Annotation file_annotation(const Finding& finding,
                           const std::vector<const core::ItemResult*>& items) {
  const auto count = static_cast<std::int64_t>(items.size());
  const std::string title = util::plural(count, "review item") + " open";
  if (finding.file == nullptr) {
    return {place_of(finding), title, states_of(items)};
  }
  const std::string ranges = ranges_phrase(*finding.file, k_most_ranges);
  return {place_of(finding), title,
          fmt::format("{}{}\n{}", file_phrase(*finding.file),
                      ranges.empty() ? "" : " (lines " + ranges + ")", states_of(items))};
}

/// One annotation a file, with all the items that are open on it.
void add_files(Annotations& annotations, const core::Verdict& verdict) {
  const Findings findings = find_open(verdict, std::numeric_limits<std::size_t>::max());
  std::vector<const core::ItemResult*> items;
  for (std::size_t i = 0; i < findings.shown.size(); ++i) {
    items.push_back(findings.shown[i].item);
    const bool last_of_file =
        i + 1 == findings.shown.size() || findings.shown[i + 1].file != findings.shown[i].file;
    if (last_of_file) {
      annotations.push_back(file_annotation(findings.shown[i], items));
      items.clear();
    }
  }
}

void add_warnings(Annotations& annotations, const core::Report& report) {
  for (const std::string& warning : report.verdict.warnings) {
    annotations.push_back({"", check_name(report), one_line(warning)});
  }
}

std::string commands(std::string_view kind, Annotations annotations) {
  if (annotations.size() > k_most_of_a_kind) {
    const std::size_t left_out = annotations.size() - k_most_of_a_kind;
    annotations.resize(k_most_of_a_kind);
    annotations.back().text += fmt::format("\nand {} more, see the summary", left_out);
  }
  std::string text;
  for (const Annotation& annotation : annotations) {
    text += fmt::format("::{} {}title={}::{}\n", kind, annotation.place,
                        escape_command_property(annotation.title),
                        escape_command_message(annotation.text));
  }
  return text;
}

}  // namespace

std::string render_github(const core::Report& report, const TextStyle&) {
  Annotations notices;
  Annotations errors;
  Annotations warnings;
  const Effect effect = effect_of(report);
  if (effect == Effect::passes) {
    notices.push_back(verdict_annotation(report));
  } else {
    Annotations& stops = effect == Effect::warns ? warnings : errors;
    stops.push_back(verdict_annotation(report));
    add_files(stops, report.verdict);
  }
  add_warnings(warnings, report);
  return commands("error", errors) + commands("warning", warnings) + commands("notice", notices);
}

}  // namespace sallyport::report

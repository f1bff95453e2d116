#include "report/findings.hpp"
#include "report/phrases.hpp"
#include "report/report.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <limits>
#include <optional>

namespace sallyport::report {
namespace {

/// What a step shows of each kind; the runner drops the others without a word.
constexpr std::size_t k_most_of_a_kind = 10;

constexpr std::size_t k_shortest_token = 16;

std::string escape(std::string_view text, std::string_view special) {
  std::string escaped;
  for (const char c : text) {
    if (special.find(c) == std::string_view::npos) {
      escaped += c;
    } else {
      escaped += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return escaped;
}

bool is_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

struct Annotation {
  std::optional<Finding> finding;  ///< absent: it is about the whole change
  std::string title;
  std::vector<std::string> lines;
};
using Annotations = std::vector<Annotation>;

Annotation verdict_annotation(const core::Report& report) {
  Annotation annotation{{}, check_name(report), {headline(report)}};
  if (const std::string size = size_and_limit(report); !size.empty()) {
    annotation.lines.push_back(size);
  }
  if (!report.next.empty()) {
    annotation.lines.push_back("Next: " + report.next.front());
  }
  return annotation;
}

/// `security pending, by @security; scalability stale, by any enrolled person`
std::string states_of(const std::vector<const core::ItemResult*>& items) {
  std::vector<std::string> states;
  states.reserve(items.size());
  for (const core::ItemResult* item : items) {
    states.push_back(state_phrase(*item));
  }
  return util::join(states, "; ");
}

Annotation file_annotation(const core::Report& report, const Finding& finding,
                           const std::vector<const core::ItemResult*>& items) {
  Annotation annotation{
      finding, util::plural(std::ssize(items), "review item") + " open", {states_of(items)}};
  if (finding.file != nullptr) {
    annotation.lines.insert(annotation.lines.begin(),
                            lines_phrase(report.tool_titles, *finding.file));
  }
  return annotation;
}

/// One annotation a file, with all the items that are open on it.
void add_files(Annotations& annotations, const core::Report& report) {
  const Findings findings = find_open(report.verdict, std::numeric_limits<std::size_t>::max());
  std::vector<const core::ItemResult*> items;
  for (std::size_t i = 0; i < findings.shown.size(); ++i) {
    items.push_back(findings.shown[i].item);
    const bool last_of_file =
        i + 1 == findings.shown.size() || findings.shown[i + 1].file != findings.shown[i].file;
    if (last_of_file) {
      annotations.push_back(file_annotation(report, findings.shown[i], items));
      items.clear();
    }
  }
}

void add_warnings(Annotations& annotations, const core::Report& report) {
  for (const std::string& warning : warnings_of(report)) {
    annotations.push_back({{}, check_name(report), {one_line(warning)}});
  }
}

/// `file=src/a.cc,line=3,endLine=42,title=…`
std::string properties_of(const Annotation& annotation) {
  const std::string title = escape_command_property(util::printable(annotation.title));
  if (!annotation.finding) {
    return "title=" + title;
  }
  const std::string file = escape_command_property(util::printable(annotation.finding->path()));
  const core::LineRange* const range = annotation.finding->main_range();
  return range == nullptr ? fmt::format("file={},title={}", file, title)
                          : fmt::format("file={},line={},endLine={},title={}", file, range->first,
                                        range->last, title);
}

/// A line feed in what strangers wrote begins no line of the message.
std::string message_of(const Annotation& annotation) {
  std::vector<std::string> lines = annotation.lines;
  std::transform(lines.begin(), lines.end(), lines.begin(), util::printable);
  return escape_command_message(util::join(lines, "\n"));
}

std::string commands(std::string_view kind, Annotations annotations) {
  if (annotations.size() > k_most_of_a_kind) {
    const std::size_t left_out = annotations.size() - k_most_of_a_kind;
    annotations.resize(k_most_of_a_kind);
    annotations.back().lines.push_back(fmt::format("and {} more, see the summary", left_out));
  }
  std::string text;
  for (const Annotation& annotation : annotations) {
    text += fmt::format("::{} {}::{}\n", kind, properties_of(annotation), message_of(annotation));
  }
  return text;
}

}  // namespace

std::string escape_command_message(std::string_view text) {
  return escape(text, "%\r\n");
}

std::string escape_command_property(std::string_view text) {
  return escape(text, "%\r\n:,");
}

std::string guard_workflow_commands(std::string_view text, std::string_view token) {
  if (token.size() < k_shortest_token ||
      !std::all_of(token.begin(), token.end(), is_letter_or_digit)) {
    throw util::Error(util::ErrorKind::unavailable,
                      "cannot guard the log: the token is not 16 or more letters and digits",
                      "uuidgen | tr -d -");
  }
  if (text.find(token) != std::string_view::npos) {
    throw util::Error(util::ErrorKind::unavailable,
                      "cannot guard the log: the token occurs in the text",
                      "give a random one: uuidgen | tr -d -");
  }
  const std::string_view end = text.empty() || text.ends_with('\n') ? "" : "\n";
  return fmt::format("::stop-commands::{}\n{}{}::{}::\n", token, text, end, token);
}

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
    add_files(stops, report);
  }
  add_warnings(warnings, report);
  return commands("error", errors) + commands("warning", warnings) + commands("notice", notices);
}

}  // namespace sallyport::report

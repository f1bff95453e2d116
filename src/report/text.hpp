#pragma once

#include "report/report.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Text for a terminal. `Page` is the one place where it is made safe to show.
namespace sallyport::report {

/// The columns of a page.
inline constexpr std::size_t k_width = 80;

/// What a colour says; each also stands there in words.
enum class Tone { good, bad, caution, heading };

/// Lines of text, none wider than `k_width` columns except commands, which stay whole so that they
/// can be pasted. What a terminal would not show as it is comes out escaped, a line feed too; only
/// then colours are added.
class Page {
 public:
  explicit Page(const TextStyle& style) : colour_(style.colour) {}

  /// One line, cut at the width.
  void line(std::string_view text);
  /// One line whose `marked` beginning is drawn in the colour of `tone`.
  void line(Tone tone, std::string_view marked, std::string_view rest);
  /// `label` and then `text`, broken at blanks; later lines are indented below the text. After
  /// `most_lines` lines the rest is cut off.
  void paragraph(std::string_view label, std::string_view text, std::size_t most_lines = 3);
  /// A command on a line of its own, indented and never cut.
  void command(std::string_view text);

  /// All lines, each with its LF.
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  bool colour_;
  std::string text_;
};

/// The page for a report. An agent gets no colour: escape sequences would only hide what it has to
/// pass on.
Page page_for(const core::Report& report, const TextStyle& style);

/// As many of `pieces`, each as it is shown, as fit into `width` columns, at least one and at most
/// `most`, with ", " between them, then "and N more" for the others.
std::string list_some(const std::vector<std::string>& pieces, std::size_t most, std::size_t width);

/// `text` as it is shown, filled up to `width` columns.
std::string padded(std::string_view text, std::size_t width);

/// How the judged change was chosen, where that is known.
void add_selection(Page& page, const core::Report& report, std::size_t most_lines);

/// Who brings a change that lands.
void add_bringer(Page& page, const core::Report& report);

/// That the policy came with the change, where it did.
void add_bootstrap(Page& page, std::string_view label, const core::Report& report);

/// Whether a rule matched, and why.
void add_rule(Page& page, const core::RuleResult& rule);

/// One line for each required item, who may answer and who already did; for an open one also the
/// paths that no review holds and the records that do not count.
void add_items(Page& page, const core::Verdict& verdict);

}  // namespace sallyport::report

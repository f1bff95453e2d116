#include "report/markdown_items.hpp"
#include "report/markdown_text.hpp"
#include "report/report.hpp"
#include "report/summary.hpp"
#include "report/words.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sallyport::report {
namespace {

constexpr std::size_t k_most_bytes = std::size_t{1024} * 1024;
constexpr std::size_t k_most_tail_bytes = std::size_t{64} * 1024;
constexpr std::size_t k_most_files = 20;
constexpr std::size_t k_most_ranges = 8;
constexpr std::string_view k_cut_note =
    "\nThe summary is too long for this place and ends here; `sallyport check` shows the rest.\n\n";

void add_facts(Blocks& blocks, const core::Report& report) {
  const core::Verdict& verdict = report.verdict;
  if (const std::string size = size_and_limit(report); !size.empty()) {
    blocks.add(fmt::format("**{}**\n\n", escape_markdown(size)));
  }
  if (!report.selection.empty()) {
    blocks.add(fmt::format("* Judged: {}\n", escape_markdown(report.selection)));
  }
  if (const std::string rest = remaining_size_phrase(verdict.metrics); !rest.empty()) {
    blocks.add(fmt::format("* Also: {}\n", escape_markdown(rest)));
  }
  if (report.policy) {
    blocks.add(fmt::format("* Policy: {}{}\n", code_span(report.policy->source),
                           report.bootstrap ? ", read from this change itself" : ""));
  }
  if (const std::string missing = shortfall_phrase(verdict); !missing.empty()) {
    blocks.add(fmt::format("* Merge still needs: {}\n", escape_markdown(missing)));
  }
  blocks.add("\n");
}

void add_rules(Blocks& blocks, const core::Verdict& verdict) {
  const auto& rules = verdict.rules;
  if (std::none_of(rules.begin(), rules.end(), [](const auto& rule) { return rule.matched; })) {
    return;
  }
  blocks.add("### Rules that matched\n\n");
  for (const core::RuleResult& rule : rules) {
    if (rule.matched) {
      blocks.add(fmt::format("* {} ({}): {}\n", escape_markdown(rule.name),
                             code_span(core::to_string(rule.position)), code_span(rule.because)));
    }
  }
  blocks.add("\n");
}

void add_items(Blocks& blocks, const core::Verdict& verdict) {
  if (verdict.items.empty()) {
    return;
  }
  blocks.add("### Review items\n\n| Item | State | May answer | Answered |\n|---|---|---|---|\n");
  for (const core::ItemResult& item : verdict.items) {
    blocks.add(item_row(item));
  }
  blocks.add("\n");
}

void add_open_items(Blocks& blocks, const core::Report& report) {
  for (const core::ItemResult* item : open_items(report.verdict)) {
    blocks.add(fmt::format("### {} ({})\n\n", escape_markdown(item->title), code_span(item->id)));
    blocks.add(item_markdown(report, *item));
  }
}

std::string file_row(const core::FileAttribution& file) {
  const std::string ranges = ranges_phrase(file, k_most_ranges);
  return fmt::format("| {} | {} | {} |\n", code_span(util::printable(file.path)),
                     escape_markdown(file_phrase(file)), ranges.empty() ? "none" : ranges);
}

void add_files(Blocks& blocks, const core::Verdict& verdict) {
  const auto files = ai_files(verdict);
  if (files.empty()) {
    return;
  }
  blocks.add("### Largest files with AI in them\n\n| File | Size | Lines |\n|---|---|---|\n");
  for (std::size_t i = 0; i < std::min(files.size(), k_most_files); ++i) {
    blocks.add(file_row(*files[i]));
  }
  if (files.size() > k_most_files) {
    blocks.add(fmt::format("\nand {} more\n", files.size() - k_most_files));
  }
  blocks.add("\n");
}

void add_warnings(Blocks& blocks, const core::Verdict& verdict) {
  if (verdict.warnings.empty()) {
    return;
  }
  blocks.add("### Warnings\n\n");
  for (const std::string& warning : verdict.warnings) {
    blocks.add(fmt::format("* {}\n", escape_markdown(warning)));
  }
  blocks.add("\n");
}

/// The last lines, which are there however long the rest is.
std::string next_section(const core::Report& report) {
  Blocks blocks(k_most_tail_bytes);
  if (!report.next.empty()) {
    blocks.add("### Next\n\n" + fenced(report.next, "sh") + "\n");
  }
  if (!passes(report.verdict)) {
    blocks.add("Why, in full: `sallyport explain`\n");
  }
  return blocks.text();
}

}  // namespace

std::string render_markdown(const core::Report& report, const TextStyle&) {
  const std::string next = next_section(report);
  Blocks blocks(k_most_bytes - next.size() - k_cut_note.size());
  blocks.add(fmt::format("## {}: {}\n\n", escape_markdown(check_name(report)),
                         escape_markdown(headline(report))));
  add_facts(blocks, report);
  add_rules(blocks, report.verdict);
  add_items(blocks, report.verdict);
  add_open_items(blocks, report);
  add_files(blocks, report.verdict);
  add_warnings(blocks, report.verdict);
  return blocks.text() + (blocks.complete() ? "" : std::string(k_cut_note)) + next;
}

}  // namespace sallyport::report

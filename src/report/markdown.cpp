#include "report/markdown.hpp"

#include "report/findings.hpp"
#include "report/phrases.hpp"
#include "report/report.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace sallyport::report {
namespace {

constexpr std::size_t k_most_summary_bytes = std::size_t{1024} * 1024;
constexpr std::size_t k_most_comment_bytes = 65'000;  // GitHub takes 65,536 characters
constexpr std::size_t k_files_listed = 20;
constexpr std::size_t k_ranges_listed = 8;
constexpr std::size_t k_paths_listed = 20;
constexpr std::size_t k_most_answers = 10;
constexpr std::string_view k_cut_note =
    "\nThe summary is too long for this place and ends here; `sallyport check` shows the rest.\n\n";

/// A path as code: unlike other text it keeps its line feeds visible.
std::string path_span(std::string_view path) {
  return code_span(util::printable(path));
}

/// The paragraphs of `text`, parted by empty lines.
std::string paragraphs(std::string_view text) {
  std::string markdown;
  std::string paragraph;
  const auto flush = [&] {
    markdown += paragraph.empty() ? "" : escape_markdown(paragraph) + "\n\n";
    paragraph.clear();
  };
  for (const std::string_view line : util::split_lines(text)) {
    if (util::trim(line).empty()) {
      flush();
    } else {
      paragraph.append(line).push_back('\n');
    }
  }
  flush();
  return markdown;
}

std::string questions_of(const core::ItemResult& item) {
  std::string markdown;
  for (const core::Question& question : item.questions) {
    markdown +=
        fmt::format("* {}: {} (at least {})\n", code_span(question.id),
                    escape_markdown(question.ask), util::plural(question.min_words, "word"));
  }
  return markdown.empty() ? markdown : markdown + "\n";
}

std::string who_may_answer(const core::ItemResult& item) {
  std::vector<std::string> names;
  names.reserve(item.approvers.size());
  for (const std::string& approver : item.approvers) {
    names.push_back(code_span(approver));
  }
  return answerers(item, names.empty() ? "any enrolled person" : util::join(names, " or "));
}

std::string who_answered(const core::ItemResult& item) {
  std::vector<std::string> answers;
  for (const std::string& words : standing_phrases(item)) {
    answers.push_back(escape_markdown(words));
  }
  for (const core::CountedRecord& record : item.counted) {
    answers.push_back(fmt::format("{} ({}, {})", code_span(record.signer),
                                  core::to_string(record.rung), core::to_string(record.assurance)));
  }
  for (const core::IgnoredRecord& record : item.ignored) {
    answers.push_back(fmt::format("not counted: {} ({})", code_span(record.signer),
                                  escape_markdown(phrase(record.reason))));
  }
  return answers.empty() ? "nobody yet" : some_of(std::move(answers), k_most_answers, "; ");
}

std::string unheld_paths(const core::ItemResult& item) {
  std::vector<std::string> paths;
  paths.reserve(item.residual.size());
  for (const core::Uncovered& path : item.residual) {
    paths.push_back(fmt::format("{} ({})", path_span(path.path), phrase(path.why)));
  }
  return paths.empty() ? ""
                       : fmt::format("Not held by a review: {}\n\n",
                                     some_of(std::move(paths), k_paths_listed, "; "));
}

std::string comment_section(const core::Report& report, const core::ItemResult& item) {
  return (core::wants_key(item.assurance)
              ? "This item takes a signature with a key. Sign it with the command below; or write "
                "a "
                "comment like this, which is answered with what to sign by ssh-keygen alone:\n\n"
              : "A review that approves can answer it, without the digest, or a comment like "
                "this:\n\n") +
         fenced(signoff_comment(report, item), "text") + "\n";
}

void add_facts(Blocks& blocks, const core::Report& report) {
  const core::Verdict& verdict = report.verdict;
  if (const std::string size = size_and_limit(report); !size.empty()) {
    blocks.add(fmt::format("**{}**\n\n", escape_markdown(size)));
  }
  if (!report.selection.empty()) {
    blocks.add(fmt::format("* Judged: {}\n", escape_markdown(report.selection)));
  }
  if (const std::string bringer = bringer_phrase(report); !bringer.empty()) {
    blocks.add(fmt::format("* By: {}\n", escape_markdown(bringer)));
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
  const auto rules = matched_rules(verdict);
  blocks.add(rules.empty() ? "" : "### Rules that matched\n\n");
  for (const core::RuleResult* rule : rules) {
    blocks.add(fmt::format("* {} ({}): {}\n", escape_markdown(rule->name),
                           code_span(core::to_string(rule->position)), code_span(because(*rule))));
  }
  blocks.add(rules.empty() ? "" : "\n");
}

std::string item_row(const core::ItemResult& item) {
  const std::string_view mark = is_open(item.status) ? "**" : "";
  return fmt::format("| {} ({}) | {}{}{} | {} | {} |\n", escape_markdown(item.title),
                     code_span(item.id), mark, core::to_string(item.status), mark,
                     who_may_answer(item), who_answered(item));
}

void add_items(Blocks& blocks, const core::Report& report) {
  const auto& items = report.verdict.items;
  if (!items.empty()) {
    blocks.add("### Review items\n\n| Item | State | May answer | Answered |\n|---|---|---|---|\n");
  }
  for (const core::ItemResult& item : items) {
    blocks.add(item_row(item));
  }
  blocks.add(items.empty() ? "" : "\n");
}

void add_questions(Blocks& blocks, const core::Report& report) {
  for (const core::ItemResult* item : open_items(report.verdict)) {
    blocks.add(fmt::format("### {} ({})\n\n", escape_markdown(item->title), code_span(item->id)));
    blocks.add(item_markdown(report, *item));
  }
}

void add_files(Blocks& blocks, const core::Report& report) {
  const auto files = ai_files(report.verdict);
  if (files.empty()) {
    return;
  }
  blocks.add("### Largest files with AI in them\n\n| File | Size | Lines |\n|---|---|---|\n");
  for (std::size_t i = 0; i < std::min(files.size(), k_files_listed); ++i) {
    const std::string ranges = ranges_phrase(*files[i], k_ranges_listed);
    blocks.add(fmt::format("| {} | {} | {} |\n", path_span(files[i]->path),
                           escape_markdown(file_phrase(report.tool_titles, *files[i])),
                           ranges.empty() ? "none" : ranges));
  }
  if (files.size() > k_files_listed) {
    blocks.add(fmt::format("\nand {} more\n", files.size() - k_files_listed));
  }
  blocks.add("\n");
}

void add_warnings(Blocks& blocks, const core::Report& report) {
  const std::vector<std::string> warnings = warnings_of(report);
  blocks.add(warnings.empty() ? "" : "### Warnings\n\n");
  for (const std::string& warning : warnings) {
    blocks.add(fmt::format("* {}\n", escape_markdown(warning)));
  }
  blocks.add(warnings.empty() ? "" : "\n");
}

/// The last lines, which are there however long the rest is.
std::string next_section(const core::Report& report, std::size_t most_bytes) {
  Blocks blocks(most_bytes);
  if (!report.next.empty()) {
    blocks.add("### Next\n\n" + fenced(report.next, "sh") + "\n");
  }
  if (!passes(report.verdict)) {
    blocks.add("Why, in full: `sallyport explain`\n");
  }
  return blocks.text();
}

std::string title_line(const core::Report& report) {
  return fmt::format("{}: {}", escape_markdown(check_name(report)),
                     escape_markdown(headline(report)));
}

/// At most `most_bytes`, of which a sixteenth is kept for the last part.
std::string whole(const core::Report& report, std::size_t most_bytes) {
  const std::string next = next_section(report, most_bytes / 16);
  Blocks blocks(most_bytes - next.size() - k_cut_note.size());
  blocks.add("## " + title_line(report) + "\n\n");
  add_facts(blocks, report);
  add_rules(blocks, report.verdict);
  add_items(blocks, report);
  add_files(blocks, report);
  add_questions(blocks, report);
  add_warnings(blocks, report);
  return blocks.text() + (blocks.complete() ? "" : std::string(k_cut_note)) + next;
}

}  // namespace

std::string item_markdown(const core::Report& report, const core::ItemResult& item) {
  return paragraphs(item.text) + questions_of(item) +
         fmt::format("May answer: {}. Answered: {}.\n\n", who_may_answer(item),
                     who_answered(item)) +
         unheld_paths(item) + comment_section(report, item);
}

std::string render_markdown(const core::Report& report, const TextStyle&) {
  return whole(report, k_most_summary_bytes);
}

std::string render_comment(const core::Report& report, const TextStyle&) {
  if (!passes(report.verdict)) {
    return whole(report, k_most_comment_bytes);
  }
  const std::string size = size_and_limit(report);
  return title_line(report) + "\n" + (size.empty() ? "" : "\n" + escape_markdown(size) + "\n");
}

}  // namespace sallyport::report

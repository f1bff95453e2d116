#include "report/markdown_items.hpp"

#include "report/markdown_text.hpp"
#include "report/summary.hpp"
#include "report/words.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <vector>

namespace sallyport::report {
namespace {

constexpr std::size_t k_most_paths = 20;
constexpr std::size_t k_most_answers = 10;

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
  const std::string who = names.empty() ? "any enrolled person" : util::join(names, " or ");
  return item.needed > 1 ? fmt::format("{} of {}", item.needed, who) : who;
}

/// At most `most` of `pieces`, with how many more there are.
std::string some_of(std::vector<std::string> pieces, std::size_t most) {
  if (pieces.size() <= most) {
    return util::join(pieces, "; ");
  }
  const std::size_t left_out = pieces.size() - most;
  pieces.resize(most);
  return fmt::format("{} and {} more", util::join(pieces, "; "), left_out);
}

std::string who_answered(const core::ItemResult& item) {
  std::vector<std::string> answers;
  for (const std::string& words : standing_words(item)) {
    answers.push_back(escape_markdown(words));
  }
  for (const core::CountedRecord& record : item.counted) {
    answers.push_back(fmt::format("{} ({}, {})", code_span(record.signer),
                                  core::to_string(record.rung), core::to_string(record.assurance)));
  }
  for (const core::IgnoredRecord& record : item.ignored) {
    answers.push_back(fmt::format("not counted: {} ({})", code_span(record.signer),
                                  escape_markdown(record.reason)));
  }
  return answers.empty() ? "nobody yet" : some_of(std::move(answers), k_most_answers);
}

std::string unheld_paths(const core::ItemResult& item) {
  std::vector<std::string> paths;
  paths.reserve(item.residual.size());
  for (const core::Residual& residual : item.residual) {
    paths.push_back(fmt::format("{} ({})", code_span(util::printable(residual.path)),
                                escape_markdown(residual.why)));
  }
  return paths.empty()
             ? ""
             : fmt::format("Not held by a review: {}\n\n", some_of(std::move(paths), k_most_paths));
}

std::string comment_section(const core::Report& report, const core::ItemResult& item) {
  const std::vector<std::string> comment = signoff_comment(report, item);
  return comment.empty()
             ? "A comment here is not enough: this item takes a signature with a key.\n\n"
             : "A comment here can answer it:\n\n" + fenced(comment, "text") + "\n";
}

}  // namespace

std::string item_markdown(const core::Report& report, const core::ItemResult& item) {
  return paragraphs(item.text) + questions_of(item) +
         fmt::format("May answer: {}. Answered: {}.\n\n", who_may_answer(item),
                     who_answered(item)) +
         unheld_paths(item) + comment_section(report, item);
}

std::string item_row(const core::ItemResult& item) {
  const std::string_view mark = is_open(item.status) ? "**" : "";
  return fmt::format("| {} ({}) | {}{}{} | {} | {} |\n", escape_markdown(item.title),
                     code_span(item.id), mark, core::to_string(item.status), mark,
                     who_may_answer(item), who_answered(item));
}

}  // namespace sallyport::report

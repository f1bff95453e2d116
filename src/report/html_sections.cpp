#include "report/html_sections.hpp"

#include "report/html_page.hpp"
#include "report/summary.hpp"
#include "report/words.hpp"
#include "report/xml.hpp"
#include "util/columns.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sallyport::report {
namespace {

constexpr std::size_t k_most_files = 20'000;
constexpr std::size_t k_most_ranges = 100;
constexpr std::size_t k_most_unheld = 100;
constexpr std::size_t k_most_value_characters = 200;

std::string answers_of(const core::ItemResult& item) {
  const std::vector<std::string> answers = answers_given(item);
  return answers.empty() ? "nobody yet" : util::join(answers, "; ");
}

void add_questions(pugi::xml_node article, const core::ItemResult& item) {
  if (item.questions.empty()) {
    return;
  }
  const pugi::xml_node list = add(article, "ul");
  for (const core::Question& question : item.questions) {
    const pugi::xml_node entry = add(list, "li");
    add(entry, "code", util::printable(question.id));
    add_text(entry, fmt::format(": {} (at least {})", one_line(question.ask),
                                util::plural(question.min_words, "word")));
  }
}

void add_unheld(pugi::xml_node article, const core::ItemResult& item) {
  if (item.residual.empty()) {
    return;
  }
  add(article, "p", "Not held by a review:");
  const pugi::xml_node list = add(article, "ul");
  for (std::size_t i = 0; i < std::min(item.residual.size(), k_most_unheld); ++i) {
    const pugi::xml_node entry = add(list, "li");
    add(entry, "code", util::printable(item.residual[i].path));
    add_text(entry, fmt::format(" ({})", one_line(item.residual[i].why)));
  }
  if (item.residual.size() > k_most_unheld) {
    add(list, "li", fmt::format("and {} more", item.residual.size() - k_most_unheld));
  }
}

void add_comment(pugi::xml_node article, const core::Report& report, const core::ItemResult& item) {
  const std::vector<std::string> comment = signoff_comment(report, item);
  if (comment.empty()) {
    add(article, "p",
        "A comment on the forge is not enough: this item takes a signature with a key.");
    return;
  }
  add(article, "p", "A comment on the forge can answer it:");
  add(article, "pre", util::join(comment, "\n"));
}

void add_open_item(pugi::xml_node section, const core::Report& report,
                   const core::ItemResult& item) {
  const pugi::xml_node article = add(section, "article");
  add(article, "h3", fmt::format("{} ({})", one_line(item.title), util::printable(item.id)));
  for (const std::string_view line : util::split_lines(item.text)) {
    if (!util::trim(line).empty()) {
      add(article, "p", util::printable(line));
    }
  }
  add_questions(article, item);
  add(article, "p",
      fmt::format("May answer: {}. Answered: {}.", answerers(item), answers_of(item)));
  add_unheld(article, item);
  add_comment(article, report, item);
}

void add_evidence(pugi::xml_node cell, const core::CommitAttribution& commit) {
  if (commit.evidence.empty()) {
    add_text(cell, "no marker found");
    return;
  }
  const pugi::xml_node list = add(cell, "ul");
  for (const core::Evidence& evidence : commit.evidence) {
    const std::string value = util::printable(evidence.value);
    const pugi::xml_node entry = add(list, "li");
    add(entry, "code", std::string(util::first_characters(value, k_most_value_characters)));
    add_text(entry, fmt::format(" ({}, {}, {} at {})", util::printable(evidence.rule),
                                core::to_string(evidence.strength), core::to_string(evidence.kind),
                                core::to_string(evidence.position)));
  }
}

void add_commit(pugi::xml_node body, const core::CommitAttribution& commit) {
  const pugi::xml_node row =
      add_row(body, {{commit.id ? core::abbreviated(*commit.id) : "staged", true},
                     {util::printable(commit.subject)},
                     {origin_phrase(commit)},
                     {std::to_string(commit.lines)}});
  add_evidence(add_cell(row), commit);
}

}  // namespace

void add_html_items(pugi::xml_node main, const core::Report& report) {
  if (report.verdict.items.empty()) {
    return;
  }
  const pugi::xml_node section = add_section(main, "Review items");
  const pugi::xml_node body =
      add_table(section, "Review items", {"Item", "State", "May answer", "Answered"});
  for (const core::ItemResult& item : report.verdict.items) {
    const pugi::xml_node row =
        add_row(body, {{fmt::format("{} ({})", one_line(item.title), util::printable(item.id))},
                       {std::string(core::to_string(item.status))},
                       {answerers(item)},
                       {answers_of(item)}});
    if (is_open(item.status)) {
      set(row, "class", "open");
    }
  }
  for (const core::ItemResult* item : open_items(report.verdict)) {
    add_open_item(section, report, *item);
  }
}

void add_html_commits(pugi::xml_node main, const core::Verdict& verdict) {
  if (verdict.commits.empty()) {
    return;
  }
  const pugi::xml_node section = add_section(main, "Commits");
  const pugi::xml_node body = add_table(section, "Commits and what shows who wrote them",
                                        {"Commit", "Subject", "Origin", "Lines", "Evidence"});
  for (const core::CommitAttribution& commit : verdict.commits) {
    add_commit(body, commit);
  }
}

void add_html_files(pugi::xml_node main, const core::Verdict& verdict) {
  const auto files = ai_files(verdict);
  if (files.empty()) {
    return;
  }
  const pugi::xml_node section = add_section(main, "Files with AI in them");
  const pugi::xml_node body =
      add_table(section, "Files with AI in them", {"File", "Size", "AI lines"});
  for (std::size_t i = 0; i < std::min(files.size(), k_most_files); ++i) {
    add_row(body, {{util::printable(files[i]->path), true},
                   {file_phrase(*files[i])},
                   {ranges_phrase(*files[i], k_most_ranges)}});
  }
  if (files.size() > k_most_files) {
    add(section, "p", fmt::format("and {} more", files.size() - k_most_files));
  }
}

}  // namespace sallyport::report

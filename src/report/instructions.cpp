#include "report/page.hpp"
#include "report/summary.hpp"
#include "report/words.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

namespace sallyport::report {
namespace {

constexpr std::size_t k_shown_digits = 32;
constexpr std::size_t k_most_paths = 20;

std::string questions_of(const core::ItemResult& item) {
  std::string text;
  for (const core::Question& question : item.questions) {
    text += fmt::format("- {}: {} (at least {})\n", util::printable(question.id),
                        one_line(question.ask), util::plural(question.min_words, "word"));
  }
  return text.empty() ? text : text + '\n';
}

std::string unheld_paths(const core::ItemResult& item) {
  std::vector<std::string> paths;
  paths.reserve(item.residual.size());
  for (const core::Residual& residual : item.residual) {
    paths.push_back(
        fmt::format("{} ({})", util::quote_path(residual.path), util::printable(residual.why)));
  }
  return paths.empty() ? ""
                       : fmt::format("Not held by a review: {}\n",
                                     list_some(paths, k_most_paths, std::string::npos / 2));
}

std::string ways_to_answer(const core::Report& report, const core::ItemResult& item) {
  std::string text;
  if (!report.next.empty()) {
    text = fmt::format("Next:\n  {}\n", util::printable(report.next.front()));
  }
  const std::vector<std::string> comment = signoff_comment(report, item);
  if (comment.empty()) {
    return text + "A comment on the forge is not enough: it takes a signature with a key.\n";
  }
  return fmt::format("{}Or comment on the forge:\n  {}\n", text, util::join(comment, "\n  "));
}

}  // namespace

std::vector<std::string> signoff_comment(const core::Report& report, const core::ItemResult& item) {
  if (item.assurance > core::Assurance::forge) {
    return {};
  }
  std::vector<std::string> lines{fmt::format("/signoff {} {}", util::printable(item.id),
                                             report.digest.substr(0, k_shown_digits))};
  for (const core::Question& question : item.questions) {
    lines.push_back(util::printable(question.id) + ": …");
  }
  return lines;
}

std::string instructions(const core::Report& report, const core::ItemResult& item) {
  std::string text = printable_text(item.text);
  text += text.empty() ? "" : "\n\n";
  text += questions_of(item);
  text +=
      fmt::format("Who may answer: {}; now {}\n", answerers(item), core::to_string(item.status));
  if (const std::vector<std::string> answers = answers_given(item); !answers.empty()) {
    text += fmt::format("Answered: {}\n", util::join(answers, "; "));
  }
  return text + unheld_paths(item) + ways_to_answer(report, item);
}

}  // namespace sallyport::report

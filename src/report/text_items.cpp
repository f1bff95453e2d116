#include "report/text_items.hpp"

#include "report/words.hpp"
#include "util/columns.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

namespace sallyport::report {
namespace {

constexpr std::size_t k_most_paths = 3;
constexpr std::size_t k_most_signers = 3;
constexpr std::size_t k_widest_id = 16;
constexpr std::string_view k_indent = "      ";
constexpr std::size_t k_marks = 8;  // "  [x] " and the two blanks behind the id

std::string list_signers(const core::ItemResult& item, std::size_t width) {
  std::vector<std::string> signers;
  for (const core::CountedRecord& record : item.counted) {
    const std::string signer = util::printable(record.signer);
    signers.push_back(is_open(item.status)
                          ? signer
                          : fmt::format("{} ({})", signer, core::to_string(record.rung)));
  }
  return list_some(signers, k_most_signers, width);
}

std::string answer_of(const core::ItemResult& item, std::size_t width) {
  const auto status = core::to_string(item.status);
  if (!is_open(item.status)) {
    return item.counted.empty()
               ? std::string(status)
               : fmt::format("{}: {}", status, list_signers(item, width - status.size() - 2));
  }
  const std::string wanted = fmt::format("{}, by {}", status, answerers(item));
  return item.counted.empty()
             ? wanted
             : fmt::format("{}; signed: {}", wanted, list_signers(item, width / 2));
}

/// Why every path of `residuals` is not held, in parentheses; empty where the reasons differ.
std::string common_reason(const std::vector<core::Residual>& residuals) {
  const std::string& why = residuals.front().why;
  const bool common =
      std::all_of(residuals.begin(), residuals.end(),
                  [&](const core::Residual& residual) { return residual.why == why; });
  return common ? " (" + util::printable(why) + ")" : "";
}

void add_residual(Page& page, const core::ItemResult& item) {
  std::vector<std::string> paths;
  for (const core::Residual& residual : item.residual) {
    paths.push_back(util::quote_path(residual.path));
  }
  const std::string label = std::string(k_indent) + "not held: ";
  page.line(label + list_some(paths, k_most_paths, k_width - label.size()) +
            common_reason(item.residual));
}

void add_ignored(Page& page, const core::ItemResult& item) {
  std::vector<std::string> records;
  for (const core::IgnoredRecord& record : item.ignored) {
    records.push_back(util::printable(fmt::format("{} ({})", record.signer, record.reason)));
  }
  constexpr std::string_view k_label = "not counted: ";
  if (records.size() == 1) {
    page.paragraph(std::string(k_indent).append(k_label), records.front());
    return;
  }
  page.line(std::string(k_indent).append(k_label).append(
      list_some(records, k_most_signers, k_width - k_indent.size() - k_label.size())));
}

std::string padded(const std::string& text, std::size_t width) {
  const std::size_t used = util::columns(text);
  return text + std::string(width > used ? width - used : 0, ' ');
}

void add_item(Page& page, const core::ItemResult& item, std::size_t id_width) {
  const bool open = is_open(item.status);
  const std::string id = padded(util::printable(item.id), id_width);
  page.line(open ? Tone::bad : Tone::good, open ? "  [ ] " : "  [x] ",
            fmt::format("{}  {}", id, answer_of(item, k_width - id.size() - k_marks)));
  for (const std::string& words : standing_words(item)) {
    page.paragraph(k_indent, words);
  }
  if (open && !item.residual.empty()) {
    add_residual(page, item);
  }
  if (open && !item.ignored.empty()) {
    add_ignored(page, item);
  }
}

}  // namespace

void add_items(Page& page, const core::Verdict& verdict) {
  std::size_t id_width = 0;
  for (const core::ItemResult& item : verdict.items) {
    id_width = std::max(id_width, util::columns(util::printable(item.id)));
  }
  for (const core::ItemResult& item : verdict.items) {
    if (item.status != core::Status::not_applicable) {
      add_item(page, item, std::min(id_width, k_widest_id));
    }
  }
}

}  // namespace sallyport::report

#include "report/findings.hpp"
#include "report/text.hpp"
#include "util/columns.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace sallyport::report {
namespace {

/// The SGR parameters of `tone` (ECMA-48 §8.3.117).
std::string_view sgr(Tone tone) {
  static constexpr std::array<std::string_view, 4> k_codes{"32", "1;31", "33", "1"};
  return k_codes.at(static_cast<std::size_t>(tone));
}

/// "and 4 more", or nothing when nothing is left out.
std::string remainder(std::size_t left_out) {
  return left_out == 0 ? std::string() : fmt::format(" and {} more", left_out);
}

}  // namespace

void Page::line(std::string_view text) {
  text_ += util::clip(util::printable(text), k_width) + '\n';
}

void Page::line(Tone tone, std::string_view marked, std::string_view rest) {
  const std::string beginning = util::printable(marked);
  const std::string whole = util::clip(beginning + util::printable(rest), k_width);
  if (!colour_) {
    text_ += whole + '\n';
    return;
  }
  const std::size_t end = std::min(beginning.size(), whole.size());
  text_ += fmt::format("\x1b[{}m{}\x1b[0m{}\n", sgr(tone), whole.substr(0, end), whole.substr(end));
}

void Page::paragraph(std::string_view label, std::string_view text, std::size_t most_lines) {
  const std::size_t indent = util::columns(label);
  std::vector<std::string> lines = util::wrap(util::printable(text), k_width - indent);
  if (lines.size() > most_lines) {
    lines[most_lines - 1] += " ...";
    lines.resize(most_lines);
  }
  line(std::string(label) + lines.front());
  for (std::size_t i = 1; i < lines.size(); ++i) {
    line(std::string(indent, ' ') + lines[i]);
  }
}

void Page::command(std::string_view text) {
  text_ += fmt::format("  {}\n", util::printable(text));
}

Page page_for(const core::Report& report, const TextStyle& style) {
  return Page(TextStyle{.colour = style.colour && !report.by_agent});
}

std::string list_some(const std::vector<std::string>& pieces, std::size_t most, std::size_t width) {
  std::string list;
  std::size_t taken = 0;
  for (; taken < std::min(most, pieces.size()); ++taken) {
    const std::string longer = list + (taken == 0 ? "" : ", ") + util::printable(pieces[taken]);
    const std::string rest = remainder(pieces.size() - taken - 1);
    if (taken > 0 && util::columns(longer) + rest.size() > width) {
      break;
    }
    list = longer;
  }
  const std::string rest = remainder(pieces.size() - taken);
  return util::clip(list, width - std::min(width, rest.size())) + rest;
}

std::string padded(std::string_view text, std::size_t width) {
  const std::string shown = util::printable(text);
  const std::size_t used = util::columns(shown);
  return shown + std::string(width > used ? width - used : 0, ' ');
}

}  // namespace sallyport::report

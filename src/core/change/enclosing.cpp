#include "core/change/enclosing.hpp"

#include "util/text.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <utility>

namespace sallyport::core {
namespace {

constexpr int k_none = -1;

std::size_t indentation(std::string_view line) {
  return std::min(line.find_first_not_of(" \t"), line.size());
}

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

bool holds_letter(std::string_view line) {
  return std::any_of(line.begin(), line.end(), [](char character) {
    const auto byte = static_cast<unsigned char>(character);
    return byte >= 0x80 || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
  });
}

std::string_view without_margins(std::string_view line) {
  const std::size_t first = indentation(line);
  const std::size_t last = line.find_last_not_of(" \t\r");
  return last == std::string_view::npos ? "" : line.substr(first, last + 1 - first);
}

/// A label, or a directive to a preprocessor: often indented less than the block that it stands in.
bool is_mark(std::string_view line) {
  const std::string_view text = without_margins(line);
  const auto is_of_name = [](char character) {
    return std::isalnum(static_cast<unsigned char>(character)) != 0 || character == '_';
  };
  return text.starts_with('#') ||
         (text.ends_with(':') && std::all_of(text.begin(), text.end() - 1, is_of_name));
}

/// The heading of a section, as of INI and TOML, whose lines are indented no more than it is.
bool is_section(std::string_view line) {
  const std::string_view text = without_margins(line);
  return line.starts_with('[') && text.ends_with(']');
}

/// A line that others further down may be enclosed by.
struct Opener {
  std::size_t line = 0;
  std::size_t depth = 0;  ///< it encloses what is deeper
};

/// Whether a mark may stand in the block that a line opens: its head has brackets.
bool may_hold_mark(std::string_view line) {
  return !is_mark(line) && line.find_first_of("({") != std::string_view::npos;
}

/// How deep a line is: sections lie between the indentations.
std::size_t depth_of(std::string_view line) {
  return is_section(line) ? 0 : indentation(line) + 1;
}

/// The index of the line that directly encloses each line, or `k_none`.
std::vector<int> enclosing_lines(const std::vector<std::string_view>& lines) {
  std::vector<int> enclosing(lines.size(), k_none);
  std::vector<Opener> open;  // none is deeper than those behind it
  const auto is_less = [](const Opener& opener, std::size_t depth) { return opener.depth < depth; };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (is_blank(lines[i])) {
      continue;
    }
    const Opener opener{i, depth_of(lines[i])};
    auto end = std::lower_bound(open.begin(), open.end(), opener.depth, is_less);
    // A mark closes no block: it, and what follows it, stand in the block as well.
    if (is_mark(lines[i]) && end != open.end() && end->depth == opener.depth &&
        may_hold_mark(lines[end->line])) {
      ++end;
    }
    enclosing[i] = end == open.begin() ? k_none : static_cast<int>((end - 1)->line);
    if (holds_letter(lines[i])) {
      open.erase(end, open.end());
      open.push_back(opener);
    }
  }
  return enclosing;
}

}  // namespace

std::vector<int> Places::of(std::string_view text) {
  const std::vector<std::string_view> lines = util::split_lines(text);
  const std::vector<int> enclosing = enclosing_lines(lines);
  std::vector<bool> encloses(lines.size());
  for (const int line : enclosing) {
    if (line != k_none) {
      encloses[static_cast<std::size_t>(line)] = true;
    }
  }
  std::map<std::pair<int, std::string_view>, int> equals;
  std::vector<int> ordinals(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    ordinals[i] = encloses[i] ? ++equals[{enclosing[i], lines[i]}] : 0;
  }
  std::vector<int> places(lines.size());
  std::vector<int> inside(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    places[i] = enclosing[i] == k_none ? 0 : inside[static_cast<std::size_t>(enclosing[i])];
    if (encloses[i]) {
      const int next = static_cast<int>(numbers_.size()) + 1;
      const int total = equals[{enclosing[i], lines[i]}];
      inside[i] = numbers_.try_emplace({places[i], std::string(lines[i]), ordinals[i], total}, next)
                      .first->second;
    }
  }
  return places;
}

bool has_plain_lines(std::string_view text) {
  using std::string_view_literals::operator""sv;
  constexpr std::array k_breaks{"\xC2\x85"sv, "\xE2\x80\xA8"sv, "\xE2\x80\xA9"sv};
  if (std::any_of(k_breaks.begin(), k_breaks.end(), [&](std::string_view mark) {
        return text.find(mark) != std::string_view::npos;
      })) {
    return false;
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool ends_line =
        byte == '\n' || (byte == '\r' && i + 1 < text.size() && text[i + 1] == '\n');
    if ((byte < 0x20 || byte == 0x7F) && byte != '\t' && !ends_line) {
      return false;
    }
  }
  return true;
}

}  // namespace sallyport::core

#include "core/enclosing.hpp"

#include "util/text.hpp"

#include <algorithm>
#include <array>
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

/// The index of the line that directly encloses each line, or `k_none`.
std::vector<int> enclosing_lines(const std::vector<std::string_view>& lines) {
  std::vector<int> enclosing(lines.size(), k_none);
  // Those that a line further down may be enclosed by, each indented more than the one before it.
  std::vector<int> open;
  const auto is_less = [&](int line, std::size_t indented) {
    return indentation(lines[static_cast<std::size_t>(line)]) < indented;
  };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (is_blank(lines[i])) {
      continue;
    }
    const auto end = std::lower_bound(open.begin(), open.end(), indentation(lines[i]), is_less);
    enclosing[i] = end == open.begin() ? k_none : *(end - 1);
    if (holds_letter(lines[i])) {
      open.erase(end, open.end());
      open.push_back(static_cast<int>(i));
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

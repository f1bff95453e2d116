#include "git/lines/line_table.hpp"

#include <algorithm>
#include <functional>
#include <iterator>

namespace sallyport::git {
namespace {

/// What C takes for white space.
bool is_white(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

void skip_white(std::string_view& text) {
  while (!text.empty() && is_white(text.front())) {
    text.remove_prefix(1);
  }
}

constexpr std::size_t k_step = 64;  ///< bytes that are compared in one go

std::size_t common_prefix(std::string_view left, std::string_view right) {
  std::size_t same = 0;
  while (left.size() - same >= k_step && left.substr(same, k_step) == right.substr(same, k_step)) {
    same += k_step;
  }
  while (same < left.size() && left[same] == right[same]) {
    ++same;
  }
  return same;
}

std::size_t common_suffix(std::string_view left, std::string_view right) {
  std::size_t rest = left.size();
  while (rest >= k_step &&
         left.substr(rest - k_step, k_step) == right.substr(rest - k_step, k_step)) {
    rest -= k_step;
  }
  while (rest > 0 && left[rest - 1] == right[rest - 1]) {
    --rest;
  }
  return left.size() - rest;
}

}  // namespace

bool are_equal_lines(std::string_view left, std::string_view right, WhiteSpace mode) {
  if (mode == WhiteSpace::compared || left == right) {
    return left == right;
  }
  skip_white(left);
  skip_white(right);
  while (!left.empty() && !right.empty() && left.front() == right.front()) {
    left.remove_prefix(1);
    right.remove_prefix(1);
    skip_white(left);
    skip_white(right);
  }
  return left.empty() && right.empty();
}

std::size_t hash_line(std::string_view line, WhiteSpace mode) {
  if (mode == WhiteSpace::compared) {
    return std::hash<std::string_view>{}(line);
  }
  constexpr std::size_t k_basis = 0xcbf29ce484222325;  // FNV-1a, 64 bits
  constexpr std::size_t k_prime = 0x100000001b3;
  std::size_t hash = k_basis;
  for (const char c : line) {
    hash = is_white(c) ? hash : (hash ^ static_cast<unsigned char>(c)) * k_prime;
  }
  return hash;
}

LineTable::LineTable(std::string_view text) : text_(text) {
  add_lines(0, text.size());
  starts_.push_back(text.size());
}

LineTable::LineTable(std::string_view text, const LineTable& other, const Margins& margins)
    : text_(text) {
  const auto first_behind = other.starts_.begin() + margins.first;
  const auto first_of_last = other.starts_.end() - 1 - margins.last;
  starts_.assign(other.starts_.begin(), first_behind);
  add_lines(*first_behind, text.size() - (other.text_.size() - *first_of_last));
  std::transform(first_of_last, other.starts_.end(), std::back_inserter(starts_),
                 [&](std::size_t start) { return start + text.size() - other.text_.size(); });
}

Margins equal_ends(const LineTable& table, std::string_view other) {
  const std::string_view text = table.text_;
  const auto& starts = table.starts_;
  const std::size_t shorter = std::min(text.size(), other.size());
  const std::size_t same = common_prefix(text.substr(0, shorter), other.substr(0, shorter));
  auto behind = std::prev(std::upper_bound(starts.begin(), starts.end(), same));
  if (behind != starts.begin() && text[*behind - 1] != '\n') {
    --behind;  // the last line, which goes on in the other text
  }
  const std::size_t left = shorter - *behind;
  const std::size_t same_at_end =
      common_suffix(text.substr(text.size() - left), other.substr(other.size() - left));
  auto last = std::lower_bound(starts.begin(), starts.end(), text.size() - same_at_end);
  const std::size_t there = other.size() - same_at_end;
  const bool is_middle_of_line = there > *behind && other[there - 1] != '\n';
  if (*last == text.size() - same_at_end && same_at_end > 0 && is_middle_of_line) {
    ++last;
  }
  return {behind - starts.begin(), starts.end() - 1 - last};
}

void LineTable::add_lines(std::size_t start, std::size_t end) {
  while (start < end) {
    starts_.push_back(start);
    const std::size_t line_end = text_.find('\n', start);
    start = line_end == std::string_view::npos ? end : line_end + 1;
  }
}

}  // namespace sallyport::git

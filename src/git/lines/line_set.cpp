#include "git/lines/line_set.hpp"

#include <algorithm>

namespace sallyport::git {

std::string_view LineCursor::next() {
  const std::size_t end = rest_.find('\n');
  const std::string_view line = rest_.substr(0, end == std::string_view::npos ? end : end + 1);
  rest_.remove_prefix(line.size());
  ++line_;
  return line;
}

void LineCursor::skip_to(std::int64_t line) {
  while (line_ < line && !at_end()) {
    next();
  }
}

void LineSet::add(std::string_view line) {
  const std::size_t added = hash(line);
  if (hashes_.empty() || hashes_.back() != added) {
    hashes_.push_back(added);
    sorted_ = false;
  }
}

bool LineSet::may_contain(std::string_view line) {
  if (!sorted_) {
    std::sort(hashes_.begin(), hashes_.end());
    sorted_ = true;
  }
  return std::binary_search(hashes_.begin(), hashes_.end(), hash(line));
}

std::size_t LineSet::hash(std::string_view line) const {
  if (line.ends_with('\n')) {
    line.remove_suffix(1);
  }
  return hash_line(line, mode_);
}

}  // namespace sallyport::git

#include "ci/fences.hpp"

#include "util/text.hpp"

#include <algorithm>

namespace sallyport::ci {
namespace {

/// A run of at least three backticks or tildes behind at most three blanks.
struct Run {
  char mark = '\0';  ///< NUL: the line does not start with one
  std::size_t length = 0;
  std::string_view rest;
};

Run leading_run(std::string_view line) {
  constexpr std::size_t k_most_blanks = 3;
  constexpr std::size_t k_least = 3;
  const auto start = line.find_first_not_of(' ');
  if (start == std::string_view::npos || start > k_most_blanks ||
      (line[start] != '`' && line[start] != '~')) {
    return {};
  }
  line.remove_prefix(start);
  const char mark = line.front();
  const std::size_t length = std::min(line.find_first_not_of(mark), line.size());
  return length < k_least ? Run{} : Run{mark, length, line.substr(length)};
}

bool leaves_comment_open(std::string_view line, bool in_comment) {
  while (true) {
    const auto mark = line.find(in_comment ? "-->" : "<!--");
    if (mark == std::string_view::npos) {
      return in_comment;
    }
    line.remove_prefix(mark + (in_comment ? 3 : 4));
    in_comment = !in_comment;
  }
}

}  // namespace

bool Fences::is_plain(std::string_view line) {
  const Run run = in_comment_ ? Run{} : leading_run(line);
  if (mark_ != '\0') {
    if (run.mark == mark_ && run.length >= length_ && util::trim(run.rest).empty()) {
      mark_ = '\0';
    }
    return false;
  }
  const bool opens =
      run.mark == '~' || (run.mark == '`' && run.rest.find('`') == std::string_view::npos);
  if (opens) {
    mark_ = run.mark;
    length_ = run.length;
    return false;
  }
  const bool was_comment = in_comment_;
  in_comment_ = leaves_comment_open(line, in_comment_);
  return !was_comment;
}

}  // namespace sallyport::ci

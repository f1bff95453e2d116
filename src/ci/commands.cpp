#include "ci/checked.hpp"
#include "ci/review.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace sallyport::ci {
namespace {

constexpr std::string_view k_command = "/signoff";
constexpr std::string_view k_blanks = " \t";

/// The grammar of ids in a policy.
bool is_id(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

bool is_digest(std::string_view text) {
  constexpr std::size_t k_shortest = 32;
  constexpr std::size_t k_longest = 64;
  return text.size() >= k_shortest && text.size() <= k_longest &&
         text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

bool is_command(std::string_view line) {
  return line == k_command || (line.starts_with(k_command) &&
                               k_blanks.find(line[k_command.size()]) != std::string::npos);
}

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  for (line = util::trim(line); !line.empty(); line = util::trim(line)) {
    const std::size_t end = std::min(line.find_first_of(k_blanks), line.size());
    words.push_back(line.substr(0, end));
    line.remove_prefix(end);
  }
  return words;
}

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

/// Follows a Markdown text line by line and tells what is shown as it stands from what is not
/// (CommonMark 0.31 §4.5 fenced code blocks, §4.6 HTML comments).
class Fences {
 public:
  /// Whether this line, without its line end, is ordinary text: no part of a fenced code block or
  /// an HTML comment.
  bool is_plain(std::string_view line) {
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

 private:
  char mark_ = '\0';  ///< of the open fence; NUL: none is open
  std::size_t length_ = 0;
  bool in_comment_ = false;
};

/// Reads one text, line by line.
class Reader {
 public:
  void see(std::string_view line) {
    const bool is_plain = fences_.is_plain(line);
    if (is_plain && is_command(line)) {
      finish();
      start(line);
    } else if (is_inside_) {
      add(line, is_plain);
    }
  }

  Commands result() {
    finish();
    return std::move(commands_);
  }

 private:
  void start(std::string_view line) {
    const std::vector<std::string_view> words = words_of(line);
    const bool is_well_formed =
        (words.size() == 2 || (words.size() == 3 && is_digest(words[2]))) && is_id(words[1]);
    is_inside_ = is_well_formed;
    if (is_well_formed) {
      item_.item = words[1];
      item_.digest = words.size() == 3 ? util::ascii_lower(words[2]) : std::string();
    } else if (commands_.fault.empty()) {
      commands_.fault = fmt::format(
          "{} is not '/signoff ITEM' or '/signoff ITEM DIGEST', with 32 to 64 "
          "hexadecimal digits of the change digest",
          shown(line));
    }
  }

  void add(std::string_view line, bool is_plain) {
    const auto colon = line.find(':');
    const bool starts_answer =
        is_plain && colon != std::string_view::npos && is_id(line.substr(0, colon)) &&
        (colon + 1 == line.size() || k_blanks.find(line[colon + 1]) != std::string_view::npos);
    if (starts_answer) {
      close();
      question_ = line.substr(0, colon);
      line.remove_prefix(colon + 1);
    }
    text_ += line;
    text_ += '\n';
  }

  /// Ends the answer or the notes that are being read.
  void close() {
    std::string& place = question_.empty() ? item_.notes : item_.answers[question_];
    place = util::trim(text_);
    text_.clear();
    question_.clear();
  }

  void finish() {
    if (!is_inside_) {
      return;
    }
    close();
    is_inside_ = false;
    auto& items = commands_.items;
    std::erase_if(items, [this](const ReviewedItem& other) { return other.item == item_.item; });
    items.push_back(std::exchange(item_, {}));
  }

  Fences fences_;
  Commands commands_;
  bool is_inside_ = false;  ///< a command is being read
  ReviewedItem item_;
  std::string question_;  ///< that is being answered; empty: the notes
  std::string text_;
};

}  // namespace

Commands read_commands(std::string_view text) {
  Reader reader;
  for (std::string_view line : util::split_lines(text)) {
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    reader.see(line);
  }
  return reader.result();
}

}  // namespace sallyport::ci

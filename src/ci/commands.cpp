#include "ci/checked.hpp"
#include "ci/markdown.hpp"
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
constexpr std::string_view k_malformed =
    " is not '/signoff ITEM' or '/signoff ITEM DIGEST', with 32 to 64 hexadecimal digits of the "
    "change digest";
constexpr std::string_view k_not_plain =
    " is no plain line of a paragraph, but in a quotation, a list or the like, or after HTML";

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

/// `text` with LF where it has CRLF or, as Markdown allows, CR alone.
std::string with_line_feeds(std::string_view text) {
  std::string lines;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool is_crlf = text.substr(at, 2) == "\r\n";
    if (!is_crlf) {
      lines += text[at] == '\r' ? '\n' : text[at];
    }
  }
  return lines;
}

/// Reads one text, line by line.
class Reader {
 public:
  void see(const MarkdownLine& line) {
    const bool is_shown = line.kind != LineKind::block;
    if (is_shown && is_command(line.text)) {
      finish();
      start(line);
    } else if (is_inside_) {
      add(line.text, is_shown);
    }
  }

  Commands result() {
    finish();
    return std::move(commands_);
  }

 private:
  void start(const MarkdownLine& line) {
    const std::vector<std::string_view> words = words_of(line.text);
    const bool is_well_formed =
        (words.size() == 2 || (words.size() == 3 && is_digest(words[2]))) && is_id(words[1]);
    is_inside_ = is_well_formed && line.kind == LineKind::plain;
    if (is_inside_) {
      item_.item = words[1];
      item_.digest = words.size() == 3 ? util::ascii_lower(words[2]) : std::string();
    } else if (commands_.fault.empty()) {
      commands_.fault =
          fmt::format("{}{}", shown(line.text), is_well_formed ? k_not_plain : k_malformed);
    }
  }

  void add(std::string_view line, bool is_shown) {
    const auto colon = line.find(':');
    const bool starts_answer =
        is_shown && colon != std::string_view::npos && is_id(line.substr(0, colon)) &&
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

  Commands commands_;
  bool is_inside_ = false;  ///< a command is being read
  ReviewedItem item_;
  std::string question_;  ///< that is being answered; empty: the notes
  std::string text_;
};

}  // namespace

Commands read_commands(std::string_view text) {
  if (text.find(k_command) == std::string_view::npos) {
    return {};
  }
  constexpr std::size_t k_most_bytes = std::size_t{64} << 10U;
  constexpr std::ptrdiff_t k_most_lines = 1000;
  const std::string lines = with_line_feeds(text);
  if (lines.size() > k_most_bytes || std::count(lines.begin(), lines.end(), '\n') > k_most_lines) {
    return {{}, "it has more than 64 KiB, or more than 1000 lines"};
  }
  Reader reader;
  for (const MarkdownLine& line : read_markdown(lines)) {
    reader.see(line);
  }
  return reader.result();
}

}  // namespace sallyport::ci

#include "attribution/message.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace sallyport::attribution {
namespace {

bool is_comment(std::string_view line) {
  return line.starts_with('#');
}

bool starts_blank(std::string_view line) {
  return !line.empty() && is_blank(line.substr(0, 1));
}

bool is_indented(std::string_view line) {
  return line.starts_with(' ') || line.starts_with('\t');
}

bool is_key_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

/// Where the ':' of a trailer stands: after letters, digits and '-', then blanks; `npos`: nowhere.
std::size_t separator_of(std::string_view line) {
  std::size_t i = 0;
  while (i < line.size() && is_key_byte(line[i])) {
    ++i;
  }
  if (i == 0) {
    return std::string_view::npos;
  }
  while (i < line.size() && (line[i] == ' ' || line[i] == '\t')) {
    ++i;
  }
  return i < line.size() && line[i] == ':' ? i : std::string_view::npos;
}

/// Lines that git itself writes; one of them lets other lines stand in the block.
bool is_written_by_git(std::string_view line) {
  return line.starts_with("Signed-off-by: ") || line.starts_with("(cherry picked from commit ");
}

/// The end of the message proper: comments, blank lines and an old list of conflicts at the end are
/// no part of it.
std::size_t end_of_text(std::span<const Line> lines) {
  std::size_t end = 0;
  bool in_conflicts = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string& text = lines[i].text;
    const bool starts_conflicts = text == "Conflicts:" && lines[i].bare;
    const bool ignored = text.empty() || is_comment(text) || starts_conflicts ||
                         (in_conflicts && text.starts_with('\t'));
    in_conflicts = ignored && (in_conflicts || starts_conflicts);
    end = ignored ? end : i + 1;
  }
  return end;
}

/// The first line after the paragraph of the subject: the blank line that ends it.
std::size_t end_of_title(std::span<const Line> lines, std::size_t end) {
  std::size_t i = 0;
  while (i < end && (is_comment(lines[i].text) || !is_blank(lines[i].text))) {
    ++i;
  }
  return i;
}

/// What the lines of the last paragraph are, counted from its end.
struct Tally {
  std::size_t trailers = 0;
  std::size_t others = 0;
  std::size_t continuations = 0;  ///< indented lines that may belong to the line above them
  bool written_by_git = false;
};

void count(Tally& tally, std::string_view line) {
  if (starts_blank(line)) {
    ++tally.continuations;
    return;
  }
  const bool from_git = is_written_by_git(line);
  tally.written_by_git |= from_git;
  if (from_git || separator_of(line) != std::string_view::npos) {
    ++tally.trailers;
  } else {
    tally.others += 1 + tally.continuations;
  }
  tally.continuations = 0;
}

bool is_trailer_block(const Tally& tally) {
  const std::size_t others = tally.others + tally.continuations;
  return (tally.written_by_git && tally.trailers * 3 >= others) ||
         (tally.trailers > 0 && others == 0);
}

}  // namespace

LineRange trailer_block(std::span<const Line> lines) {
  const std::size_t end = end_of_text(lines);
  const std::size_t title = end_of_title(lines, end);
  Tally tally;
  bool only_blank = true;
  for (std::size_t i = end; i > title; --i) {
    const std::string& text = lines[i - 1].text;
    if (is_comment(text)) {
      tally.others += tally.continuations;
      tally.continuations = 0;
    } else if (!is_blank(text)) {
      only_blank = false;
      count(tally, text);
    } else if (!only_blank) {
      return {is_trailer_block(tally) ? i : end, end};
    }
  }
  return {end, end};
}

std::optional<Trailer> parse_trailer(std::string_view line) {
  const std::size_t separator = separator_of(line);
  if (separator == std::string_view::npos) {
    return std::nullopt;
  }
  return Trailer{util::ascii_lower(util::trim(line.substr(0, separator))),
                 std::string(util::trim(line.substr(separator + 1)))};
}

bool is_in(const LineRange& range, std::size_t line) {
  return range.begin <= line && line < range.end;
}

bool is_quoted(const Message& message, std::size_t index) {
  const Line& line = message.lines[index];
  return line.text.empty() || is_indented(line.text) ||
         (line.fenced && !is_in(message.trailers, index));
}

std::string unfolded(const Message& message, std::size_t index) {
  std::string text = message.lines[index].text;
  if (!is_in(message.trailers, index)) {
    return text;
  }
  for (std::size_t i = index + 1; i < message.trailers.end; ++i) {
    const std::string& next = message.lines[i].text;
    if (!is_indented(next)) {
      break;
    }
    text.append(" ").append(util::trim(next));
  }
  return text;
}

}  // namespace sallyport::attribution

#include "report/markdown.hpp"
#include "report/phrases.hpp"
#include "util/columns.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sallyport::report {
namespace {

constexpr std::size_t k_most_prose = 2000;
constexpr std::size_t k_most_code = 300;

constexpr std::string_view k_markup = "\\`*_{}[]#~$^!";
constexpr std::string_view k_entities = "<>&|";

/// Before a name or a number, forges take these for mentions and references in finished text.
constexpr std::string_view k_references = "@#!~$%^&";

/// At the beginning of a line these start a list or underline a heading.
constexpr std::string_view k_line_starts = "-+=";

constexpr std::string_view k_invisible_space = "&#8203;";

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_punctuation(char c) {
  return c > ' ' && c < '\x7f' && !is_digit(c) && !is_letter(c);
}

std::string entity(char c) {
  return fmt::format("&#{};", static_cast<int>(c));
}

std::string clipped(std::string_view text, std::size_t most) {
  const std::string line = one_line(text);
  const std::string_view first = util::first_characters(line, most);
  return first.size() == line.size() ? line : std::string(first) + "...";
}

/// Whether a list could begin with the mark at `at`.
bool starts_list(std::string_view text, std::size_t at) {
  if (text[at] != '.' && text[at] != ')') {
    return at == 0 && k_line_starts.find(text[at]) != std::string_view::npos;
  }
  return at > 0 &&
         std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), is_digit);
}

/// Whether a forge could take what stands before and after the end of `text[at]` for one thing
/// that it makes a link of: `@name`, `GH-7`, `https://…`, `www.…`.
bool joins_reference(std::string_view text, std::size_t at) {
  if (at + 1 == text.size() || text[at + 1] == ' ') {
    return false;
  }
  const char c = text[at];
  const char next = text[at + 1];
  if (c == '-') {
    return at > 0 && is_letter(text[at - 1]) && is_digit(next);
  }
  return k_references.find(c) != std::string_view::npos || (c == ':' && next == '/') ||
         ((c == 'w' || c == 'W') && next == '.');
}

/// How many of `mark` stand side by side at most.
std::size_t longest_run(std::string_view text, char mark) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : text) {
    run = c == mark ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

}  // namespace

std::string escape_markdown(std::string_view text) {
  const std::string plain = clipped(text, k_most_prose);
  std::string escaped;
  for (std::size_t i = 0; i < plain.size(); ++i) {
    const char c = plain[i];
    if (k_entities.find(c) != std::string_view::npos) {
      escaped += entity(c);
    } else {
      const bool marks = k_markup.find(c) != std::string_view::npos || starts_list(plain, i);
      escaped.append(marks ? "\\" : "") += c;
    }
    escaped += joins_reference(plain, i) ? k_invisible_space : "";
  }
  return escaped;
}

std::string code_span(std::string_view text) {
  const std::string plain = clipped(text, k_most_code);
  if (plain.find_first_of("`|\\") == std::string::npos) {
    return plain.empty() ? "" : "`" + plain + "`";
  }
  // Neither a backtick nor, in a table, a bar can be escaped inside of backticks.
  std::string escaped;
  for (const char c : plain) {
    escaped += is_punctuation(c) ? entity(c) : std::string(1, c);
  }
  return "<code>" + escaped + "</code>";
}

std::string fenced(std::span<const std::string> lines, std::string_view language) {
  std::string text;
  for (const std::string& line : lines) {
    text += util::printable(line) + "\n";
  }
  const std::string fence(std::max<std::size_t>(3, longest_run(text, '`') + 1), '`');
  return fmt::format("{}{}\n{}{}\n", fence, language, text, fence);
}

void Blocks::add(std::string_view block) {
  complete_ = complete_ && text_.size() + block.size() <= limit_;
  if (complete_) {
    text_ += block;
  }
}

}  // namespace sallyport::report

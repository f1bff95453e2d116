#include "attribution/message.hpp"

#include "attribution/identity.hpp"
#include "core/oid.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace sallyport::attribution {
namespace {

constexpr std::size_t k_most_message_bytes = std::size_t{1} << 20U;
constexpr std::size_t k_most_line_bytes = std::size_t{64} << 10U;
constexpr std::string_view k_cut = " ------------------------ >8 ------------------------";

/// The two halves of a message that are read; the second is empty for a message of ordinary size.
struct Halves {
  std::string first;
  std::string second;
};

Halves bounded(std::string_view bytes) {
  if (bytes.size() <= k_most_message_bytes) {
    return {std::string(bytes), {}};
  }
  const std::string_view first = bytes.substr(0, k_most_message_bytes / 2);
  const std::string_view second = bytes.substr(bytes.size() - k_most_message_bytes / 2);
  const auto first_end = first.rfind('\n');
  const auto second_start = second.find('\n');
  return {std::string(first.substr(0, first_end)),
          std::string(second_start == std::string_view::npos ? second
                                                             : second.substr(second_start + 1))};
}

/// Appends the lines of `bytes`; false when a scissors line ended them.
bool append_lines(std::vector<Line>& lines, std::string_view bytes, Stage stage) {
  for (std::string_view text : util::split_lines(bytes)) {
    if (is_scissors(text, stage)) {
      return false;
    }
    const bool has_cr = text.ends_with('\r');
    const bool bare = !has_cr && text.data() + text.size() != bytes.data() + bytes.size();
    text.remove_suffix(has_cr ? 1 : 0);
    lines.push_back({std::string(text.substr(0, k_most_line_bytes)), false, bare});
  }
  return true;
}

/// The run of three or more '`' or '~' that opens or closes a fence; empty when there is none.
std::string_view fence_of(std::string_view line) {
  const std::string_view text = util::trim(line);
  if (text.empty() || (text.front() != '`' && text.front() != '~')) {
    return {};
  }
  const auto length = std::min(text.find_first_not_of(text.front()), text.size());
  return length >= 3 ? text.substr(0, length) : std::string_view{};
}

bool closes(std::string_view line, std::string_view opening) {
  const std::string_view fence = fence_of(line);
  return fence.size() >= opening.size() && fence.front() == opening.front() &&
         util::trim(line).size() == fence.size();
}

/// Marks fenced lines. A fence that is never closed fences nothing: it must not hide a trailer.
void mark_fences(std::vector<Line>& lines) {
  auto open = lines.begin();
  std::string_view opening;  // kept: it may be 64 KiB long, and every line is compared with it
  for (auto line = lines.begin(); line != lines.end(); ++line) {
    if (opening.empty()) {
      open = line;
      opening = fence_of(line->text);
    } else if (closes(line->text, opening)) {
      std::for_each(open, line + 1, [](Line& fenced) { fenced.fenced = true; });
      opening = {};
    }
  }
}

bool starts_item(const Line& line) {
  return line.text.starts_with("* ");
}

bool says_revert(const Line& line) {
  return line.text.starts_with("This reverts commit ");
}

/// The text of a revert is the whole message or, in a squash that lists its commits, their items.
void mark_reverts(std::vector<Line>& lines) {
  const auto revert = std::find_if(lines.begin(), lines.end(), says_revert);
  const bool is_list = std::find_if(lines.begin(), revert, starts_item) != revert;
  for (auto begin = lines.begin(); begin != lines.end();) {
    const auto end = is_list ? std::find_if(begin + 1, lines.end(), starts_item) : lines.end();
    if (std::any_of(begin, end, says_revert)) {
      std::for_each(begin, end, [](Line& line) { line.of_revert = true; });
    }
    begin = end;
  }
}

/// Whether a line is the head of a commit as `git log` shows it.
bool starts_commit(std::string_view line) {
  constexpr std::string_view k_word = "commit ";
  if (!line.starts_with(k_word)) {
    return false;
  }
  const std::string_view id = line.substr(k_word.size());
  return core::parse_oid(id.substr(0, id.find(' '))).has_value();
}

}  // namespace

bool is_scissors(std::string_view line, Stage stage) {
  return line.size() > 1 && line.substr(1) == k_cut &&
         (stage == Stage::written || line.front() == '#');
}

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t\n\r") == std::string_view::npos;
}

Message parse_message(std::string_view bytes, Stage stage) {
  Message message;
  const Halves halves = bounded(bytes);
  if (append_lines(message.lines, halves.first, stage)) {
    append_lines(message.lines, halves.second, stage);
  }
  mark_fences(message.lines);
  mark_reverts(message.lines);
  const auto subject = std::find_if(message.lines.begin(), message.lines.end(),
                                    [](const Line& line) { return !is_blank(line.text); });
  message.subject = static_cast<std::size_t>(subject - message.lines.begin());
  message.trailers = trailer_block(message.lines);
  return message;
}

std::vector<core::Commit> listed_commits(const Message& message) {
  constexpr std::string_view k_indent = "    ";
  constexpr std::string_view k_author = "Author: ";
  std::vector<core::Commit> commits;
  auto line = std::find_if(message.lines.begin(), message.lines.end(), [](const Line& each) {
    return each.text == "Squashed commit of the following:";
  });
  for (; line != message.lines.end(); ++line) {
    if (starts_commit(line->text)) {
      commits.emplace_back();
    } else if (!commits.empty() && line->text.starts_with(k_author)) {
      commits.back().author = parse_identity(line->text.substr(k_author.size()));
    } else if (!commits.empty() && (line->text.empty() || line->text.starts_with(k_indent))) {
      commits.back().message += line->text.substr(std::min(line->text.size(), k_indent.size()));
      commits.back().message += '\n';
    }
  }
  return commits;
}

std::vector<std::string_view> spelled_out_lines(std::string_view line) {
  constexpr std::string_view k_line_feed = R"(\n)";
  std::vector<std::string_view> lines;
  for (auto end = line.find(k_line_feed); end != std::string_view::npos;
       end = line.find(k_line_feed)) {
    lines.push_back(line.substr(0, end));
    line.remove_prefix(end + k_line_feed.size());
  }
  lines.push_back(line);
  return lines;
}

}  // namespace sallyport::attribution

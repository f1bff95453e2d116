#pragma once

#include "core/change/change.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::attribution {

/// One line of a commit message, without its LF or CR LF.
struct Line {
  std::string text;
  bool fenced = false;     ///< inside a ``` or ~~~ block, or one of its two fences
  bool bare = true;        ///< it ended in LF alone; git takes a CR for a part of the line
  bool of_revert = false;  ///< it may quote what the commit reverts
};

/// Lines `begin` up to `end` (0-based, half open); empty when both are equal.
struct LineRange {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// A commit message cut into what the rules look at.
struct Message {
  std::vector<Line> lines;
  std::size_t subject = 0;  ///< index of the first line that is not blank; `lines.size()`: none
  LineRange trailers;       ///< git's trailer block; empty where the message has none
};

/// Whether a message is in a commit, or still being written: then the comment character may be any.
enum class Stage { committed, written };

/// The lines of `bytes` up to a scissors line. Of more than 1 MiB only the first and the last half
/// MiB are read, at line boundaries; of a line only its first 64 KiB.
Message parse_message(std::string_view bytes, Stage stage = Stage::committed);

/// The trailer block by the rule of git-interpret-trailers(1), with comments starting in '#' and
/// without a patch divider. Without a block, both ends are where a new one would start: after the
/// last line that is neither blank nor a comment.
LineRange trailer_block(std::span<const Line> lines);

/// `Key: value` at column 0.
struct Trailer {
  std::string key;  ///< lower case
  std::string value;
};

/// `line` taken for a trailer as git does; nothing when it is none.
std::optional<Trailer> parse_trailer(std::string_view line);

bool is_in(const LineRange& range, std::size_t line);

/// Whether the line at `index` is no statement of the message's own: blank, indented or fenced. A
/// fence in the trailer block quotes nothing: git takes its lines for trailers as well.
bool is_quoted(const Message& message, std::size_t index);

/// The commits whose messages git lists in that of `git merge --squash`, below "Squashed commit of
/// the following:", with their authors; their ids, trees and parents are left empty.
std::vector<core::Commit> listed_commits(const Message& message);

/// The parts of a line in which somebody wrote `\n` for each line feed; the whole where nobody did.
std::vector<std::string_view> spelled_out_lines(std::string_view line);

/// The line at `index` and, in the trailer block, the indented lines that continue it.
std::string unfolded(const Message& message, std::size_t index);

/// Whether `line` is the one below which git drops everything (`commit.cleanup = scissors`), and
/// sees no trailer in a commit. Its CR counts.
bool is_scissors(std::string_view line, Stage stage);

/// Whether `line` is empty or what git takes for white space: not form feeds or vertical tabs.
bool is_blank(std::string_view line);

}  // namespace sallyport::attribution

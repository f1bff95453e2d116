#pragma once

#include <cstddef>
#include <string_view>

namespace sallyport::ci {

/// Follows a Markdown text line by line and tells what is shown as it stands from what is not
/// (CommonMark 0.31 §4.5 fenced code blocks, §4.6 HTML comments).
class Fences {
 public:
  /// Whether this line, without its line end, is ordinary text: no part of a fenced code block or
  /// an HTML comment.
  bool is_plain(std::string_view line);

 private:
  char mark_ = '\0';  ///< of the open fence; NUL: none is open
  std::size_t length_ = 0;
  bool in_comment_ = false;
};

}  // namespace sallyport::ci

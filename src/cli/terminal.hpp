#pragma once

#include "util/environment.hpp"

#include <string>
#include <string_view>

namespace sallyport::cli {

/// The terminal where a person is asked, never standard input. Throws `util::Error` (refused) when
/// there is none at `path`, or when it is closed before an answer.
class Terminal {
 public:
  explicit Terminal(const std::string& path);
  ~Terminal();
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  /// What cannot be displayed is escaped, but each LF stays.
  void show(std::string_view text) const;
  /// One line, without its LF, after showing `prompt`.
  [[nodiscard]] std::string ask(std::string_view prompt) const;

 private:
  int descriptor_;
};

/// What a person writes in their editor (GIT_EDITOR, VISUAL, EDITOR, else vi); lines that start
/// with '#' are dropped. `template_text` is shown as such lines.
std::string write_in_editor(const util::Environment& environment, std::string_view template_text);

}  // namespace sallyport::cli

#pragma once

#include "core/verdict/verdict.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

/// Markdown in the dialects of GitHub and GitLab.
namespace sallyport::report {

/// `text` on one line as plain words: no markup, HTML, link, mention, reference, table cell or
/// fence can begin in it. Where a forge would make a link of the finished text, an invisible space
/// breaks it. At most 2,000 characters of it.
std::string escape_markdown(std::string_view text);

/// `text` on one line as inline code, also safe inside of a table. At most 300 characters of it.
/// Empty where `text` is.
std::string code_span(std::string_view text);

/// `lines`, each made printable, as a fenced block of `language`.
std::string fenced(std::span<const std::string> lines, std::string_view language);

/// Blocks of whole lines up to a size in bytes. The first that does not fit and all after it are
/// left out.
class Blocks {
 public:
  explicit Blocks(std::size_t limit) : limit_(limit) {}

  void add(std::string_view block);
  [[nodiscard]] bool complete() const { return complete_; }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::size_t limit_;
  bool complete_ = true;
  std::string text_;
};

/// What a person must know to answer an open item, in several lines: its text, its questions, who
/// may answer, what no review holds, and the comment that would answer it.
std::string item_markdown(const core::Report& report, const core::ItemResult& item);

}  // namespace sallyport::report

#pragma once

#include <string_view>
#include <vector>

namespace sallyport::ci {

/// What the readers of a Markdown text see of one of its lines.
enum class LineKind {
  block,  ///< part of a block of code or HTML
  other,  ///< neither that nor plain: in a quotation, a list or a link, say, or bold
  plain,  ///< shown just as it is written, in a paragraph that is part of nothing else
};

struct MarkdownLine {
  std::string_view text;  ///< of the text that was read, without its line end
  LineKind kind = LineKind::other;
};

/// The lines of `text`, which has no CR, as GitHub renders it (GFM 0.29 with footnotes). None is
/// plain after what may reach further than that knows: HTML other than comments, `$$`, and GitLab's
/// `>>>` and front matter. Takes time up to the length of the text times its lines.
std::vector<MarkdownLine> read_markdown(std::string_view text);

}  // namespace sallyport::ci

#include "ci/markdown.hpp"

#include "util/owned.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <cstddef>
#include <functional>
#include <set>
#include <span>
#include <string>
#include <utility>

namespace sallyport::ci {
namespace {

using Texts = std::set<std::string, std::less<>>;

using ParserHandle = util::Owned<cmark_parser, cmark_parser_free>;
using NodeHandle = util::Owned<cmark_node, cmark_node_free>;
using IteratorHandle = util::Owned<cmark_iter, cmark_iter_free>;

NodeHandle parse(std::string_view text) {
  cmark_gfm_core_extensions_ensure_registered();
  const ParserHandle parser(cmark_parser_new(CMARK_OPT_FOOTNOTES));
  for (const char* const name : {"table", "strikethrough"}) {
    cmark_parser_attach_syntax_extension(parser.get(), cmark_find_syntax_extension(name));
  }
  cmark_parser_feed(parser.get(), text.data(), text.size());
  return NodeHandle(cmark_parser_finish(parser.get()));
}

bool is(cmark_node* node, cmark_node_type type) {
  return cmark_node_get_type(node) == type;
}

/// Whether it is HTML that may leave an element open: all but a single comment. Browsers end a
/// comment sooner than CommonMark does, but not before a `>`.
bool may_open_html(cmark_node* node) {
  if (!is(node, CMARK_NODE_HTML_BLOCK) && !is(node, CMARK_NODE_HTML_INLINE)) {
    return false;
  }
  const std::string_view html = util::trim(cmark_node_get_literal(node));
  return !html.starts_with("<!--") || !html.ends_with("-->") || html.find('>') != html.size() - 1;
}

bool holds_open_html(cmark_node* node) {
  const IteratorHandle iterator(cmark_iter_new(node));
  while (cmark_iter_next(iterator.get()) != CMARK_EVENT_DONE) {
    if (may_open_html(cmark_iter_get_node(iterator.get()))) {
      return true;
    }
  }
  return false;
}

/// The lines of a paragraph before any HTML that are nothing but text, as they are shown. Their
/// numbers would not do: cmark counts wrongly behind a link or code of several lines.
Texts plain_texts(cmark_node* paragraph) {
  Texts found;
  std::string line;
  bool is_text = true;
  for (auto* node = cmark_node_first_child(paragraph); node != nullptr;
       node = cmark_node_next(node)) {
    if (holds_open_html(node)) {
      return found;
    }
    if (is(node, CMARK_NODE_TEXT)) {
      line += cmark_node_get_literal(node);
    } else if (!is(node, CMARK_NODE_SOFTBREAK) && !is(node, CMARK_NODE_LINEBREAK)) {
      is_text = false;
    } else if (std::exchange(is_text, true)) {
      found.emplace(util::trim(std::exchange(line, {})));
    } else {
      line.clear();
    }
  }
  if (is_text) {
    found.emplace(util::trim(line));
  }
  return found;
}

/// Where a block stands. A paragraph that ends in a table has no lines, they are in the table's.
std::span<MarkdownLine> lines_of(cmark_node* block, std::span<MarkdownLine> lines) {
  const bool is_placed = cmark_node_get_start_line(block) > 0 || cmark_node_next(block) == nullptr;
  cmark_node* const placed = is_placed ? block : cmark_node_next(block);
  const auto at = [&lines](int line) {
    return static_cast<std::size_t>(std::clamp(line, 0, static_cast<int>(lines.size())));
  };
  const std::size_t first = at(cmark_node_get_start_line(placed) - 1);
  return lines.subspan(first, std::max(at(cmark_node_get_end_line(placed)), first) - first);
}

void mark_plain(cmark_node* paragraph, std::span<MarkdownLine> lines) {
  const Texts plain = plain_texts(paragraph);
  for (MarkdownLine& line : lines) {
    line.kind = plain.contains(util::trim(line.text)) ? LineKind::plain : LineKind::other;
  }
}

bool begins_front_matter(std::string_view line) {
  return line.starts_with("---") || line.starts_with("+++") || line.starts_with(";;;");
}

/// The lines before the first that begins what GitLab quotes or what is set as a formula.
std::span<MarkdownLine> before_extensions(std::span<MarkdownLine> lines) {
  const auto is_blank = [](const MarkdownLine& line) { return util::trim(line.text).empty(); };
  const auto first = std::find_if_not(lines.begin(), lines.end(), is_blank);
  if (first != lines.end() && begins_front_matter(first->text)) {
    return {};
  }
  const auto begins = [](const MarkdownLine& line) {
    return util::trim(line.text) == ">>>" || line.text.find("$$") != std::string_view::npos;
  };
  return {lines.begin(), std::find_if(first, lines.end(), begins)};
}

}  // namespace

std::vector<MarkdownLine> read_markdown(std::string_view text) {
  std::vector<MarkdownLine> lines;
  for (const std::string_view line : util::split_lines(text)) {
    lines.push_back({line});
  }
  const std::span<MarkdownLine> known = before_extensions(lines);
  const NodeHandle document = parse(text);
  bool is_open = false;  ///< HTML began that may not have ended
  for (auto* block = cmark_node_first_child(document.get()); block != nullptr;
       block = cmark_node_next(block)) {
    if (is(block, CMARK_NODE_PARAGRAPH) && !is_open) {
      mark_plain(block, lines_of(block, known));
    } else if (is(block, CMARK_NODE_CODE_BLOCK) || is(block, CMARK_NODE_HTML_BLOCK)) {
      for (MarkdownLine& line : lines_of(block, lines)) {
        line.kind = LineKind::block;
      }
    }
    is_open = is_open || holds_open_html(block);
  }
  return lines;
}

}  // namespace sallyport::ci

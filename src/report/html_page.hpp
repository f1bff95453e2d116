#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::report {

/// What a cell of a table shows: plain words, or something to be read letter by letter.
struct Cell {
  std::string text;
  bool code = false;
};

/// Starts a page whose title is `title`: language, character set, a policy that forbids scripts and
/// everything from elsewhere, the style. Returns its `main` element.
pugi::xml_node start_page(pugi::xml_document& document, const std::string& title);

/// Appends a section with a heading to `main` and returns it.
pugi::xml_node add_section(pugi::xml_node main, const std::string& heading);

/// Appends a table to `section` in a box of its own that scrolls where the page is narrow; returns
/// its body. `label` says what it holds to whoever cannot see it.
pugi::xml_node add_table(pugi::xml_node section, const std::string& label,
                         const std::vector<std::string>& columns);

/// Puts `cell` into `node`; an empty one says `none`.
void fill(pugi::xml_node node, const Cell& cell);

/// Appends a row; its first cell is the row's heading.
pugi::xml_node add_row(pugi::xml_node body, const std::vector<Cell>& cells);

/// Appends an empty cell to `row`. It names its column, which a phone shows instead of the heading.
pugi::xml_node add_cell(pugi::xml_node row);

/// The bytes of a page.
std::string page_text(const pugi::xml_document& document);

}  // namespace sallyport::report

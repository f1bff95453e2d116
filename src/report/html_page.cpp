#include "report/html_page.hpp"

#include "report/xml.hpp"
#include "util/encoding.hpp"
#include "util/sha256.hpp"

#include <fmt/format.h>

#include <iterator>

namespace sallyport::report {
namespace {

/// Without `<`, `>` and `&`: XML would escape them, and HTML would not read that in a style.
constexpr std::string_view k_style = R"css(
:root { color-scheme: light dark; --text: #1f2328; --back: #ffffff; --quiet: #57606a;
  --line: #d0d7de; --soft: #f6f8fa; --good: #116329; --bad: #a40e26; --caution: #7d4e00; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e6edf3; --back: #0d1117; --quiet: #9da7b3; --line: #3d444d; --soft: #161b22;
    --good: #56d364; --bad: #ff8f88; --caution: #e3b341; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text);
  font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Liberation Sans", sans-serif; }
main { max-width: 64rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; overflow-wrap: anywhere; }
header { border-left: 0.375rem solid var(--tone); padding: 0.25rem 0 0.25rem 1rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0; color: var(--tone); }
h2 { font-size: 1.2rem; margin: 2.25rem 0 0.5rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.5rem 0 0.25rem; }
p, ul { margin: 0.5rem 0; }
ul { padding-left: 1.25rem; }
li { margin: 0.25rem 0; }
header p { margin: 0.25rem 0 0; }
.name { color: var(--quiet); }
.good { --tone: var(--good); }
.bad { --tone: var(--bad); }
.caution { --tone: var(--caution); }
code, pre { font-family: ui-monospace, "DejaVu Sans Mono", "Liberation Mono", monospace;
  font-size: 0.875em; }
pre { background: var(--soft); border: 1px solid var(--line); border-radius: 0.375rem;
  padding: 0.75rem; overflow-x: auto; overflow-wrap: normal; }
.box { overflow-x: auto; }
td ul { margin: 0; padding-left: 1rem; min-width: 16rem; }
table { border-collapse: collapse; width: 100%; font-size: 0.9375rem; }
th, td { text-align: left; vertical-align: top; padding: 0.375rem 0.75rem 0.375rem 0;
  border-bottom: 1px solid var(--line); min-width: 5.5rem; overflow-wrap: break-word; }
thead th { color: var(--quiet); }
tbody th { font-weight: normal; }
.open td:first-of-type { color: var(--bad); font-weight: 600; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1rem; margin: 1rem 0; }
dt { color: var(--quiet); }
dd { margin: 0; }
@media (max-width: 40rem) {
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: 0.5rem; }
  table, tbody, tr, tbody th, td { display: block; }
  thead { position: absolute; clip-path: inset(50%); }
  tr { border-bottom: 1px solid var(--line); padding: 0.375rem 0; }
  th, td { border: 0; padding: 0.125rem 0; }
  td::before { content: attr(data-column) ": "; color: var(--quiet); font-weight: normal; }
}
@media print { .box { overflow: visible; } pre { white-space: pre-wrap; } }
)css";

void add_meta(pugi::xml_node head, const char* key, const char* value, const std::string& content) {
  const pugi::xml_node meta = add(head, "meta");
  set(meta, key, value);
  set(meta, "content", content);
}

std::string security_policy() {
  const util::Sha256 digest = util::sha256(k_style);
  const std::string bytes(digest.begin(), digest.end());
  return fmt::format(
      "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
      util::to_base64(bytes));
}

void add_head(pugi::xml_node html, const std::string& title) {
  const pugi::xml_node head = add(html, "head");
  set(add(head, "meta"), "charset", "utf-8");
  add_meta(head, "http-equiv", "Content-Security-Policy", security_policy());
  add_meta(head, "name", "viewport", "width=device-width, initial-scale=1");
  add_meta(head, "name", "referrer", "no-referrer");
  add(head, "title", title);
  add(head, "style", std::string(k_style));
}

}  // namespace

pugi::xml_node start_page(pugi::xml_document& document, const std::string& title) {
  document.append_child(pugi::node_doctype).set_value("html");
  const pugi::xml_node html = add(document.root(), "html");
  set(html, "lang", "en");
  add_head(html, title);
  return add(add(html, "body"), "main");
}

pugi::xml_node add_section(pugi::xml_node main, const std::string& heading) {
  const pugi::xml_node section = add(main, "section");
  add(section, "h2", heading);
  return section;
}

pugi::xml_node add_table(pugi::xml_node section, const std::string& label,
                         const std::vector<std::string>& columns) {
  const pugi::xml_node box = add(section, "div");
  set(box, "class", "box");
  set(box, "role", "region");
  set(box, "aria-label", label);
  set(box, "tabindex", "0");
  const pugi::xml_node table = add(box, "table");
  const pugi::xml_node row = add(add(table, "thead"), "tr");
  for (const std::string& column : columns) {
    set(add(row, "th", column), "scope", "col");
  }
  return add(table, "tbody");
}

void fill(pugi::xml_node node, const Cell& cell) {
  const std::string text = cell.text.empty() ? "none" : cell.text;
  if (cell.code && !cell.text.empty()) {
    add(node, "code", text);
  } else {
    add_text(node, text);
  }
}

pugi::xml_node add_row(pugi::xml_node body, const std::vector<Cell>& cells) {
  const pugi::xml_node row = add(body, "tr");
  for (const Cell& cell : cells) {
    fill(add_cell(row), cell);
  }
  return row;
}

pugi::xml_node add_cell(pugi::xml_node row) {
  if (row.first_child().empty()) {
    const pugi::xml_node heading = add(row, "th");
    set(heading, "scope", "row");
    return heading;
  }
  const auto before = std::distance(row.begin(), row.end());
  const pugi::xml_node columns = row.parent().parent().child("thead").child("tr");
  const pugi::xml_node cell = add(row, "td");
  set(cell, "data-column", std::next(columns.begin(), before)->child_value());
  return cell;
}

std::string page_text(const pugi::xml_document& document) {
  return xml_text(document, pugi::format_no_declaration);
}

}  // namespace sallyport::report

#include "report/findings.hpp"
#include "report/phrases.hpp"
#include "report/report.hpp"
#include "report/xml.hpp"
#include "util/columns.hpp"
#include "util/encoding.hpp"
#include "util/sha256.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace sallyport::report {
namespace {

constexpr std::size_t k_files_shown = 20'000;
constexpr std::size_t k_ranges_shown = 100;
constexpr std::size_t k_unheld_shown = 100;
constexpr std::size_t k_value_characters_shown = 200;

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

using Node = pugi::xml_node;

/// What a cell of a table shows: plain words, or something to be read letter by letter.
struct Cell {
  std::string text;
  bool code = false;
};

void add_meta(Node head, const char* key, const char* value, const std::string& content) {
  const Node meta = add(head, "meta");
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

/// Starts a page: language, character set, a policy that forbids scripts and everything from
/// elsewhere, the style. Returns its `main` element.
Node start_page(pugi::xml_document& document, const std::string& title) {
  document.append_child(pugi::node_doctype).set_value("html");
  const Node html = add(document.root(), "html");
  set(html, "lang", "en");
  const Node head = add(html, "head");
  set(add(head, "meta"), "charset", "utf-8");
  add_meta(head, "http-equiv", "Content-Security-Policy", security_policy());
  add_meta(head, "name", "viewport", "width=device-width, initial-scale=1");
  add_meta(head, "name", "referrer", "no-referrer");
  add(head, "title", title);
  add(head, "style").append_child(pugi::node_pcdata).set_value(std::string(k_style).c_str());
  return add(add(html, "body"), "main");
}

Node add_section(Node main, const char* heading) {
  const Node section = add(main, "section");
  add(section, "h2", heading);
  return section;
}

/// Appends a table to `section` in a box of its own that scrolls where the page is narrow; returns
/// its body. `label` says what it holds to whoever cannot see it.
Node add_table(Node section, const char* label, const std::vector<const char*>& columns) {
  const Node box = add(section, "div");
  set(box, "class", "box");
  set(box, "role", "region");
  set(box, "aria-label", label);
  set(box, "tabindex", "0");
  const Node table = add(box, "table");
  const Node row = add(add(table, "thead"), "tr");
  for (const char* column : columns) {
    set(add(row, "th", column), "scope", "col");
  }
  return add(table, "tbody");
}

/// Puts `cell` into `node`; an empty one says `none`.
void fill(Node node, const Cell& cell) {
  if (cell.code && !cell.text.empty()) {
    add(node, "code", cell.text);
  } else {
    add_text(node, cell.text.empty() ? "none" : cell.text);
  }
}

/// Appends an empty cell to `row`. It names its column, which a phone shows instead of the heading.
Node add_cell(Node row) {
  if (row.first_child().empty()) {
    const Node heading = add(row, "th");
    set(heading, "scope", "row");
    return heading;
  }
  const auto before = std::distance(row.begin(), row.end());
  const Node columns = row.parent().parent().child("thead").child("tr");
  const Node cell = add(row, "td");
  set(cell, "data-column", std::next(columns.begin(), before)->child_value());
  return cell;
}

/// Appends a row; its first cell is the row's heading.
Node add_row(Node body, const std::vector<Cell>& cells) {
  const Node row = add(body, "tr");
  for (const Cell& cell : cells) {
    fill(add_cell(row), cell);
  }
  return row;
}

void add_header(Node main, const core::Report& report) {
  const Effect effect = effect_of(report);
  const Node header = add(main, "header");
  set(header, "class",
      effect == Effect::passes  ? "good"
      : effect == Effect::warns ? "caution"
                                : "bad");
  add(header, "h1", headline(report));
  if (const std::string size = size_and_limit(report); !size.empty()) {
    add(header, "p", size);
  }
  set(add(header, "p", check_name(report)), "class", "name");
}

void add_fact(Node list, const char* term, const Cell& fact) {
  if (!fact.text.empty()) {
    add(list, "dt", term);
    fill(add(list, "dd"), fact);
  }
}

void add_facts(Node main, const core::Report& report) {
  const Node list = add(main, "dl");
  add_fact(list, "Judged", {report.selection});
  add_fact(list, "By", {bringer_phrase(report)});
  add_fact(list, "Target", {report.target.value_or("none")});
  add_fact(list, "Also", {remaining_size_phrase(report.verdict.metrics)});
  add_fact(list, "Policy", {report.policy ? report.policy->source : "none", true});
  add_fact(list, "Note", {report.bootstrap ? "the policy was read from this change itself" : ""});
  add_fact(list, "Merge still needs", {shortfall_phrase(report.verdict)});
  add_fact(list, "Change digest", {report.digest, true});
}

void add_next(Node main, const core::Report& report) {
  if (report.next.empty() && passes(report.verdict)) {
    return;
  }
  const Node section = add_section(main, "Next");
  if (!report.next.empty()) {
    add_lines(section, "pre", report.next);
  }
  add(add(section, "p", "Why, in full: "), "code", "sallyport explain");
}

void add_rules(Node main, const core::Verdict& verdict) {
  const auto rules = matched_rules(verdict);
  if (rules.empty()) {
    return;
  }
  const Node body = add_table(add_section(main, "Rules that matched"), "Rules that matched",
                              {"Rule", "Because", "Where"});
  for (const core::RuleResult* rule : rules) {
    add_row(body,
            {{one_line(rule->name)}, {because(*rule)}, {core::to_string(rule->position), true}});
  }
}

std::string title_of(const core::ItemResult& item) {
  return fmt::format("{} ({})", one_line(item.title), item.id);
}

std::string answers_of(const core::ItemResult& item) {
  const std::vector<std::string> answers = answers_given(item);
  return answers.empty() ? "nobody yet" : util::join(answers, "; ");
}

void add_questions(Node article, const core::ItemResult& item) {
  const Node list = item.questions.empty() ? Node() : add(article, "ul");
  for (const core::Question& question : item.questions) {
    const Node entry = add(list, "li");
    add(entry, "code", question.id);
    add_text(entry, fmt::format(": {} (at least {})", one_line(question.ask),
                                util::plural(question.min_words, "word")));
  }
}

void add_unheld(Node article, const core::ItemResult& item) {
  if (item.residual.empty()) {
    return;
  }
  add(article, "p", "Not held by a review:");
  const Node list = add(article, "ul");
  for (std::size_t i = 0; i < std::min(item.residual.size(), k_unheld_shown); ++i) {
    const Node entry = add(list, "li");
    add(entry, "code", item.residual[i].path);
    add_text(entry, fmt::format(" ({})", phrase(item.residual[i].why)));
  }
  if (item.residual.size() > k_unheld_shown) {
    add(list, "li", fmt::format("and {} more", item.residual.size() - k_unheld_shown));
  }
}

void add_comment(Node article, const core::Report& report, const core::ItemResult& item) {
  add(article, "p",
      core::wants_key(item.assurance)
          ? "This item takes a signature with a key; a comment on the forge like this is "
            "answered with what to sign:"
          : "A comment on the forge can answer it:");
  add_lines(article, "pre", signoff_comment(report, item));
}

void add_open_item(Node section, const core::Report& report, const core::ItemResult& item) {
  const Node article = add(section, "article");
  add(article, "h3", title_of(item));
  for (const std::string_view line : util::split_lines(item.text)) {
    if (!util::trim(line).empty()) {
      add(article, "p", line);
    }
  }
  add_questions(article, item);
  add(article, "p",
      fmt::format("May answer: {}. Answered: {}.", answerers(item), answers_of(item)));
  add_unheld(article, item);
  add_comment(article, report, item);
}

/// The table of all review items, and what to do about each open one.
void add_items(Node main, const core::Report& report) {
  if (report.verdict.items.empty()) {
    return;
  }
  const Node section = add_section(main, "Review items");
  const Node body = add_table(section, "Review items", {"Item", "State", "May answer", "Answered"});
  for (const core::ItemResult& item : report.verdict.items) {
    const Node row = add_row(body, {{title_of(item)},
                                    {std::string(core::to_string(item.status))},
                                    {answerers(item)},
                                    {answers_of(item)}});
    if (is_open(item.status)) {
      set(row, "class", "open");
    }
  }
  for (const core::ItemResult* item : open_items(report.verdict)) {
    add_open_item(section, report, *item);
  }
}

void add_warnings(Node main, const core::Report& report) {
  const std::vector<std::string> warnings = warnings_of(report);
  const Node list = warnings.empty() ? Node() : add(add_section(main, "Warnings"), "ul");
  for (const std::string& warning : warnings) {
    add(list, "li", one_line(warning));
  }
}

/// Every file with AI in it and its AI lines, most AI lines first.
void add_files(Node main, const core::Report& report) {
  const auto files = ai_files(report.verdict);
  if (files.empty()) {
    return;
  }
  const Node section = add_section(main, "Files with AI in them");
  const Node body = add_table(section, "Files with AI in them", {"File", "Size", "AI lines"});
  for (std::size_t i = 0; i < std::min(files.size(), k_files_shown); ++i) {
    add_row(body, {{files[i]->path, true},
                   {file_phrase(report.tool_titles, *files[i])},
                   {ranges_phrase(*files[i], k_ranges_shown)}});
  }
  if (files.size() > k_files_shown) {
    add(section, "p", fmt::format("and {} more", files.size() - k_files_shown));
  }
}

void add_evidence(Node cell, const core::CommitAttribution& commit) {
  if (commit.evidence.empty()) {
    add_text(cell, "no marker found");
    return;
  }
  const Node list = add(cell, "ul");
  for (const core::Evidence& evidence : commit.evidence) {
    const std::string value = util::printable(evidence.value);
    const Node entry = add(list, "li");
    add(entry, "code", util::first_characters(value, k_value_characters_shown));
    add_text(entry,
             fmt::format(" ({}, {}, {} at {})", evidence.rule, core::to_string(evidence.strength),
                         core::to_string(evidence.kind), core::to_string(evidence.position)));
  }
}

/// Every commit with its evidence.
void add_commits(Node main, const core::Report& report) {
  if (report.verdict.commits.empty()) {
    return;
  }
  const Node body = add_table(add_section(main, "Commits"), "Commits and what shows who wrote them",
                              {"Commit", "Subject", "Origin", "Lines", "Evidence"});
  for (const core::CommitAttribution& commit : report.verdict.commits) {
    const Node row = add_row(body, {{commit.id ? core::abbreviated(*commit.id) : "staged", true},
                                    {commit.subject},
                                    {origin_phrase(report.tool_titles, commit)},
                                    {std::to_string(commit.lines)}});
    add_evidence(add_cell(row), commit);
  }
}

}  // namespace

std::string render_html(const core::Report& report, const TextStyle&) {
  pugi::xml_document document;
  const Node main =
      start_page(document, fmt::format("{}: {}", check_name(report), headline(report)));
  add_header(main, report);
  add_facts(main, report);
  add_next(main, report);
  add_rules(main, report.verdict);
  add_items(main, report);
  add_warnings(main, report);
  add_files(main, report);
  add_commits(main, report);
  return xml_text(document, pugi::format_no_declaration);
}

}  // namespace sallyport::report

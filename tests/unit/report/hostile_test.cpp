#include "report/report.hpp"
#include "unit/report/sample_ci.hpp"
#include "util/text.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace sallyport::report::hostile_test {
namespace {

constexpr std::string_view k_mark = "INJECTED";

/// What hides, moves or rewrites other text where it is shown as it is.
const std::vector<std::string>& hostile_bytes() {
  static const std::vector<std::string> k_bytes{
      "\x1b[31m", "\r", "\n" + std::string(k_mark), "\xe2\x80\xae", "\xe2\x80\x8b", "\xff", "\x07"};
  return k_bytes;
}

/// A place of a report that strangers write into.
struct Place {
  std::string name;
  std::function<void(core::Report&, const std::string&)> put;
};

const std::vector<Place>& places() {
  static const std::vector<Place> k_places{
      {"path",
       [](core::Report& report, const std::string& text) {
         report.verdict.files[3].path = text;
         report.verdict.items[1].residual = {{text, core::Unheld::changed}};
       }},
      {"subject", [](core::Report& report,
                     const std::string& text) { report.verdict.commits[0].subject = text; }},
      {"principal",
       [](core::Report& report, const std::string& text) {
         core::ItemResult& item = report.verdict.items[2];
         item.approvers = {text};
         item.counted[0].signer = text;
         item.ignored = {{text, text, {.flaw = core::Flaw::revoked, .people = {text}}}};
       }},
      {"notes and reasons",
       [](core::Report& report, const std::string& text) {
         report.verdict.items[0].rejected_by = {
             {"bob@example.com", "abcd", text, text, text, false}};
         report.verdict.items[1].waived = core::Waived{text, text, {}};
       }},
      {"title and question",
       [](core::Report& report, const std::string& text) {
         report.verdict.items[1].title = text;
         report.verdict.items[1].questions = {{text, text, 3}};
       }},
      {"evidence",
       [](core::Report& report, const std::string& text) {
         report.verdict.commits[0].evidence[0].rule = text;
         report.verdict.commits[0].evidence[0].value = text;
       }},
      {"tool",
       [](core::Report& report, const std::string& text) {
         report.verdict.tools[0].id = text;
         report.verdict.commits[0].tool = text;
         report.verdict.files[3].ai_lines[1].tool = text;
       }},
      {"rule and refs",
       [](core::Report& report, const std::string& text) {
         report.verdict.rules[0].name = text;
         report.verdict.rules[0].position.source = text;
         report.target = report.selection = report.check_name = text;
       }},
      {"warnings and commands",
       [](core::Report& report, const std::string& text) {
         report.warnings = {text};
         report.next = {text};
       }},
      {"note", [](core::Report& report, const std::string& text) { report.note = text; }},
  };
  return k_places;
}

using Render = std::function<std::string(const core::Report&)>;

/// Everything that shows a report, by name.
std::vector<std::pair<std::string, Render>> renderers() {
  std::vector<std::pair<std::string, Render>> all;
  for (const Format& format : k_formats) {
    all.emplace_back(format.name,
                     [&](const core::Report& report) { return format.render(report, {}); });
  }
  all.emplace_back("explain", [](const core::Report& report) {
    return render_explanation({report, {}}, {});
  });
  all.emplace_back("explain json", [](const core::Report& report) {
    return render_explanation_json({report, {}});
  });
  return all;
}

void check_safe(const std::string& text) {
  for (const std::string_view line : util::split_lines(text)) {
    CHECK(util::printable(line) == line);
    CHECK_FALSE(util::trim(line).starts_with(k_mark));
  }
}

}  // namespace

TEST_CASE("nothing hostile gets through any format, wherever it stands") {
  for (const auto& [name, render] : renderers()) {
    for (const Place& place : places()) {
      for (const std::string& bytes : hostile_bytes()) {
        core::Report report = sample::blocked_ci();
        place.put(report, "before" + bytes + "after");
        INFO(name << ", " << place.name << ", " << util::printable(bytes));
        check_safe(render(report));
      }
    }
  }
}

TEST_CASE("what can be taken for a verdict says where it is only simulated") {
  core::Report report = sample::blocked_ci();
  report.assumed = {"approve:security=bob@example.com"};
  for (const Format& format : k_formats) {
    INFO(format.name);
    const bool is_verdict = format.name != std::string_view("code-quality");  // a list of findings
    const std::string text = format.render(report, {});
    const bool says = text.find("simulated") != std::string::npos ||
                      text.find("\"assumed\":") != std::string::npos;
    CHECK(says == is_verdict);
  }
}

TEST_CASE("the text of an item keeps its lines, and nothing else that is hostile") {
  for (const auto& [name, render] : renderers()) {
    for (const std::string& bytes : hostile_bytes()) {
      core::Report report = sample::blocked_ci();
      report.verdict.items[1].text = "before" + bytes + "after";
      INFO(name << ", " << util::printable(bytes));
      const std::string rendered = render(report);
      for (const std::string_view line : util::split_lines(rendered)) {
        CHECK(util::printable(line) == line);
      }
    }
  }
}

TEST_CASE("nothing hostile gets through the story of a file, a scan or a tried policy") {
  for (const std::string& bytes : hostile_bytes()) {
    const std::string text = "before" + bytes + "after";
    INFO(util::printable(bytes));
    core::FileStory story;
    story.path = text;
    story.commits.resize(1);
    story.commits[0].subject = story.commits[0].tool = text;
    story.runs = {{1, 9, {0, 0}}};
    const core::Report report = sample::blocked_ci();
    check_safe(render_story({report, {}}, story, {}));
    check_safe(render_story_json({report, {}}, story));
    core::Scan scan;
    scan.tools[text] = {text, 1, 2};
    scan.folders[text] = {1, 2, 3};
    check_safe(render_scan(scan, {text, text, {text}}, {}));
    check_safe(render_scan_json(scan, {text, text, {text}}, ""));
    core::CaseResult result;
    result.expected.name = result.expected.position.source = text;
    result.disagreements = {{text, std::nullopt, core::Status::pending, {text}}};
    result.verdict = report.verdict;
    const core::PolicyTest test{{text, text, text}, {result}, {}};
    check_safe(render_policy_test(test, {}, TestDetail::all_cases));
    check_safe(render_policy_test_json(test));
  }
}

}  // namespace sallyport::report::hostile_test

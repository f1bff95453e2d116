#include "report/report.hpp"
#include "sample_ci.hpp"

#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>
#include <string>

namespace sallyport::report::decisions_test {
namespace {

constexpr TextStyle k_plain{};

/// 2026-11-24T18:00:00Z
constexpr util::Time k_until{std::chrono::seconds(1795543200)};

/// The pending change with its first item rejected and its last one waived.
core::Report decided() {
  core::Report report = sample::pending_ci();
  core::ItemResult& rejected = report.verdict.items.front();
  rejected.status = core::Status::rejected;
  rejected.rejected_by = {{"bob@example.com", "0123456789abcdef", "it sends | tokens\x1b[2J",
                           "src/queue.cc", "src/queue.cc", true}};
  core::ItemResult& waived = report.verdict.items.back();
  waived.status = core::Status::waived;
  waived.waived = core::Waived{"production is down", "OPS-7", k_until};
  return report;
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// The same with every run of white space as one blank.
std::string unwrapped(const std::string& text) {
  std::string result;
  for (const char c : text) {
    const bool is_blank = c == ' ' || c == '\n';
    if (!is_blank || (!result.empty() && result.back() != ' ')) {
      result += is_blank ? ' ' : c;
    }
  }
  return result;
}

TEST_CASE(
    "people are told who rejected, why, and what lifts it; and until when an item is waived") {
  const core::Report report = decided();
  for (const std::string& rendered : {render_text(report, k_plain), render_html(report, k_plain),
                                      render_explanation({report, {}}, k_plain)}) {
    const std::string text = unwrapped(rendered);
    INFO(text);
    CHECK(contains(text, "rejected by bob@example.com: it sends | tokens"));
    CHECK(contains(text, "sallyport revoke 0123456789ab --reason TEXT"));
    CHECK_FALSE(contains(text, "\x1b"));
  }
  CHECK(contains(unwrapped(render_text(report, k_plain)),
                 "waived until 2026-11-24T18:00:00Z: production is down (OPS-7)"));
}

TEST_CASE("Markdown escapes what somebody wrote into a rejection") {
  const std::string text = render_markdown(decided(), k_plain);
  INFO(text);
  CHECK(contains(text, "it sends &#124; tokens"));
  CHECK_FALSE(contains(text, "it sends | tokens"));
}

TEST_CASE("the JSON verdict holds rejections and waivers by their parts") {
  const auto items = nlohmann::json::parse(render_json(decided(), k_plain)).at("items");
  CHECK(items.front().at("status") == "rejected");
  CHECK(items.front().at("rejected_by").at(0).at("record") == "0123456789abcdef");
  CHECK(items.front().at("rejected_by").at(0).at("path") == "src/queue.cc");
  CHECK(items.front().at("waived").is_null());
  CHECK(items.back().at("waived").at("until") == "2026-11-24T18:00:00Z");
  CHECK(items.back().at("rejected_by").empty());
}

}  // namespace
}  // namespace sallyport::report::decisions_test

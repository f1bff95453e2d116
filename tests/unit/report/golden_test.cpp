#include "unit/report/golden.hpp"

#include "report/report.hpp"
#include "unit/report/sample.hpp"
#include "util/columns.hpp"
#include "util/text.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

namespace sallyport::report::golden_test {
namespace {

constexpr TextStyle k_plain{};
constexpr TextStyle k_coloured{.colour = true};

struct Sample {
  std::string name;
  core::Report report;
};

std::vector<Sample> samples() {
  return {{"small-pass", sample::small_pass()},
          {"blocked-commit", sample::blocked_commit()},
          {"blocked-push", sample::blocked_push()},
          {"worked-on-pass", sample::worked_on_pass()},
          {"error", sample::error()},
          {"agent", sample::agent()},
          {"warn", sample::warn()},
          {"hostile", sample::hostile()},
          {"no-policy", sample::no_policy()},
          {"bootstrap", sample::bootstrap()}};
}

/// Whether `line` is a command to paste, which may be of any length.
bool is_command(std::string_view line) {
  return line.starts_with("  sallyport ") || line.starts_with("  git ");
}

bool is_plain(std::string_view text) {
  const auto harmless = [](const char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte == '\n' || (byte >= 0x20 && byte < 0x7f);
  };
  return std::all_of(text.begin(), text.end(), harmless);
}

}  // namespace

TEST_CASE("each sample is drawn as its golden text says") {
  for (const Sample& sample : samples()) {
    const std::string text = render_text(sample.report, k_plain);
    INFO(sample.name);
    CHECK(text == golden(sample.name + ".txt", text));
  }
}

TEST_CASE("each sample is written as its golden JSON says") {
  for (const Sample& sample : samples()) {
    const std::string json = render_json(sample.report, k_plain);
    INFO(sample.name);
    CHECK(json == golden(sample.name + ".json", json));
  }
}

TEST_CASE("each sample is explained as its golden files say") {
  for (const Sample& sample : samples()) {
    const std::string text = render_explanation({sample.report, {}}, k_plain);
    const std::string json = render_explanation_json({sample.report, {}});
    INFO(sample.name);
    CHECK(text == golden(sample.name + ".explain.txt", text));
    CHECK(json == golden(sample.name + ".explain.json", json));
  }
}

TEST_CASE("colours are drawn as the golden file says") {
  const std::string text = render_text(sample::blocked_push(), k_coloured);
  CHECK(text == golden("blocked-push.colour.txt", text));
}

TEST_CASE("no report is wider than 80 columns or higher than 24 lines") {
  for (const Sample& sample : samples()) {
    const std::string text = render_text(sample.report, k_plain);
    INFO(sample.name << "\n" << text);
    CHECK(util::split_lines(text).size() <= 24);
    for (const std::string_view line : util::split_lines(text)) {
      CHECK((is_command(line) || util::columns(line) <= 80));
    }
  }
}

TEST_CASE("no explanation is wider than 80 columns") {
  for (const Sample& sample : samples()) {
    const std::string text = render_explanation({sample.report, {}}, k_plain);
    for (const std::string_view line : util::split_lines(text)) {
      INFO(sample.name << "\n" << line);
      CHECK(util::columns(line) <= 80);
    }
  }
}

TEST_CASE("nothing that a stranger wrote reaches the terminal unescaped") {
  const core::Report report = sample::hostile();
  CHECK(is_plain(render_text(report, k_plain)));
  CHECK(is_plain(render_json(report, k_plain)));
  CHECK(is_plain(render_explanation({report, {}}, k_plain)));
  CHECK(is_plain(render_explanation_json({report, {}})));
}

TEST_CASE("no text offers a way round the hooks") {
  for (const Sample& sample : samples()) {
    CHECK(render_text(sample.report, k_plain).find("no-verify") == std::string::npos);
  }
}

TEST_CASE("every JSON document is one line that parses back to the same bytes") {
  for (const Sample& sample : samples()) {
    for (const std::string& json :
         {render_json(sample.report, k_plain), render_explanation_json({sample.report, {}})}) {
      INFO(sample.name);
      CHECK(json.find('\n') == json.size() - 1);
      const auto parsed = nlohmann::ordered_json::parse(json);
      CHECK(parsed.dump(-1, ' ', true) + '\n' == json);
    }
  }
}

}  // namespace sallyport::report::golden_test

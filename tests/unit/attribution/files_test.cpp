#include "attribution/attribution.hpp"
#include "util/error.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace sallyport::attribution::files_test {
namespace {

using core::Strength;

constexpr const char* k_figma_readme =
    "\n  # Shop\n\n  This is a code bundle for Shop. The original project is available at "
    "https://www.figma.com/design/abc/Shop.\n";

std::vector<core::Evidence> found_in(const std::string& path, const std::string& content,
                                     FileEdit edit = FileEdit::added) {
  return Detector().examine_file(path, edit, [&] { return content; });
}

core::Policy with_rule(const std::string& match, const std::string& content) {
  core::Policy policy;
  core::DetectRule rule;
  rule.id = "acme-coder/export";
  rule.tool = "acme-coder";
  rule.kind = core::EvidenceKind::file;
  rule.match = match;
  rule.content = content;
  policy.detect_rules.push_back(rule);
  return policy;
}

TEST_CASE("a commit that adds the README of a Figma Make export has strong evidence") {
  const auto found = found_in("web/README.md", k_figma_readme);

  REQUIRE(found.size() == 1);
  CHECK(found[0].rule == "figma-make/readme");
  CHECK(found[0].tool == "figma-make");
  CHECK(found[0].kind == core::EvidenceKind::file);
  CHECK(found[0].position == core::Position::tree);
  CHECK(found[0].strength == Strength::strong);
  CHECK(found[0].value == "web/README.md");
}

TEST_CASE("a commit that only alters such a file has weak evidence") {
  const auto found = found_in("README.md", k_figma_readme, FileEdit::altered);

  REQUIRE(found.size() == 1);
  CHECK(found[0].strength == Strength::weak);
}

TEST_CASE("files that anybody could have written say nothing, or little") {
  CHECK(found_in("README.md", "# Shop\n\nA code bundle for Figma Make users.\n").empty());
  CHECK(found_in("ATTRIBUTIONS.md", "This file includes photos.\n").empty());
  CHECK(found_in("package.json", R"({ "name": "shop" })").empty());
  CHECK(found_in("docs/README.md.bak", k_figma_readme).empty());
  const auto guidelines = found_in("guidelines/Guidelines.md", "# House rules\n");
  REQUIRE(guidelines.size() == 1);
  CHECK(guidelines[0].strength == Strength::weak);
  const auto dependency =
      found_in("package.json", R"({ "name": "shop", "dependencies": { "@base44/sdk": "1.0.0" } })");
  REQUIRE(dependency.size() == 1);
  CHECK(dependency[0].rule == "base44/sdk");
  CHECK(dependency[0].strength == Strength::weak);
}

TEST_CASE("a file counts once for each tool, by its strongest rule") {
  const auto found = found_in(
      "package.json",
      R"({ "name": "base44-app", "dependencies": { "@base44/sdk": "1", "lovable-tagger": "1" } })");

  REQUIRE(found.size() == 2);
  CHECK(found[0].rule == "base44/package");
  CHECK(found[1].rule == "lovable/dependency");
}

/// How often the content of a file is read.
int reads_of(const std::string& path) {
  int reads = 0;
  static_cast<void>(Detector().examine_file(path, FileEdit::added, [&] {
    ++reads;
    return std::string();
  }));
  return reads;
}

TEST_CASE("content is read only where a rule needs it, and once") {
  CHECK(reads_of("src/main.cc") == 0);
  CHECK(reads_of("base44/config.jsonc") == 0);
  CHECK(reads_of("README.md") == 1);
}

TEST_CASE("only paths that a rule names are watched") {
  const Detector detector;
  CHECK(detector.watches("README.md"));
  CHECK(detector.watches("web/package.json"));
  CHECK_FALSE(detector.watches("web/readme.txt"));
  CHECK_FALSE(detector.watches("src/main.cc"));
}

/// How many pieces of evidence an organisation's own rule finds in a file.
std::size_t found_by(const core::Policy& policy, const std::string& path,
                     const std::string& content) {
  return Detector(policy).examine_file(path, FileEdit::added, [&] { return content; }).size();
}

TEST_CASE("an organisation's own rule for files takes a path and, where it wants, a content") {
  CHECK(found_by(with_rule(R"(\.acme$)", ""), "a.acme", "") == 1);
  CHECK(found_by(with_rule(R"(\.acme$)", ""), "a.ACME", "") == 0);
  CHECK(found_by(with_rule(R"(\.acme$)", "made by Acme"), "a.acme", "by hand") == 0);
  CHECK(found_by(with_rule(R"(\.acme$)", "made by Acme"), "a.acme", "# made by Acme") == 1);
}

TEST_CASE("a pattern of content that is not valid is a fault of the policy") {
  CHECK_THROWS_AS(Detector(with_rule("a", "(")), util::Error);
}

TEST_CASE("the branch in a merge's subject is evidence about what it brings in") {
  const Detector detector;
  core::Commit merge;
  merge.message = "Merge pull request #7 from acme/codex/add-search\n\nAdd search\n";
  CHECK(detector.examine_merge(merge).empty());

  merge.parents = {core::Oid{}, core::empty_tree()};
  const auto found = detector.examine_merge(merge);
  REQUIRE(found.size() == 1);
  CHECK(found[0].rule == "codex/branch");
  CHECK(found[0].strength == Strength::weak);

  merge.message = "Merge branch 'claude/mend-it-x1' into 'main'\n";
  REQUIRE(detector.examine_merge(merge).size() == 1);
  merge.message = "Merge branch 'feature/codex' into 'main'\n";
  CHECK(detector.examine_merge(merge).empty());
}

}  // namespace
}  // namespace sallyport::attribution::files_test

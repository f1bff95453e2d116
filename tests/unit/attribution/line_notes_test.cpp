#include "attribution/attribution.hpp"
#include "util/file.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

namespace sallyport::attribution::line_notes_test {
namespace {

using Texts = std::vector<std::string>;

std::string fixture(const std::string& name) {
  const char* folder = std::getenv("SOURCE_DIR");
  REQUIRE(folder != nullptr);
  const auto text = util::read_file(std::string(folder) + "/tests/fixtures/git-ai-notes/" + name);
  REQUIRE(text.has_value());
  return *text;
}

std::string words(const std::vector<core::LineSpan>& spans) {
  std::string text;
  for (const core::LineSpan& span : spans) {
    text +=
        (text.empty() ? "" : ",") + std::to_string(span.first) + "-" + std::to_string(span.last);
  }
  return text;
}

/// "tool path first-last,…" of each agent and file.
Texts lines_of(const NoteFindings& found) {
  Texts lines;
  for (const NotedAgent& agent : found.agents) {
    for (const auto& [path, file] : agent.lines.files) {
      lines.push_back(agent.evidence.tool + " " + path + " " + words(file.lines));
    }
  }
  return lines;
}

NoteFindings examine(const std::string& note, const std::string& ref = "refs/notes/ai") {
  return Detector().examine_note(ref, note);
}

/// A log of two files by Cursor, as most of the fixtures have.
Texts by_cursor() {
  return {"cursor src/parser.cpp 1-10,15-20,25-25,30-35", "cursor src/util.h 7-7"};
}

TEST_CASE("notes of the Git AI Standard tell the lines of each agent") {
  CHECK(lines_of(examine(fixture("ex1_sessions_mixed.note"))) ==
        Texts{"claude-code docs/user guide.md 1-12", "claude-code src/main.cpp 1-40,44-44,50-61"});
  CHECK(lines_of(examine(fixture("ex2_legacy_prompts.note"))) == by_cursor());
  CHECK(examine(fixture("ex3_empty.note")).agents.empty());
  CHECK(examine(fixture("ex3_empty.note")).fault.empty());
  CHECK(lines_of(examine(fixture("ex4_v001_blob.json"))) == Texts{"claude-code src/a.c 8-34"});
}

TEST_CASE("a note in an unusual form is read all the same") {
  for (const std::string name : {"edge_crlf", "edge_trailing_ws", "edge_empty_piece", "edge_bom",
                                 "edge_file_no_entries", "edge_divider_in_json"}) {
    INFO(name);
    const NoteFindings found = examine(fixture(name + ".note"));
    CHECK(lines_of(found) == by_cursor());
    CHECK(found.fault.empty());
  }
  CHECK(lines_of(examine(fixture("edge_dup_file.note"))) ==
        Texts{"cursor a.c 1-1,9-9", "cursor b.c 1-1"});
  CHECK(examine(fixture("edge_unknown_field.note")).fault.empty());
  CHECK(examine(fixture("edge_missing_prompts.note")).fault.empty());
  CHECK(lines_of(examine(fixture("edge_bad_custom_attr.note"))).size() == 2);
}

TEST_CASE("a key that the metadata does not resolve is an unnamed agent's") {
  CHECK(lines_of(examine(fixture("edge_unresolved.note"))) == Texts{"unknown-ai a.c 1-3,5-5"});
  CHECK(lines_of(examine("a\n  ai_agent 1\n  human 2\n  0123456 4\n"
                         "  0f3c1f6e-6e0b-4c2a-9a52-1d1b7a5c2e11 6\n"
                         "---\n{\"schema_version\": \"authorship/3.0.0\"}")) ==
        Texts{"unknown-ai a 1-1,4-4,6-6"});
}

TEST_CASE("numbers that no file has are passed over or end with the file, and are told") {
  const NoteFindings huge = examine(fixture("edge_overflow.note"));
  CHECK(lines_of(huge) == Texts{"cursor src/parser.cpp 1-10,25-25,30-35,1000000000-1000000000",
                                "cursor src/util.h 7-7"});
  CHECK(huge.fault == "it has line numbers that no file has");
  const NoteFindings odd = examine(fixture("edge_reversed_zero_plus.note"));
  CHECK(lines_of(odd) == Texts{"cursor src/parser.cpp 25-25,30-35", "cursor src/util.h 7-7"});
  CHECK(odd.fault == "it has line numbers that no file has");
}

TEST_CASE("a broken note says what is wrong with it") {
  const std::vector<std::pair<std::string, std::string>> faults = {
      {"bad_range", "line 2: an entry has no ranges of lines"},
      {"bad_space_in_ranges", "line 2: an entry has no ranges of lines"},
      {"bad_no_divider", "line 7: an entry has no ranges of lines"},
      {"bad_orphan_entry", "line 1: an entry stands before any path"},
      {"bad_lone_quote", "line 1: a quoted path is not closed"},
      {"edge_one_space_indent", "line 3: an entry is not indented by two spaces"},
      {"edge_tab_indent", "line 3: an entry is not indented by two spaces"},
      {"edge_three_spaces", "line 3: an entry is not indented by two spaces"},
      {"edge_trailing_text", "its metadata is no JSON"},
      {"bad_version", "its version 'authorship/4.0.0' is not known"},
  };
  for (const auto& [name, fault] : faults) {
    INFO(name);
    const NoteFindings found = examine(fixture(name + ".note"));
    CHECK(found.fault == fault);
    CHECK(found.agents.empty());
  }
}

TEST_CASE("a note of three megabytes with a transcript is read value by value") {
  std::string note =
      "a.cc\n  0123456789abcdef 1-9\n---\n{\"schema_version\": \"authorship/3.0.0\", ";
  note += R"("prompts": {"0123456789abcdef": {"agent_id": {"tool": "codex"}, "messages": [)";
  for (int i = 0; i < 30000; ++i) {
    note += R"({"type": "assistant", "text": "It reads the configuration, and then it says so )"
            R"(twice, once to the log and once to the terminal."}, )";
  }
  note += R"({"type": "user"}]}}})";
  REQUIRE(note.size() > 3'000'000);
  const NoteFindings found = examine(note);
  CHECK(found.fault.empty());
  CHECK(lines_of(found) == Texts{"codex a.cc 1-9"});
}

TEST_CASE("metadata of any depth is read without recursion") {
  const std::string deep = std::string(200000, '[') + std::string(200000, ']');
  const NoteFindings found = examine(
      "a\n  ai_agent 1\n---\n{\"schema_version\": \"authorship/3.0.0\", \"x\": " + deep + "}");
  CHECK(found.fault.empty());
  CHECK(lines_of(found) == Texts{"unknown-ai a 1-1"});
}

TEST_CASE("a note of Qwen Code tells how much of each file is an AI's") {
  const NoteFindings found = examine(
      R"({"version": 1, "generator": "qwen3-coder-plus", "files": {
           "src/a.cpp": {"aiChars": 1200, "humanChars": 300, "percent": 80, "surface": "cli"},
           "src/b.cpp": {"aiChars": 1, "humanChars": 300, "percent": 0.3, "surface": "cli"},
           "src/c.cpp": {"aiChars": 0, "humanChars": 300, "percent": 0, "surface": "cli"}}})",
      "refs/notes/ai-attribution");
  REQUIRE(found.agents.size() == 1);
  CHECK(found.agents[0].evidence.tool == "qwen-code");
  const auto& files = found.agents[0].lines.files;
  REQUIRE(files.size() == 2);
  CHECK(files.at("src/a.cpp").of_added.part == 80);
  CHECK(files.at("src/b.cpp").of_added.part == 1);
  CHECK(examine("{", "refs/notes/ai-attribution").fault == "it is no JSON");
}

TEST_CASE("metadata that is cut short leaves the lines, and nobody who is named") {
  const NoteFindings found = examine(
      "a.cc\n  0123456789abcdef 1-9\n---\n{\"schema_version\": \"authorship/3.0.0\", "
      R"("prompts": {"0123456789abcdef": {"agent_id": {"tool": "codex"}})");
  CHECK(lines_of(found) == Texts{"unknown-ai a.cc 1-9"});
  CHECK(found.fault == "its metadata is no JSON");
}

TEST_CASE("members of another type than is looked for say nothing") {
  CHECK(examine(R"({"files": [1, {"authors": 2}], "schema_version": 3})").agents.empty());
  CHECK(examine(R"({"files": {"a": {"authors": [null, {"author": "Claude", "lines": [-1, [],
                   ["x"], [2, 1], "3", 1.5, [[4]]]}]}}})")
            .fault.empty());
  const std::string ref = "refs/notes/ai-attribution";
  CHECK(examine(R"({"files": {"a": {"percent": "9"}, "b": 1, "c": {"percent": -1}}})", ref)
            .agents.empty());
  CHECK(examine("[]", ref).fault.empty());
  const Detector detector;
  CHECK_FALSE(detector
                  .examine_trace("t", R"({"version": "0.1.0", "files": [{"path": "a",
                                              "conversations": {"ranges": 1}}]})")
                  .agent.has_value());
}

constexpr std::string_view k_revision = "a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6a1b2";

/// A record of Agent Trace of that version; keys come in an order that needs memory.
std::string trace(const std::string& version) {
  return R"({"files": [{"conversations": [{"ranges": [{"start_line": 1, "end_line": 50},
               {"contributor": {"type": "human"}, "end_line": 61, "start_line": 60},
               {"start_line": 70, "end_line": 71, "contributor": {"type": "mixed"}}],
             "contributor": {"type": "ai", "model_id": "anthropic/claude-opus-4-5"}},
            {"contributor": {"type": "unknown"}, "ranges": [{"start_line": 90, "end_line": 91}]},
            {"ranges": [{"start_line": 80, "end_line": 80}]}],
           "path": "src/app.ts"},
          {"path": ".sessions", "conversations": [{"ranges": [{"start_line": 1, "end_line": 1}]}]}],
          "vcs": {"type": "git", "revision": ")" +
         std::string(k_revision) + R"("}, "tool": {"name": "cursor", "version": "2.4.0"},
          "id": "550e8400-e29b-41d4-a716-446655440000", "version": ")" +
         version + R"("})";
}

TEST_CASE("a record of Agent Trace tells the lines of its agent at one commit") {
  const TraceFindings found = Detector().examine_trace("traces.jsonl", trace("0.1.0"));
  REQUIRE(found.agent.has_value());
  CHECK(found.revision == k_revision);
  CHECK(found.time == TraceTime::at_commit);
  CHECK(found.agent->evidence.tool == "cursor");
  CHECK(found.agent->evidence.position == core::Position::note);
  REQUIRE(found.agent->lines.files.size() == 1);
  CHECK(words(found.agent->lines.files.at("src/app.ts").lines) == "1-50,70-71,80-80");
}

TEST_CASE("the reference implementation of Agent Trace names the commit before") {
  const TraceFindings found = Detector().examine_trace("traces.jsonl", trace("1.0"));
  REQUIRE(found.agent.has_value());
  CHECK(found.time == TraceTime::before_commit);
  CHECK(words(found.agent->lines.files.at("src/app.ts").lines) == "1-50,70-71,80-80");
}

TEST_CASE("what is no record of Agent Trace for git is told") {
  const Detector detector;
  CHECK_FALSE(detector.examine_trace("t", "{").is_readable);
  CHECK_FALSE(detector.examine_trace("t", "[]").is_readable);
  CHECK_FALSE(
      detector.examine_trace("t", R"({"version": "0.1.0", "vcs": {"type": "jj"}, "files": []})")
          .is_readable);
}

TEST_CASE("a policy can disable the evidence of notes, or have its own for an agent") {
  core::Policy policy;
  policy.disabled_detect_rules = {"disclosure/note"};
  core::DetectRule rule;
  rule.id = "acme/writer";
  rule.tool = "acme";
  rule.kind = core::EvidenceKind::note;
  rule.match = "^cursor$";
  policy.detect_rules = {rule};
  const Detector detector(policy);
  CHECK(lines_of(detector.examine_note("refs/notes/ai", fixture("ex2_legacy_prompts.note"))) ==
        Texts{"acme src/parser.cpp 1-10,15-20,25-25,30-35", "acme src/util.h 7-7"});
  CHECK(detector.examine_note("refs/notes/ai", fixture("ex1_sessions_mixed.note")).agents.empty());
}

}  // namespace
}  // namespace sallyport::attribution::line_notes_test

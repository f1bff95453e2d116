#include "gate/judge.hpp"
#include "world.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace sallyport::gate::test::line_notes_test {
namespace {

using Catch::Contains;

core::Report report_on(const World& world, const std::string& range) {
  const Session session = world.session();
  return settle(session, propose_range(session, range)).report;
}

/// A published policy, and a commit of ten lines on it that carries no marker.
core::Oid unmarked_commit(World& world) {
  world.publish("main", world.commit_policy());
  world.repo().write("a.cc", k_ten_lines);
  return world.repo().commit("Add it");
}

/// A log of the Git AI Standard by which Codex wrote those lines of a.cc.
std::string log_of(const std::string& ranges) {
  return "a.cc\n  0123456789abcdef " + ranges +
         "\n---\n"
         R"({"schema_version": "authorship/3.0.0",)"
         R"( "prompts": {"0123456789abcdef": {"agent_id": {"tool": "codex"}}}})";
}

void add_note(World& world, const std::string& ref, const std::string& note,
              const std::string& commit = "HEAD") {
  world.repo().git({"notes", "--ref", ref, "add", "-f", "-F", "-", commit}, note);
}

TEST_CASE("lines that a git note names are AI lines of an otherwise unmarked commit") {
  for (const std::string ref : {"ai", "exceeds-ink", "ai-remote/origin"}) {
    INFO(ref);
    World world;
    unmarked_commit(world);
    CHECK(report_on(world, "origin/main..main").verdict.metrics.ai == 0);
    add_note(world, ref, log_of("2-7"));

    const core::Verdict verdict = report_on(world, "origin/main..main").verdict;

    CHECK(verdict.metrics.ai == 6);
    CHECK(verdict.metrics.undeclared == 4);
    CHECK(verdict.metrics.ai_files == 1);
    CHECK(verdict.outcome == core::Outcome::blocked);
    REQUIRE(verdict.tools.size() == 1);
    CHECK(verdict.tools[0].id == "codex");
    CHECK(verdict.tools[0].lines == 6);
    REQUIRE(verdict.files.size() == 1);
    REQUIRE(verdict.files[0].ai_lines.size() == 1);
    CHECK(verdict.files[0].ai_lines[0].first == 2);
    CHECK(verdict.files[0].ai_lines[0].last == 7);
    CHECK(verdict.commits[0].origin == core::Origin::undeclared);
    CHECK(verdict.commits[0].tool == "codex");
    CHECK(verdict.commits[0].ai == 6);
  }
}

TEST_CASE("a note is found however deep its tree is folded") {
  World world;
  const std::string id = core::to_hex(unmarked_commit(world));
  const std::string blob = world.repo().git({"hash-object", "-w", "--stdin"}, log_of("1-9"));
  for (const std::string& path : {id, id.substr(0, 2) + "/" + id.substr(2),
                                  id.substr(0, 2) + "/" + id.substr(2, 2) + "/" + id.substr(4)}) {
    INFO(path);
    world.repo().git({"read-tree", "--empty"});
    world.repo().git({"update-index", "--add", "--cacheinfo", "100644," + blob + "," + path});
    const std::string commit =
        world.repo().git({"commit-tree", "-m", "Notes", world.repo().git({"write-tree"})});
    world.repo().git({"update-ref", "refs/notes/ai", commit});
    CHECK(report_on(world, "origin/main..main").verdict.metrics.ai == 9);
  }
}

TEST_CASE("an authorship log of its own ref counts like a note") {
  World world;
  const std::string id = core::to_hex(unmarked_commit(world));
  const std::string blob = world.repo().git(
      {"hash-object", "-w", "--stdin"},
      R"({"files":{"a.cc":{"file":"a.cc","authors":[{"author":"Claude","lines":[9,[1,5]],)"
      R"("agent_metadata":null},{"author":"Bob Example","lines":[[6,8]],"agent_metadata":null}]}},)"
      R"("schema_version":"authorship/0.0.1"})");
  world.repo().git({"update-ref", "refs/ai/authorship/" + id, blob});
  CHECK(report_on(world, "origin/main..main").verdict.metrics.ai == 6);
}

TEST_CASE("a note never lowers what a marker says of the commit") {
  World world;
  world.publish("main", world.commit_policy());
  world.commit_by_ai("a.cc");
  add_note(world, "ai", log_of("1"));
  const core::Verdict verdict = report_on(world, "origin/main..main").verdict;
  CHECK(verdict.metrics.ai == 10);
  CHECK(verdict.commits[0].tool == "claude-code");
}

TEST_CASE("a broken note is a warning where nothing else tells of an AI") {
  World world;
  unmarked_commit(world);
  add_note(world, "ai", "a.cc\n  0123456789abcdef 1-\n---\n{}");
  const core::Verdict verdict = report_on(world, "origin/main..main").verdict;
  REQUIRE(verdict.warnings.size() == 1);
  CHECK_THAT(verdict.warnings[0], Contains("refs/notes/ai") && Contains("line 2"));

  World marked;
  marked.publish("main", marked.commit_policy());
  marked.commit_by_ai("a.cc");
  add_note(marked, "ai", "a.cc\n  0123456789abcdef 1-\n---\n{}");
  CHECK(report_on(marked, "origin/main..main").verdict.warnings.empty());
}

TEST_CASE("records of Agent Trace in the judged tree count for the commits that they name") {
  World world;
  const core::Oid commit = unmarked_commit(world);
  const auto record = [](const std::string& version, const core::Oid& revision) {
    return R"({"version": ")" + version + R"(", "vcs": {"type": "git", "revision": ")" +
           core::to_hex(revision) +
           R"("}, "tool": {"name": "cursor"}, "files": [{"path": "a.cc", "conversations": )"
           R"([{"contributor": {"type": "ai"}, "ranges": [{"start_line": 1, "end_line": 7}]}]}]})"
           "\n";
  };
  world.repo().write(".agent-trace/traces.jsonl", record("0.1.0", commit) + "no record\n");
  world.repo().commit("Add the trace");
  const core::Verdict verdict = report_on(world, "origin/main..main").verdict;
  CHECK(verdict.metrics.ai == 7);
  CHECK(verdict.tools.at(0).id == "cursor");
  REQUIRE(verdict.warnings.size() == 1);
  CHECK_THAT(verdict.warnings[0], Contains("line 2 is no record"));

  const core::Oid before = world.repo().git_oid({"rev-parse", "HEAD~2"});
  world.repo().write(".agent-trace/traces.jsonl", record("1.0", before));
  world.repo().commit("Let the trace name the commit before");
  CHECK(report_on(world, "origin/main..main").verdict.metrics.ai == 7);
}

/// A branch of Entire, which anybody may push, with one session for the checkpoint c55af530f311.
void add_checkpoint(World& world, const std::string& session) {
  git::Sandbox& repo = world.repo();
  const std::string blob = repo.git({"hash-object", "-w", "--stdin"}, session);
  const std::string here = repo.git({"write-tree"});
  repo.git({"read-tree", "--empty"});
  repo.git({"update-index", "--add", "--cacheinfo",
            "100644," + blob + ",c5/5af530f311/0/metadata.json"});
  const std::string commit =
      repo.git({"commit-tree", "-m", "Checkpoint", repo.git({"write-tree"})});
  repo.git({"update-ref", "refs/heads/entire/checkpoints/v1", commit});
  repo.git({"read-tree", here});
}

TEST_CASE("the figure of an Entire checkpoint takes nothing from its trailer") {
  World world;
  world.publish("main", world.commit_policy());
  world.repo().write("a.cc", k_ten_lines);
  world.repo().commit("Add it\n\nEntire-Checkpoint: c55af530f311");
  CHECK(report_on(world, "origin/main..main").verdict.metrics.ai == 10);

  add_checkpoint(world, R"({"agent": "Claude Code", "initial_attribution":
                            {"agent_lines": 0, "human_added": 10, "total_committed": 10}})");
  CHECK(report_on(world, "origin/main..main").verdict.metrics.ai == 10);
}

TEST_CASE("a note of Qwen Code counts the part of each file that it names") {
  World world;
  unmarked_commit(world);
  add_note(
      world, "ai-attribution",
      R"({"version": 1, "generator": "qwen3-coder-plus", "files": {"a.cc": {"percent": 75}}})");
  const core::Verdict verdict = report_on(world, "origin/main..main").verdict;
  CHECK(verdict.metrics.ai == 8);
  CHECK(verdict.tools.at(0).id == "qwen-code");
}

TEST_CASE("what a revert of a removal brings back is as it was: an AI's by marker or by note") {
  for (const bool marked : {true, false}) {
    INFO(marked);
    World world;
    world.commit_policy();
    world.repo().write("a.cc", k_ten_lines);
    world.repo().commit(marked ? std::string(k_by_ai) : "Add it");
    if (!marked) {
      add_note(world, "ai", log_of("1-8"));
    }
    world.repo().git({"rm", "-q", "a.cc"});
    world.publish("main", world.repo().commit("Remove it"));
    world.repo().git({"revert", "--no-edit", "HEAD"});

    const core::Verdict verdict = report_on(world, "origin/main..main").verdict;

    CHECK(verdict.metrics.ai == (marked ? 10 : 8));
    REQUIRE(verdict.earlier.size() == 1);
    CHECK(verdict.earlier[0].ai == (marked ? 10 : 8));
    CHECK(verdict.earlier[0].tool == (marked ? "claude-code" : "codex"));
    CHECK(verdict.outcome == core::Outcome::blocked);
  }
}

}  // namespace
}  // namespace sallyport::gate::test::line_notes_test

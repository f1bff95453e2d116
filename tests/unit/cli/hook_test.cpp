#include "in_process.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace sallyport::cli::test::hook_test {
namespace {

using Words = std::vector<std::string>;

/// Alice's repository on a branch of its own, with ten lines of an AI staged and their message.
struct Staged : gate::test::World {
  Staged() {
    commit_policy();
    repo().git({"checkout", "-q", "-b", "topic"});
    repo().write("src/app.cc", gate::test::k_ten_lines);
    repo().git({"add", "-A"});
    message = (repo().root() / "message").string();
    util::write_file(message, gate::test::k_by_ai);
  }

  std::string message;
};

/// The line that git gives pre-push for `topic`.
std::string push_line(gate::test::World& world) {
  return "refs/heads/topic " + world.repo().git({"rev-parse", "HEAD"}) + " refs/heads/topic " +
         std::string(40, '0') + "\n";
}

TEST_CASE("a commit of an AI is stopped at its message, in words on the error stream") {
  Staged world;
  const Ran early = run_in(world, {"hook", "pre-commit"});
  CHECK(early.status == 0);
  CHECK(early.err.empty());
  const Ran ran = run_in(world, {"hook", "commit-msg", world.message});
  CHECK(ran.status == 1);
  CHECK(ran.out.empty());
  CHECK(contains(ran.err, "security"));
  CHECK(contains(ran.err, "your message is kept in '" + world.message + "'"));
}

TEST_CASE("a push is judged by the lines on standard input") {
  Staged world;
  world.repo().git({"commit", "-q", "-F", world.message});
  world.publish("main", world.repo().git_oid({"rev-parse", "main"}));
  const Ran ran = run_in(world, {"hook", "pre-push", "origin"}, {.input = push_line(world)});
  CHECK(ran.status == 1);
  CHECK(ran.out.empty());
  CHECK(contains(ran.err, "security"));
  CHECK(run_in(world, {"hook", "pre-push", "origin"}).status == 0);
}

TEST_CASE("a person may skip a hook, an agent may not") {
  Staged world;
  const Words words{"hook", "commit-msg", world.message};
  const Ran person = run_in(world, words, {.variables = {{"SALLYPORT_SKIP", "fire\x1b[2J\n"}}});
  CHECK(person.status == 0);
  CHECK(person.err ==
        "sallyport: commit-msg skipped: fire\\x1b[2J\\x0a (recorded; it is judged again where it "
        "lands)\n");
  CHECK(contains(run_in(world, {"status"}).out,
                 "skipped here: 2023-11-16T02:00:00Z commit-msg: fire\\x1b[2J\\x0a\n"));
  const Ran agent =
      run_in(world, words, {.variables = {{"SALLYPORT_SKIP", "fire"}}, .ancestors = an_agent});
  CHECK(agent.status == 1);
  CHECK(contains(agent.err, "SALLYPORT_SKIP is for people; an agent's is not honoured\n"));
}

TEST_CASE("without a policy a hook lets through with a hint, and says nothing with --quiet") {
  gate::test::World world;
  world.repo().commit("README.md", "hello\n");
  const Ran ran = run_in(world, {"hook", "pre-commit"});
  CHECK(ran.status == 0);
  CHECK(ran.err == "sallyport: no policy; run `sallyport init`\n");
  CHECK(run_in(world, {"--quiet", "hook", "pre-commit"}).err.empty());
}

TEST_CASE("a hook that is not named is told by its manager's variables, or is a mistake") {
  Staged world;
  CHECK(run_in(world, {"hook"}, {.variables = {{"PRE_COMMIT", "1"}}}).status == 0);
  const Ran none = run_in(world, {"hook"});
  CHECK(none.status == 2);
  CHECK(none.err ==
        "sallyport: cannot tell which hook this is\nhint: name it: sallyport hook pre-commit\n");
  const Ran unknown = run_in(world, {"hook", "post-commit"});
  CHECK(unknown.status == 2);
  CHECK(contains(unknown.err, "there is no hook 'post-commit' here\nhint: hooks: pre-commit, "));
  CHECK(run_in(world, {"hook", "commit-msg"}).status == 2);
}

TEST_CASE("a server refuses a push with the name of the ref before the reason") {
  Staged world;
  world.repo().git({"commit", "-q", "-F", world.message});
  const std::string main = world.repo().git({"rev-parse", "main"});
  const std::string line =
      main + " " + world.repo().git({"rev-parse", "topic"}) + " refs/heads/main\n";
  const Ran ran = run_in(world, {"hook", "pre-receive"}, {.input = line});
  CHECK(ran.status == 1);
  CHECK(ran.out.empty());
  CHECK(ran.err.starts_with("sallyport: refs/heads/main: "));
}

}  // namespace
}  // namespace sallyport::cli::test::hook_test

#include "sample.hpp"
#include "signoff/kept/waiting.hpp"
#include "signoff/log/log.hpp"
#include "ssh_sample.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

namespace sallyport::signoff::log_sync_test {
namespace {

using test::Home;

constexpr std::string_view k_branch = "sallyport/signoffs";
const core::Identity k_alice{"Alice", "alice@example.com"};

/// A bare remote and two clones of it, which share `main`.
struct Team {
  Home home;

  Team() {
    home.run({"git", "init", "-q", "--bare", "-b", "main", "remote.git"});
    clone("a");
    home.run({"git", "commit", "-q", "--allow-empty", "-m", "start"}, "a");
    home.run({"git", "push", "-q", "origin", "main"}, "a");
    clone("b");
  }

  void clone(const std::string& name) {
    home.run({"git", "clone", "-q", "file://" + (home.path() / "remote.git").string(), name});
  }

  void append(const std::string& clone, const std::string& notes) {
    core::SignoffRecord record = test::sample_record();
    record.notes = notes;
    const Payload payload = encode_payload(record);
    git::Repository repository = home.open(clone);
    append_to_log(repository, k_branch,
                  log_files(record, payload, encode_envelope(payload.json, "", "")), k_alice,
                  test::k_time);
  }

  static Exchange exchange(const std::string& remote) {
    return {std::string(k_branch), remote, test::every_record().keys,
            [](const core::Oid&) { return std::set<std::string>{}; }};
  }

  SyncResult sync(const std::string& clone, const std::string& remote = "origin") {
    git::Repository repository = home.open(clone);
    return sync_log(repository, exchange(remote), home.environment());
  }

  std::vector<std::string> notes(const std::string& clone) {
    std::vector<std::string> notes;
    const Log log = read_log(home.open(clone), k_branch, test::every_record());
    REQUIRE(log.problems.empty());
    for (const LoggedRecord& logged : log.records) {
      notes.push_back(logged.record.notes);
    }
    std::sort(notes.begin(), notes.end());
    return notes;
  }

  std::string tip(const std::string& clone, const std::string& name) {
    return home.run({"git", "rev-parse", name}, clone);
  }
};

TEST_CASE("a remote without a log is an empty log, and nothing to push is no problem") {
  Team team;
  const SyncResult result = team.sync("a");
  CHECK(result.problem.empty());
  CHECK(result.fetched);
  CHECK_FALSE(result.pushed);
  CHECK(team.notes("a").empty());
}

TEST_CASE("a record reaches a colleague through the remote") {
  Team team;
  team.append("a", "one");
  const SyncResult result = team.sync("a");
  CHECK(result.problem.empty());
  CHECK(result.pushed);
  CHECK(team.tip("a", "refs/remotes/origin/sallyport/signoffs") ==
        team.tip("a", "refs/heads/sallyport/signoffs"));

  git::Repository b = team.home.open("b");
  CHECK(
      fetch_log(b, k_branch, "origin", std::chrono::seconds{60}, team.home.environment()).fetched);
  CHECK(team.notes("b") == std::vector<std::string>{"one"});
}

TEST_CASE("the first record of a clone goes on top of the remote's log") {
  Team team;
  team.append("a", "one");
  team.sync("a");
  team.home.run({"git", "fetch", "-q"}, "b");
  team.append("b", "two");
  CHECK(team.tip("b", "sallyport/signoffs^") == team.tip("a", "sallyport/signoffs"));
}

TEST_CASE("logs that grew apart are united, and nothing is lost") {
  Team team;
  team.append("a", "one");
  team.append("b", "two");
  CHECK(team.sync("a").pushed);
  CHECK(team.sync("b").pushed);
  CHECK(team.sync("a").pushed);
  CHECK(team.notes("a") == std::vector<std::string>{"one", "two"});
  CHECK(team.notes("b") == std::vector<std::string>{"one", "two"});
  CHECK(team.tip("a", "sallyport/signoffs") == team.tip("b", "sallyport/signoffs"));
  CHECK(team.tip("b", "sallyport/signoffs") == team.tip("remote.git", "sallyport/signoffs"));
}

TEST_CASE("only what may be in a log is sent, and what may not stays out of the way") {
  Team team;
  team.append("a", "one");
  git::Repository repository = team.home.open("a");
  append_to_log(repository, k_branch, {{"standing/README", "junk"}}, k_alice, test::k_time);
  CHECK(team.sync("a").pushed);
  CHECK(team.home.run({"git", "ls-tree", "-r", "--name-only", "sallyport/signoffs"}, "remote.git")
            .find("README") == std::string::npos);
  CHECK(team.tip("a", "sallyport/signoffs") == team.tip("remote.git", "sallyport/signoffs"));
  CHECK(team.notes("a") == std::vector<std::string>{"one"});
}

TEST_CASE("a record that waits is sent once its key is among those that may be") {
  Team team;
  git::Repository repository = team.home.open("a");
  const Payload payload = encode_payload(test::sample_record());
  keep_here(repository,
            log_files(test::sample_record(), payload, encode_envelope(payload.json, "", "")),
            {k_alice, test::k_time, "Keep it\n"});
  Exchange exchange = Team::exchange("origin");
  exchange.keys = {};
  CHECK_FALSE(sync_log(repository, exchange, team.home.environment()).pushed);
  CHECK(team.sync("a").pushed);
  CHECK(team.notes("b").empty());
  team.sync("b");
  CHECK(team.notes("b").size() == 1);
  const Log log = read_log(team.home.open("a"), k_branch, {});
  CHECK(log.records.empty());
}

TEST_CASE("what somebody took out of the remote's log is put back") {
  Team team;
  team.append("a", "one");
  team.sync("a");
  team.sync("b");
  team.home.run({"git", "checkout", "-q", "sallyport/signoffs"}, "b");
  team.home.run({"git", "rm", "-q", "-r", "records"}, "b");
  team.home.run({"git", "commit", "-q", "-m", "tidy up"}, "b");
  team.home.run({"git", "push", "-q", "origin", "sallyport/signoffs"}, "b");
  CHECK(team.sync("a").pushed);
  CHECK(team.notes("a") == std::vector<std::string>{"one"});
}

TEST_CASE("a push goes by the hooks, and takes nothing over from the push that it runs in") {
  Team team;
  team.append("a", "one");
  util::write_file(team.home.path() / "a/.git/hooks/pre-push", "#!/bin/sh\nexit 1\n", 0755);
  team.home.environment()["GIT_DIR"] = "/nonexistent";
  team.home.environment()["GIT_INDEX_FILE"] = "/nonexistent/index";
  team.home.environment()["GIT_PUSH_OPTION_COUNT"] = "1";
  team.home.environment()["GIT_PUSH_OPTION_0"] = "x";
  util::Environment hook = team.home.environment();
  team.home.environment().erase("GIT_DIR");
  git::Repository repository = git::Repository::open(
      {.directory = team.home.path() / "a", .git_dir = {}, .environment = {}});
  const SyncResult result = sync_log(repository, Team::exchange("origin"), hook);
  CHECK(result.problem.empty());
  CHECK(result.pushed);
}

TEST_CASE(
    "a remote that refuses or is not there is a problem in git's words, and nothing is lost") {
  Team team;
  team.append("a", "one");
  util::write_file(team.home.path() / "remote.git/hooks/pre-receive",
                   "#!/bin/sh\necho no logs here\nexit 1\n", 0755);
  const SyncResult refused = team.sync("a");
  CHECK(refused.fetched);
  CHECK_FALSE(refused.pushed);
  CHECK(refused.problem.find("no logs here") != std::string::npos);

  const SyncResult absent = team.sync("a", (team.home.path() / "nowhere.git").string());
  CHECK_FALSE(absent.fetched);
  CHECK(absent.problem.find("nowhere.git") != std::string::npos);
  CHECK(team.notes("a") == std::vector<std::string>{"one"});
}

TEST_CASE("a remote given by its address is read and written too") {
  Team team;
  const std::string address = "file://" + (team.home.path() / "remote.git").string();
  team.append("a", "one");
  CHECK(team.sync("a", address).pushed);
  git::Repository b = team.home.open("b");
  CHECK(fetch_log(b, k_branch, address, std::chrono::seconds{60}, team.home.environment()).fetched);
  CHECK(team.notes("b") == std::vector<std::string>{"one"});
}

TEST_CASE("a remote whose log was rewound gets it back") {
  Team team;
  team.append("a", "one");
  team.append("a", "two");
  team.sync("a");
  team.home.run(
      {"git", "update-ref", "refs/heads/sallyport/signoffs", "refs/heads/sallyport/signoffs^"},
      "remote.git");
  CHECK(team.sync("a").pushed);
  CHECK(team.tip("a", "sallyport/signoffs") == team.tip("remote.git", "sallyport/signoffs"));
}

}  // namespace
}  // namespace sallyport::signoff::log_sync_test

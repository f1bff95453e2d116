#include "ci/systems.hpp"
#include "job.hpp"

#include <catch2/catch.hpp>

namespace sallyport::ci::hostile_test {
namespace {

using test::Job;
using test::Json;

/// What is said about a job, with the path of its event file as `FILE`.
std::string failure(const Job& job) {
  std::string said = test::failure([&job] { read_event(job.environment); });
  if (const auto at = said.find(job.path()); at != std::string::npos) {
    said.replace(at, job.path().size(), "FILE");
  }
  return said;
}

std::string failure_of_text(const std::string& text) {
  return failure(Job("GITHUB_ACTIONS", "pull_request", text));
}

/// What is said about a pull request with one member changed.
std::string failure_of_member(const std::string& pointer, const Json& value) {
  Json payload = test::pull_request();
  payload[Json::json_pointer(pointer)] = value;
  return failure(Job("GITHUB_ACTIONS", "pull_request", payload));
}

TEST_CASE("an event file that is no JSON is refused") {
  const std::string text = GENERATE(
      std::string(), std::string("{"), std::string("{\"a\":1} x"), std::string("{\"a\":1e400}"),
      std::string("{\"a\":\"\\ud800\"}"), std::string("{\"a\":\"\xff\"}"),
      std::string("{\"a\0\":1}", 8), std::string(1000, '\0'), std::string("{\"a\":NaN}"));
  CHECK(failure_of_text(text) == "cannot read the event file 'FILE': it is not JSON");
}

TEST_CASE("an event file cut at any byte is refused") {
  const std::string whole = test::pull_request().dump();
  for (std::size_t length = 0; length < whole.size(); length += 7) {
    CHECK(failure_of_text(whole.substr(0, length)) ==
          "cannot read the event file 'FILE': it is not JSON");
  }
}

TEST_CASE("an event file of great depth is refused without running out of stack") {
  constexpr std::size_t k_depth = 100'000;
  CHECK(failure_of_text(std::string(k_depth, '[')) ==
        "cannot read the event file 'FILE': it has more than 64 levels");
  CHECK(failure_of_text(std::string(k_depth, '[') + std::string(k_depth, ']')) ==
        "cannot read the event file 'FILE': it has more than 64 levels");
  std::string objects;
  for (std::size_t level = 0; level < k_depth; ++level) {
    objects += R"({"a":)";
  }
  CHECK(failure_of_text(objects) ==
        "cannot read the event file 'FILE': it has more than 64 levels");
}

TEST_CASE("an event file of more than 16 MiB is refused") {
  const std::string text = R"({"a":")" + std::string(std::size_t{16} << 20U, 'a') + "\"}";
  CHECK(failure_of_text(text) == "cannot read 'FILE': File too large");
}

TEST_CASE("an event file that does not exist is refused") {
  Job job("GITHUB_ACTIONS", "pull_request", test::pull_request());
  job.environment["GITHUB_EVENT_PATH"] = "/does/not/exist.json";
  CHECK(failure(job) == "cannot read the event file '/does/not/exist.json': it does not exist");
}

TEST_CASE("a key that is there twice is refused, since readers differ on which one counts") {
  CHECK(failure_of_text(R"({"action":"closed","action":"opened"})") ==
        "cannot read the event file 'FILE': the key 'action' is there twice");
  CHECK(failure_of_text("{\"a\\n::error::\":1,\"a\\n::error::\":2}") ==
        R"(cannot read the event file 'FILE': the key 'a\x0a::error::' is there twice)");
}

TEST_CASE("an event file that is no object names the member that was looked for") {
  CHECK(
      failure_of_text("[]") ==
      "cannot read pull_request.number in the event file 'FILE': what should hold it is no object");
  CHECK(failure_of_text("null") ==
        "cannot read pull_request.number in the event file 'FILE': it is missing");
}

TEST_CASE("a member that is missing, null or of a wrong type is named with its file") {
  const std::string sha = "cannot read pull_request.head.sha in the event file 'FILE': ";
  CHECK(failure_of_member("/pull_request/head", Json::object()) == sha + "it is missing");
  CHECK(failure_of_member("/pull_request/head/sha", nullptr) == sha + "it is missing");
  CHECK(failure_of_member("/pull_request/head/sha", 5) == sha + "it is no string");
  CHECK(failure_of_member("/pull_request/head/sha", Json::array()) == sha + "it is no string");
  CHECK(failure_of_member("/pull_request/head", "x") == sha + "what should hold it is no object");
  CHECK(failure_of_member("/action", 1) ==
        "cannot read action in the event file 'FILE': it is no string");
}

TEST_CASE("a commit id that is none is refused, and cannot become an option of git") {
  const std::string sha = "cannot read pull_request.head.sha in the event file 'FILE': ";
  CHECK(failure_of_member("/pull_request/head/sha", "") == sha + "'' is no commit id");
  CHECK(failure_of_member("/pull_request/head/sha", "--upload-pack=evil") ==
        sha + "'--upload-pack=evil' is no commit id");
  CHECK(failure_of_member("/pull_request/head/sha", "HEAD") == sha + "'HEAD' is no commit id");
  CHECK(failure_of_member("/pull_request/head/sha", std::string(39, 'a')) ==
        sha + "'" + std::string(39, 'a') + "' is no commit id");
  CHECK(failure_of_member("/pull_request/head/sha", std::string(40, 'g')) ==
        sha + "'" + std::string(40, 'g') + "' is no commit id");
  CHECK(failure_of_member("/pull_request/head/sha", std::string(40, '0')) ==
        sha + "'" + std::string(40, '0') + "' is no commit id");
  CHECK(failure_of_member("/pull_request/head/sha", std::string(1000, 'x')) ==
        sha + "'" + std::string(80, 'x') + "...' is no commit id");
}

TEST_CASE("commit ids of SHA-256 and in upper case are taken as they are") {
  const std::string id = GENERATE(std::string(64, 'd'), std::string(40, 'D'));
  Json payload = test::pull_request();
  payload["pull_request"]["head"]["sha"] = id;
  CHECK(read_event(Job("GITHUB_ACTIONS", "pull_request", payload).environment)->head == id);
}

TEST_CASE("a branch name that git would not take is refused") {
  const auto [name, shown] = GENERATE(table<std::string, std::string>({
      {"", "''"},
      {"-evil", "'-evil'"},
      {"refs/heads/--evil", "'refs/heads/--evil'"},
      {"a..b", "'a..b'"},
      {"a b", "'a b'"},
      {"a\n::error::x", R"('a\x0a::error::x')"},
      {std::string("a\0b", 3), R"('a\x00b')"},
      {"a\x1b[31m", R"('a\x1b[31m')"},
      {"a\x7f", R"('a\x7f')"},
      {"a:b", "'a:b'"},
      {"a@{1}", "'a@{1}'"},
      {"@", "'@'"},
      {"/a", "'/a'"},
      {"a/", "'a/'"},
      {"a//b", "'a//b'"},
      {"a/.b", "'a/.b'"},
      {"a.lock", "'a.lock'"},
      {"a.lock/b", "'a.lock/b'"},
      {"a.", "'a.'"},
      {"a~1", "'a~1'"},
      {"a^", "'a^'"},
      {"a*", "'a*'"},
      {"a?", "'a?'"},
      {"a[b", "'a[b'"},
      {R"(a\b)", R"('a\b')"},
  }));
  CHECK(failure_of_member("/pull_request/head/ref", name) ==
        "cannot read pull_request.head.ref in the event file 'FILE': " + shown +
            " is no valid branch name");
  // A target's name is never a full one: what looks like one is a folder of that name.
  if (!name.starts_with("refs/heads/")) {
    CHECK(failure_of_member("/pull_request/base/ref", name) ==
          "cannot read pull_request.base.ref in the event file 'FILE': " + shown +
              " is no valid branch name");
  }
}

TEST_CASE("a branch name of more than 1024 bytes is refused") {
  CHECK(failure_of_member("/pull_request/head/ref", std::string(1024, 'a')) == "done");
  CHECK(failure_of_member("/pull_request/head/ref", std::string(1025, 'a')) ==
        "cannot read pull_request.head.ref in the event file 'FILE': '" + std::string(80, 'a') +
            "...' is no valid branch name");
}

TEST_CASE("branch names beyond ASCII and in folders are taken as they are") {
  const std::string name = GENERATE(
      "f\xc3\xbc"
      "r/alle",
      "feature/JIRA-1_x#2", "dependabot/npm/a-1.2");
  Json payload = test::pull_request();
  payload["pull_request"]["head"]["ref"] = name;
  CHECK(read_event(Job("GITHUB_ACTIONS", "pull_request", payload).environment)->branch == name);
}

TEST_CASE("an id that is no positive integer is refused") {
  const std::string place = "cannot read pull_request.user.id in the event file 'FILE': ";
  CHECK(failure_of_member("/pull_request/user/id", -5) == place + "'-5' is no positive number");
  CHECK(failure_of_member("/pull_request/user/id", 0) == place + "'0' is no positive number");
  CHECK(failure_of_member("/pull_request/user/id", 1.5) == place + "it is no integer");
  CHECK(failure_of_member("/pull_request/user/id", "583231") == place + "it is no integer");
  CHECK(failure_of_member("/pull_request/user/id", nullptr) == place + "it is missing");
  CHECK(failure_of_member("/pull_request/user/id", 9'000'000'000'000'000'000U) ==
        place + "'9000000000000000000' is no positive number");
}

TEST_CASE("a number beyond 64 bits is no integer") {
  std::string text = test::pull_request().dump();
  text.replace(text.find("583231"), 6, "583231583231583231583231");
  CHECK(failure_of_text(text) ==
        "cannot read pull_request.user.id in the event file 'FILE': it is no integer");
}

TEST_CASE("a flag that is no boolean is refused") {
  Json payload = test::push();
  payload["deleted"] = "false";
  CHECK(failure(Job("GITHUB_ACTIONS", "push", payload)) ==
        "cannot read deleted in the event file 'FILE': it is neither true nor false");
}

TEST_CASE("control characters in a title change nothing") {
  CHECK(failure_of_member("/pull_request/title", "\x1b]0;x\x07\n::error::y") == "done");
}

TEST_CASE("every refusal says how to go on without the CI system's word") {
  try {
    read_event(Job("GITHUB_ACTIONS", "pull_request", std::string("{")).environment);
    FAIL("nothing was refused");
  } catch (const util::Error& error) {
    CHECK(error.hint == "say what to judge: sallyport ci --base COMMIT --head COMMIT --target REF");
  }
}

}  // namespace
}  // namespace sallyport::ci::hostile_test

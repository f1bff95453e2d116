#include "util/process.hpp"

#include "util/file.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <chrono>
#include <filesystem>

namespace sallyport::util::process_test {
namespace {

namespace fs = std::filesystem;

CommandResult shell(const std::string& script, Command command = {}) {
  command.argv = {"/bin/sh", "-c", script};
  return run_command(command);
}

/// A folder with programs `bin/tool` and `tool`, each of which says where it is.
class Tools {
 public:
  Tools() {
    for (const char* place : {"bin/tool", "tool"}) {
      write_file(folder_.path() / place, fmt::format("#!/bin/sh\necho {}\n", place), 0755);
    }
    write_file(folder_.path() / "bin/data", "no program", 0644);
    fs::create_directory(folder_.path() / "bin/folder");
  }

  [[nodiscard]] std::string root() const { return folder_.path().string(); }
  [[nodiscard]] std::string bin() const { return root() + "/bin"; }

 private:
  TemporaryFolder folder_;
};

TEST_CASE("a program is found in the first absolute entry of PATH that has it") {
  const Tools tools;
  CHECK(find_program("tool", {{"PATH", "/nonexistent:" + tools.bin() + ":" + tools.root()}}) ==
        tools.bin() + "/tool");
  CHECK(find_program("data", {{"PATH", tools.bin()}}) == std::nullopt);
  CHECK(find_program("folder", {{"PATH", tools.bin()}}) == std::nullopt);
  CHECK(find_program("tool", {{"PATH", ""}}) == std::nullopt);
  CHECK(find_program("sh", {}).value_or("").ends_with("/sh"));
  CHECK(find_program("./tool", {{"PATH", tools.bin()}}) == "./tool");
}

TEST_CASE("entries of PATH that are empty or relative are passed over") {
  const Tools tools;
  const fs::path before = fs::current_path();
  fs::current_path(tools.root());
  for (const char* path : {".", "", ":", "::/nonexistent", "bin", "./bin:/nonexistent:", "~/bin"}) {
    INFO(path);
    CHECK(find_program("tool", {{"PATH", path}}) == std::nullopt);
    CHECK(run_command({.argv = {"tool"}, .input = {}, .environment = Environment{{"PATH", path}}})
              .status == 127);
  }
  fs::current_path(before);
}

TEST_CASE("PATH of the environment that a command is given decides, in whatever folder it runs") {
  const Tools tools;
  const CommandResult result =
      run_command({.argv = {"tool"},
                   .input = {},
                   .environment = Environment{{"PATH", ".:" + tools.bin()}},
                   .directory = tools.root()});
  CHECK(result.status == 0);
  CHECK(result.output == "bin/tool\n");
}

TEST_CASE("a command's exit code, signal and both outputs are told apart") {
  const CommandResult ended = shell("echo out; echo err >&2; exit 7");
  CHECK(ended.status == 7);
  CHECK(ended.output == "out\n");
  CHECK(ended.errors == "err\n");
  CHECK(shell("kill -TERM $$").status == 128 + 15);
  CHECK(run_command({.argv = {"/nonexistent/tool"}, .input = {}}).status == 127);
  const CommandResult missing = run_command({.argv = {"sallyport-no-such-tool"}, .input = {}});
  CHECK(missing.status == 127);
  CHECK(missing.errors == "'sallyport-no-such-tool' is not in PATH");
  CHECK(shell(":", {.argv = {}, .input = {}, .directory = "/nonexistent"}).status == 127);
}

TEST_CASE("standard input is what is given, and closed after it") {
  CHECK(shell("cat", {.argv = {}, .input = ""}).output.empty());
  const std::string large(std::size_t{3} << 20U, 'x');
  CHECK(shell("cat", {.argv = {}, .input = large}).output == large);
  // A child that reads nothing is no error.
  CHECK(shell("exec <&-; exit 3", {.argv = {}, .input = large}).status == 3);
}

TEST_CASE("a command that takes too long is killed") {
  const auto start = std::chrono::steady_clock::now();
  const CommandResult result = shell("echo begun; exec sleep 60",
                                     {.argv = {}, .input = {}, .timeout = std::chrono::seconds{1}});
  CHECK(result.timed_out);
  CHECK(result.status == 128 + 15);
  CHECK(result.output == "begun\n");
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds{30});
}

TEST_CASE("a command that prints too much is killed") {
  const CommandResult result =
      shell("exec cat /dev/zero", {.argv = {}, .input = {}, .most_output = 100'000});
  CHECK(result.overflowed);
  CHECK_FALSE(result.timed_out);
  CHECK(result.status == 128 + 15);
  CHECK(result.output.size() > 100'000);
  CHECK(result.output.size() < 400'000);
  CHECK_FALSE(shell("printf 12345", {.argv = {}, .input = {}, .most_output = 5}).overflowed);
}

TEST_CASE("only the environment that is given is passed on") {
  const CommandResult result =
      shell("echo \"$ONE-$HOME\"",
            {.argv = {}, .input = {}, .environment = Environment{{"ONE", "1 $HOME"}}});
  CHECK(result.output == "1 $HOME-\n");
}

TEST_CASE("a program that closes its output and reads on is told that nothing more comes") {
  const CommandResult result = shell("exec >&- 2>&-; cat >/dev/null; exit 3",
                                     {.argv = {}, .input = std::string(1U << 20U, 'x')});
  CHECK(result.status == 3);
}

TEST_CASE("a command that is silent for too long is ended, and one that keeps talking is not") {
  Command patient;
  patient.silence = std::chrono::seconds{1};
  CHECK(shell("echo begun; exec sleep 20", patient).timed_out);
  const CommandResult talking = shell("for i in 1 2 3 4; do echo $i; sleep 0.4; done", patient);
  CHECK_FALSE(talking.timed_out);
  CHECK(talking.output == "1\n2\n3\n4\n");
}

TEST_CASE("a command that is ended can take its locks away") {
  const TemporaryFolder folder;
  const auto lock = folder.path() / "lock";
  Command hurried;
  hurried.timeout = std::chrono::seconds{1};
  const CommandResult result = shell(
      fmt::format("trap 'rm {0}; exit 3' TERM; : >{0}; while :; do sleep 0.1; done", lock.string()),
      hurried);
  CHECK(result.timed_out);
  CHECK(result.status == 3);
  CHECK_FALSE(fs::exists(lock));
}

}  // namespace
}  // namespace sallyport::util::process_test

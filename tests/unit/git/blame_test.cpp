#include "git/repository.hpp"
#include "unit/support/sandbox.hpp"
#include "util/error.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <filesystem>
#include <string>
#include <vector>

namespace sallyport::git::blame_test {
namespace {

/// One line for each line of the file: the commit, the line's number there, and the path there.
std::vector<std::string> by_line(const std::vector<BlamedLines>& runs) {
  std::vector<std::string> lines;
  for (const BlamedLines& run : runs) {
    REQUIRE(run.first_line == static_cast<std::int64_t>(lines.size()) + 1);
    for (std::int64_t line = 0; line < run.lines; ++line) {
      lines.push_back(
          fmt::format("{} {} {}", core::to_hex(run.commit), run.first_line_there + line, run.path));
    }
  }
  return lines;
}

/// The same as git itself says it.
std::vector<std::string> as_git_says(Sandbox& sandbox, const std::string& path) {
  std::vector<std::string> lines;
  std::string at;
  const std::string said = sandbox.git({"blame", "-w", "--line-porcelain", "HEAD", "--", path});
  for (const std::string_view line : util::split_lines(said)) {
    const auto fields = util::split(line, ' ');
    if (fields.front().size() == 40 && fields.size() >= 3) {
      at = fields[0] + " " + fields[1];
    } else if (fields.front() == "filename") {
      lines.push_back(at + " " + fields[1]);
    }
  }
  return lines;
}

std::vector<BlamedLines> blame_in(const Repository& repository, const core::Oid& commit,
                                  const std::string& path) {
  return repository.blame(repository.commit(commit), path);
}

/// What helps where a file cannot be blamed; empty: it can.
std::string hint_for(const Repository& repository, const core::Oid& commit,
                     const std::string& path) {
  try {
    static_cast<void>(blame_in(repository, commit, path));
  } catch (const util::Error& error) {
    return error.hint;
  }
  return "";
}

/// The file's ten lines, the third and later indented.
constexpr std::string_view k_indented =
    "zero\none\ntwo\n    three\n    four\n    five\n    six\n    seven\neight\nnine\n";

/// A file with a merge, a rename with a change, and a re-indentation in its history.
void make_history(Sandbox& sandbox) {
  sandbox.commit("src/old.c", "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\n");
  sandbox.git({"switch", "-q", "-c", "topic"});
  sandbox.commit("src/old.c", "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\n");
  sandbox.git({"switch", "-q", "main"});
  sandbox.commit("src/old.c", "zero\none\ntwo\nthree\nfour\nfive\nsix\nseven\neight\n");
  sandbox.git({"merge", "-q", "--no-edit", "topic"});
  std::filesystem::remove(sandbox.path() / "src/old.c");
  sandbox.commit("lib/new.c", "zero\none\ntwo\nthree\nfour\nFIVE\nsix\nseven\neight\nnine\n");
  sandbox.commit("lib/new.c", k_indented);
}

TEST_CASE("lines are followed through a merge, a rename and a re-indentation, as by git blame") {
  Sandbox sandbox;
  make_history(sandbox);
  const core::Oid head = sandbox.git_oid({"rev-parse", "HEAD"});

  const auto runs = blame_in(sandbox.open(), head, "lib/new.c");

  REQUIRE(by_line(runs) == as_git_says(sandbox, "lib/new.c"));
  REQUIRE(runs.size() == 5);
  CHECK(runs[0].path == "src/old.c");
  CHECK(runs[1].lines == 4);
  CHECK(runs[2].commit == head);
  CHECK(runs[2].first_line == 6);
  CHECK(runs[2].path == "lib/new.c");
  CHECK(runs[3].first_line_there == 6);
  CHECK(runs[4].commit == sandbox.git_oid({"rev-parse", "topic"}));
}

TEST_CASE("of a file only those lines are blamed that are asked about") {
  Sandbox sandbox;
  make_history(sandbox);
  const core::Oid head = sandbox.git_oid({"rev-parse", "HEAD"});
  const std::vector<std::int64_t> lines{0, 9};

  const auto runs = sandbox.open().blame(head, "lib/new.c", lines);

  REQUIRE(runs.size() == 2);
  CHECK(runs[0].first_line == 1);
  CHECK(runs[0].lines == 1);
  CHECK(runs[1].first_line == 10);
  CHECK(runs[1].commit == sandbox.git_oid({"rev-parse", "topic"}));
}

TEST_CASE("a file is blamed as it was in the commit that is asked about") {
  Sandbox sandbox;
  const core::Oid first = sandbox.commit("a", "one\n");
  sandbox.commit("a", "two\n");

  const auto runs = blame_in(sandbox.open(), first, "a");

  REQUIRE(runs.size() == 1);
  CHECK(runs[0].commit == first);
  CHECK(runs[0].lines == 1);
}

TEST_CASE("the lines of a commit about to be made are by no commit yet") {
  Sandbox sandbox;
  const core::Oid first = sandbox.commit("a", "one\ntwo\n");
  core::Commit next;
  next.parents = {first};
  sandbox.write("a", "one\nnew\ntwo\n");
  sandbox.git({"add", "a"});
  next.tree = sandbox.git_oid({"write-tree"});

  const auto runs = sandbox.open().blame(next, "a");

  REQUIRE(runs.size() == 3);
  CHECK(runs[0].commit == first);
  CHECK(runs[1].commit == core::Oid{});
  CHECK(runs[1].first_line == 2);
  CHECK(runs[2].first_line_there == 2);
}

TEST_CASE("nobody is blamed for a file that is absent, empty, a folder or no text") {
  Sandbox sandbox;
  using std::string_view_literals::operator""sv;
  sandbox.write("binary", "\0\1\2\3"sv);
  sandbox.write("empty", "");
  const core::Oid head = sandbox.commit("folder/a", "one\n");
  const Repository repository = sandbox.open();

  CHECK(blame_in(repository, head, "binary").empty());
  CHECK(blame_in(repository, head, "empty").empty());
  CHECK(blame_in(repository, head, "folder").empty());
  CHECK(blame_in(repository, head, "absent").empty());
  CHECK(blame_in(repository, head, "folder/a").size() == 1);
}

TEST_CASE("text that replaces a binary is by who replaced it") {
  Sandbox sandbox;
  using std::string_view_literals::operator""sv;
  sandbox.commit("a", "\0\1\2\3\none\n"sv);
  const core::Oid head = sandbox.commit("a", "one\n");

  const auto runs = blame_in(sandbox.open(), head, "a");

  REQUIRE(runs.size() == 1);
  CHECK(runs[0].commit == head);
}

TEST_CASE("blame in a shallow clone names the command that deepens, unless the lines are within") {
  Sandbox sandbox;
  sandbox.commit("a", "one\n");
  sandbox.commit("a", "one\ntwo\n");
  const core::Oid head = sandbox.commit("b", "three\n");
  sandbox.git({"clone", "-q", "--depth=2", "file://" + sandbox.path().string(), "../shallow"});
  OpenOptions options;
  options.directory = sandbox.root() / "shallow";
  options.environment = sandbox.environment();
  const Repository shallow = Repository::open(options);

  CHECK(blame_in(shallow, head, "b").size() == 1);
  CHECK(hint_for(shallow, head, "a") == "git fetch --unshallow");
}

}  // namespace
}  // namespace sallyport::git::blame_test

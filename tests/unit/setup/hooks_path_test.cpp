#include "setup/hook_files.hpp"
#include "unit/setup/playground.hpp"

#include <catch2/catch.hpp>

namespace sallyport::setup::hooks_path_test {
namespace {

namespace fs = std::filesystem;

TEST_CASE("hooks go where a core.hooksPath with blanks points") {
  Playground at;
  const fs::path folder = at.root() / "my hooks";
  at.git({"config", "core.hooksPath", folder.string()});
  install(at.open(), at.options());
  CHECK(is_our_hook(folder / "pre-commit"));
  CHECK_FALSE(fs::exists(at.hook("pre-commit")));
  at.git({"commit", "-q", "--allow-empty", "-m", "one"});
  CHECK(contains(at.log(), "sallyport hook pre-commit\n"));
}

TEST_CASE("a relative core.hooksPath is taken from the top of the work tree") {
  Playground at;
  at.git({"config", "core.hooksPath", ".git/own hooks"});
  fs::create_directory(at.repo() / "sub");
  install(at.open(at.repo() / "sub"), at.options());
  CHECK(is_our_hook(at.repo() / ".git/own hooks/pre-commit"));
}

TEST_CASE("a core.hooksPath among the project's files is refused with the lines to add") {
  Playground at;
  at.git({"config", "core.hooksPath", ".githooks"});
  util::write_file(at.repo() / ".githooks/pre-commit", "#!/bin/sh\n", 0755);
  const util::Error error = error_of([&] { install(at.open(), at.options()); });
  CHECK(error.kind == util::ErrorKind::refused);
  CHECK(contains(error.hint, "in " + (at.repo() / ".githooks/pre-push").string() +
                                 ":  sallyport hook pre-push \"$@\" || exit 1"));
  CHECK(*util::read_file(at.repo() / ".githooks/pre-commit") == "#!/bin/sh\n");
}

TEST_CASE("a hooks folder that links into the work tree is refused too") {
  Playground at;
  fs::create_directory(at.repo() / "scripts");
  fs::remove_all(at.repo() / ".git/hooks");
  fs::create_directory_symlink(at.repo() / "scripts", at.repo() / ".git/hooks");
  CHECK(error_of([&] { install(at.open(), at.options()); }).kind == util::ErrorKind::refused);
  CHECK(fs::is_empty(at.repo() / "scripts"));
}

TEST_CASE("a core.hooksPath of the user's own configuration is refused as shared") {
  Playground at;
  at.git({"config", "--global", "core.hooksPath", (at.root() / "shared").string()});
  const util::Error error = error_of([&] { install(at.open(), at.options()); });
  CHECK(error.kind == util::ErrorKind::refused);
  CHECK(contains(error.what(), "core.hooksPath of global"));
  CHECK(contains(error.hint, "git config --local core.hooksPath"));
  CHECK_FALSE(fs::exists(at.root() / "shared"));
}

TEST_CASE("a core.hooksPath of one command is refused") {
  Playground at;
  at.environment()["GIT_CONFIG_COUNT"] = "1";
  at.environment()["GIT_CONFIG_KEY_0"] = "core.hooksPath";
  at.environment()["GIT_CONFIG_VALUE_0"] = (at.root() / "other").string();
  const util::Error error = error_of([&] { install(at.open(), at.options()); });
  CHECK(error.kind == util::ErrorKind::refused);
  CHECK_FALSE(fs::exists(at.root() / "other"));
}

TEST_CASE("a core.hooksPath that is no folder is refused") {
  Playground at;
  at.git({"config", "core.hooksPath", "/dev/null"});
  const util::Error error = error_of([&] { install(at.open(), at.options()); });
  CHECK(error.hint == "git config --unset core.hooksPath");
}

TEST_CASE("installing from a linked worktree serves every worktree") {
  Playground at;
  at.commit("one");
  at.git({"worktree", "add", "-q", "../second tree", "-b", "topic"});
  install(at.open(at.root() / "second tree"), at.options());
  CHECK(is_our_hook(at.hook("pre-commit")));
  at.run({"git", "commit", "-q", "--allow-empty", "-m", "two"}, at.root() / "second tree");
  CHECK(contains(at.log(), "sallyport hook pre-commit\n"));
}

TEST_CASE("a submodule gets hooks of its own") {
  Playground at;
  at.commit("one");
  at.run({"git", "init", "-q", "-b", "main", "outer"}, at.root());
  at.run({"git", "-c", "protocol.file.allow=always", "submodule", "--quiet", "add",
          at.repo().string(), "inner"},
         at.root() / "outer");
  install(at.open(at.root() / "outer/inner"), at.options());
  CHECK(is_our_hook(at.root() / "outer/.git/modules/inner/hooks/pre-commit"));
  CHECK_FALSE(fs::exists(at.root() / "outer/.git/hooks/pre-commit"));
}

TEST_CASE("a hook manager's configuration is refused with what to add there") {
  struct Row {
    std::string file;
    std::string line;
  };
  const std::vector<Row> rows{{"lefthook.yml", "use_stdin: true"},
                              {".lefthook-local.toml", "sallyport hook pre-push {1} {2}"},
                              {".pre-commit-config.yaml", "entry: sallyport hook"},
                              {".husky/pre-commit", "sallyport hook pre-push \"$@\""},
                              {"hk.pkl", "stdin = \"{{hook_stdin}}\""},
                              {".overcommit.yml", "command: [sallyport, hook, pre-push]"}};
  for (const Row& row : rows) {
    Playground at;
    util::write_file(at.repo() / row.file, "\n");
    const util::Error error = error_of([&] { install(at.open(), at.options()); });
    INFO(row.file);
    CHECK(error.kind == util::ErrorKind::refused);
    CHECK(contains(error.hint, row.line));
    CHECK_FALSE(fs::exists(at.hook("pre-commit")));
  }
}

TEST_CASE("a hook manager that calls us already is left alone") {
  Playground at;
  util::write_file(at.repo() / "lefthook.yml",
                   "pre-push: {jobs: [{run: sallyport hook pre-push}]}\n");
  CHECK(install(at.open(), at.options()) ==
        Actions{"unchanged: lefthook calls sallyport by 'lefthook.yml'",
                "to put its hooks in place: lefthook install"});
  CHECK_FALSE(fs::exists(at.hook("pre-push")));
}

}  // namespace
}  // namespace sallyport::setup::hooks_path_test

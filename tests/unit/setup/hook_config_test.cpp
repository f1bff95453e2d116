#include "setup/hook_config.hpp"

#include "setup/hook_files.hpp"
#include "unit/setup/playground.hpp"

#include <catch2/catch.hpp>

namespace sallyport::setup::hook_config_test {
namespace {

namespace fs = std::filesystem;

/// Runs a configured command the way git does: by sh, with the arguments appended.
util::CommandResult run_configured(Playground& at, const std::string& hook,
                                   const std::string& input) {
  std::string line = at.git({"config", "--get", hook_key(hook, "command")});
  line.pop_back();
  return util::run_command({.argv = {"/bin/sh", "-c", line + " \"$@\"", line, "origin", "url"},
                            .input = input,
                            .environment = at.environment(),
                            .directory = at.repo().string()});
}

TEST_CASE("from git 2.54 on hooks are configured and no file is written") {
  Playground at;
  at.pretend_git("2.55.0");
  install(at.open(), at.options());
  CHECK(at.git({"config", "--local", "hook.sallyport-pre-push.event"}) == "pre-push\n");
  CHECK_FALSE(fs::exists(at.hook("pre-push")));
  CHECK(run_configured(at, "pre-push", "refs\n").status == 0);
  CHECK(at.log() == "sallyport hook pre-push origin url\nrefs\n");
}

TEST_CASE("a configured hook refuses when the program is gone") {
  Playground at;
  at.pretend_git("2.54.0");
  InstallOptions options = at.options();
  install(at.open(), options);
  fs::remove(options.binary);
  const util::CommandResult result = run_configured(at, "pre-commit", "");
  CHECK(result.status == 1);
  CHECK(contains(result.errors, "sallyport: to mend it, install sallyport again"));
}

TEST_CASE("a configured hook takes no program from an entry of PATH that is not absolute") {
  Playground at;
  at.pretend_git("2.54.0");
  InstallOptions options = at.options();
  install(at.open(), options);
  fs::remove(options.binary);
  util::write_file(at.repo() / "sallyport", "#!/bin/sh\necho ran\n", 0755);
  at.environment()["PATH"] = ".:" + at.environment()["PATH"];
  const util::CommandResult result = run_configured(at, "pre-commit", "");
  CHECK(result.status == 1);
  CHECK(result.output.empty());
}

TEST_CASE("configuring twice changes nothing and uninstall takes all of it back") {
  Playground at;
  at.pretend_git("2.55.0");
  const std::string before = Playground::snapshot(at.repo() / ".git");
  install(at.open(), at.options());
  const std::string installed = Playground::snapshot(at.repo() / ".git");
  install(at.open(), at.options());
  CHECK((Playground::snapshot(at.repo() / ".git") == installed));
  uninstall(at.open(), at.options());
  CHECK((Playground::snapshot(at.repo() / ".git") == before));
}

TEST_CASE("hook files of ours make way for configured hooks so that nothing runs twice") {
  Playground at;
  at.foreign_hook(at.hook("pre-commit"), 0);
  install(at.open(), at.options());
  at.pretend_git("2.55.0");
  install(at.open(), at.options());
  CHECK_FALSE(is_our_hook(at.hook("pre-commit")));
  CHECK(contains(*util::read_file(at.hook("pre-commit")), "foreign"));
  CHECK_FALSE(fs::exists(at.hook("pre-push")));
}

TEST_CASE("configured hooks that this git ignores are replaced by files") {
  Playground at;
  at.pretend_git("2.55.0");
  install(at.open(), at.options());
  at.pretend_git("2.53.1");
  install(at.open(), at.options());
  CHECK(is_our_hook(at.hook("pre-commit")));
  CHECK(at.attempt({"git", "config", "--get", "hook.sallyport-pre-commit.command"}, at.repo())
            .status == 1);
}

TEST_CASE("hooks for all repositories need git 2.54") {
  Playground at;
  InstallOptions options = at.options();
  options.global = true;
  at.pretend_git("2.53.9");
  const util::Error error = error_of([&] { install(at.open(), options); });
  CHECK(error.kind == util::ErrorKind::refused);
  CHECK(std::string(error.what()) ==
        "cannot install hooks for all repositories: that needs git 2.54, this is 2.53");
}

TEST_CASE("what is configured for all repositories is not configured again for one") {
  Playground at;
  at.pretend_git("2.54.1");
  InstallOptions options = at.options();
  options.global = true;
  install(at.open(), options);
  CHECK(at.git({"config", "--global", "hook.sallyport-commit-msg.event"}) == "commit-msg\n");
  options.global = false;
  CHECK(contains(joined(install(at.open(), options)),
                 "unchanged: pre-commit is configured for all your repositories"));
  CHECK(at.attempt({"git", "config", "--local", "--get", "hook.sallyport-pre-commit.command"},
                   at.repo())
            .status == 1);
  CHECK(contains(joined(uninstall(at.open(), options)), "sallyport uninstall --global"));
  options.global = true;
  uninstall(at.open(), options);
  CHECK(at.attempt({"git", "config", "--get-regexp", "^hook\\."}, at.repo()).status == 1);
}

TEST_CASE("a core.hooksPath does not hinder configured hooks") {
  Playground at;
  at.git({"config", "--global", "core.hooksPath", (at.root() / "shared").string()});
  at.pretend_git("2.55.0");
  install(at.open(), at.options());
  CHECK(at.git({"config", "--local", "hook.sallyport-pre-commit.event"}) == "pre-commit\n");
}

TEST_CASE("a configuration that cannot be written leaves nothing half done") {
  Playground at;
  install(at.open(), at.options());
  at.pretend_git("2.55.0");
  util::write_file(at.repo() / ".git/config.lock", "");
  const std::string before = Playground::snapshot(at.repo() / ".git");
  CHECK(error_of([&] { install(at.open(), at.options()); }).kind == util::ErrorKind::unavailable);
  CHECK((Playground::snapshot(at.repo() / ".git") == before));
}

}  // namespace
}  // namespace sallyport::setup::hook_config_test

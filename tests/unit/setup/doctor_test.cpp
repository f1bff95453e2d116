#include "setup/doctor.hpp"

#include "setup/hook_files.hpp"
#include "unit/setup/playground.hpp"

#include <catch2/catch.hpp>

namespace sallyport::setup::doctor_test {
namespace {

namespace fs = std::filesystem;

/// Notes and problems, one a line.
std::string faults(Playground& at) {
  std::string text;
  InstallOptions options = at.options();
  for (const Finding& finding : examine_hooks(at.open(), options)) {
    if (finding.grade != Finding::Grade::good) {
      CHECK_FALSE(finding.mend.empty());
      text += finding.what + " -> " + finding.mend + "\n";
    }
  }
  return text;
}

TEST_CASE("doctor finds no fault with hooks that were just installed") {
  Playground at;
  install(at.open(), at.options());
  CHECK(faults(at).empty());
}

TEST_CASE("doctor names each hook that is not installed") {
  Playground at;
  CHECK(contains(faults(at), "pre-push: not installed -> sallyport install\n"));
}

TEST_CASE("doctor finds a hook that is not executable") {
  Playground at;
  install(at.open(), at.options());
  fs::permissions(at.hook("pre-push"), fs::perms::owner_read | fs::perms::owner_write);
  CHECK(contains(faults(at), "chmod +x '" + at.hook("pre-push").string() + "'"));
}

TEST_CASE("doctor finds a hook that another program put in our place") {
  Playground at;
  install(at.open(), at.options());
  at.foreign_hook(at.hook("pre-commit"), 0);
  CHECK(contains(faults(at), "is not ours and does not run the gate"));
}

TEST_CASE("doctor finds a baked program that is gone") {
  Playground at;
  InstallOptions options = at.options();
  options.binary = at.root() / "gone/sallyport";
  install(at.open(), options);
  CHECK(contains(faults(at), "gone/sallyport, which is not there: it blocks everything"));
}

TEST_CASE("doctor finds a worktree whose hooks folder is another") {
  Playground at;
  at.commit("one");
  at.git({"worktree", "add", "-q", "../second", "-b", "topic"});
  at.git({"config", "extensions.worktreeConfig", "true"});
  install(at.open(), at.options());
  CHECK_FALSE(contains(faults(at), "worktree"));
  at.run({"git", "config", "--worktree", "core.hooksPath", (at.root() / "nowhere").string()},
         at.root() / "second");
  CHECK(contains(faults(at), "worktree " + (at.root() / "second").string() + ": git looks in " +
                                 (at.root() / "nowhere").string()));
}

TEST_CASE("doctor finds hooks that are configured twice, disabled or ignored") {
  Playground at;
  at.pretend_git("2.55.0");
  install(at.open(), at.options());
  CHECK(faults(at).empty());
  at.git({"config", "hook.sallyport-pre-push.enabled", "false"});
  CHECK(contains(faults(at), "hook.sallyport-pre-push.enabled is false (local)"));
  util::write_file(at.hook("pre-commit"), hook_text("pre-commit", at.fake_sallyport()), 0755);
  CHECK(contains(faults(at), "pre-commit: runs twice"));
  at.pretend_git("2.50.0");
  CHECK(contains(faults(at), "commit-msg: only configured, and this git ignores that silently"));
}

TEST_CASE("doctor tells what moves or silences hooks") {
  Playground at;
  at.git({"config", "--global", "core.hooksPath", (at.root() / "shared").string()});
  at.git({"config", "advice.ignoredHook", "false"});
  at.environment()["HUSKY"] = "0";
  at.environment()["SALLYPORT_SKIP"] = "hurry";
  const std::string found = faults(at);
  CHECK(
      contains(found, "shared by all repositories -> git config --global --unset core.hooksPath"));
  CHECK(contains(found, "advice.ignoredHook is false"));
  CHECK(contains(found, "HUSKY is set to '0'"));
  CHECK(contains(found, "SALLYPORT_SKIP is set to 'hurry'"));
}

TEST_CASE("doctor finds a git that is too old and a missing ssh-keygen") {
  Playground at;
  install(at.open(), at.options());
  at.pretend_git("2.30.2");
  CHECK(contains(faults(at), "git 2.30: too old, 2.31 is needed"));
  fs::create_symlink("/bin/sh", at.root() / "bin/sh");
  at.environment()["PATH"] = (at.root() / "bin").string();
  CHECK(contains(faults(at), "ssh-keygen is not in PATH"));
}

TEST_CASE("doctor looks into the hook manager's own configuration") {
  Playground at;
  util::write_file(at.repo() / "lefthook.yml", "pre-push: {jobs: []}\n");
  CHECK(
      contains(faults(at), "lefthook owns the hooks ('lefthook.yml') and does not call sallyport"));
  util::write_file(at.repo() / "lefthook.yml",
                   "pre-push: {jobs: [{run: sallyport hook pre-push}]}\n");
  const std::string found = faults(at);
  CHECK(contains(found, "add `use_stdin: true`"));
  CHECK(contains(found, "pre-push: lefthook did not install it -> lefthook install"));
}

}  // namespace
}  // namespace sallyport::setup::doctor_test

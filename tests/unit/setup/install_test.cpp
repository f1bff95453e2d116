#include "setup/hook_files.hpp"
#include "unit/setup/playground.hpp"

#include <catch2/catch.hpp>

namespace sallyport::setup::install_test {
namespace {

namespace fs = std::filesystem;

TEST_CASE("install writes the five hooks and git runs them with their arguments") {
  Playground at;
  install(at.open(), at.options());
  at.git({"commit", "-q", "--allow-empty", "-m", "one"});
  CHECK(at.log() ==
        "sallyport hook pre-commit\n"
        "sallyport hook prepare-commit-msg .git/COMMIT_EDITMSG message\n"
        "sallyport hook commit-msg .git/COMMIT_EDITMSG\n");
  CHECK(fs::exists(at.hook("pre-merge-commit")));
  CHECK(fs::exists(at.hook("pre-push")));
  CHECK_FALSE(fs::exists(at.hook("pre-receive")));
}

TEST_CASE("installing twice changes nothing") {
  Playground at;
  install(at.open(), at.options());
  const std::string before = Playground::snapshot(at.repo() / ".git");
  const std::string said = joined(install(at.open(), at.options()));
  CHECK((Playground::snapshot(at.repo() / ".git") == before));
  CHECK(contains(said, "unchanged: " + at.hook("pre-push").string()));
}

TEST_CASE("a dry run says what install does and changes nothing") {
  Playground at;
  at.foreign_hook(at.hook("pre-commit"), 0);
  InstallOptions options = at.options();
  const std::string before = Playground::snapshot(at.root());
  options.dry_run = true;
  const Actions told = install(at.open(), options);
  CHECK((Playground::snapshot(at.root()) == before));
  options.dry_run = false;
  CHECK(install(at.open(), options) == told);
}

TEST_CASE("a foreign pre-push hook runs first and both get all of standard input") {
  Playground at;
  at.commit("one");
  at.run({"git", "init", "-q", "--bare", "remote.git"}, at.root());
  at.foreign_hook(at.hook("pre-push"), 0);
  install(at.open(), at.options());
  const std::string id = at.git({"rev-parse", "HEAD"}).substr(0, 40);
  at.git({"push", "-q", "../remote.git", "main", "main:other"});
  const std::string zeros(40, '0');
  const std::string refs = "refs/heads/main " + id + " refs/heads/main " + zeros +
                           "\nrefs/heads/main " + id + " refs/heads/other " + zeros + "\n";
  CHECK(at.log() == "foreign ../remote.git ../remote.git\n" + refs +
                        "sallyport hook pre-push ../remote.git ../remote.git\n" + refs);
}

TEST_CASE("a foreign hook that fails stops the commit before ours runs") {
  Playground at;
  at.foreign_hook(at.hook("pre-commit"), 3);
  install(at.open(), at.options());
  CHECK(at.attempt({"git", "commit", "--allow-empty", "-m", "one"}, at.repo()).status == 1);
  CHECK(at.log() == "foreign \n");
  CHECK(at.attempt({at.hook("pre-commit").string()}, at.repo()).status == 3);
}

TEST_CASE("a gate that blocks after a chained pre-push hook stops the push") {
  Playground at;
  at.foreign_hook(at.hook("pre-push"), 0);
  InstallOptions options = at.options();
  install(at.open(), options);
  util::write_file(options.binary, "#!/bin/sh\nexit 1\n", 0755);
  CHECK(at.attempt({at.hook("pre-push").string(), "origin", "url"}, at.repo()).status == 1);
}

TEST_CASE("uninstall restores a foreign hook with its bytes and mode") {
  Playground at;
  at.foreign_hook(at.hook("pre-commit"), 0);
  fs::create_symlink("pre-commit", at.hook("commit-msg"));
  const std::string before = Playground::snapshot(at.repo() / ".git");
  InstallOptions options = at.options();
  install(at.open(), options);
  CHECK(fs::exists(at.hook("pre-commit.sallyport-chained")));
  fs::remove(options.binary);
  uninstall(at.open(), options);
  CHECK((Playground::snapshot(at.repo() / ".git") == before));
}

TEST_CASE("uninstall never removes a hook that is not ours and says what it left") {
  Playground at;
  at.foreign_hook(at.hook("pre-commit"), 0);
  install(at.open(), at.options());
  at.foreign_hook(at.hook("pre-commit"), 7);
  util::write_file(at.repo() / ".sallyport/policy.toml", "schema = 1\n");
  const std::string said = joined(uninstall(at.open(), at.options()));
  CHECK(contains(said, "left: " + at.hook("pre-commit.sallyport-chained").string()));
  CHECK(contains(said, "left: .sallyport and the recorded sign-offs"));
  CHECK(contains(*util::read_file(at.hook("pre-commit")), "exit 7"));
  CHECK_FALSE(fs::exists(at.hook("pre-push")));
}

TEST_CASE("uninstall of a repository without our hooks says so") {
  Playground at;
  CHECK(uninstall(at.open(), at.options()) == Actions{"unchanged: no hook here is ours"});
}

TEST_CASE("install refuses when another hook is already kept under the same name") {
  Playground at;
  at.foreign_hook(at.hook("pre-push"), 0);
  at.foreign_hook(at.hook("pre-push.sallyport-chained"), 5);
  const std::string before = Playground::snapshot(at.repo() / ".git");
  const util::Error error = error_of([&] { install(at.open(), at.options()); });
  CHECK(error.kind == util::ErrorKind::refused);
  CHECK(contains(error.what(), "pre-push.sallyport-chained' holds another hook already"));
  CHECK((Playground::snapshot(at.repo() / ".git") == before));
}

TEST_CASE("a hook that is kept already byte for byte is written over") {
  Playground at;
  at.foreign_hook(at.hook("pre-commit"), 0);
  at.foreign_hook(at.hook("pre-commit.sallyport-chained"), 0);
  install(at.open(), at.options());
  CHECK(is_our_hook(at.hook("pre-commit")));
  uninstall(at.open(), at.options());
  CHECK_FALSE(is_our_hook(at.hook("pre-commit")));
  CHECK_FALSE(fs::exists(at.hook("pre-commit.sallyport-chained")));
}

TEST_CASE("a failure half way leaves the hooks as they were") {
  Playground at;
  at.foreign_hook(at.hook("pre-commit"), 0);
  fs::create_directory(at.hook("pre-push"));
  const std::string before = Playground::snapshot(at.repo() / ".git");
  CHECK(error_of([&] { install(at.open(), at.options()); }).kind == util::ErrorKind::refused);
  CHECK((Playground::snapshot(at.repo() / ".git") == before));
}

TEST_CASE("an older hook of ours is renewed and stays chained") {
  Playground at;
  at.foreign_hook(at.hook("pre-commit"), 0);
  install(at.open(), at.options());
  util::write_file(at.hook("pre-commit"), "#!/bin/sh\n# sallyport-hook v1\nexit 0\n", 0644);
  CHECK(contains(joined(install(at.open(), at.options())),
                 "renew: " + at.hook("pre-commit").string()));
  at.git({"commit", "-q", "--allow-empty", "-m", "one"});
  CHECK(contains(at.log(), "foreign \nsallyport hook pre-commit\n"));
}

TEST_CASE("a hook refuses with three lines when the program is gone") {
  Playground at;
  InstallOptions options = at.options();
  install(at.open(), options);
  fs::remove(options.binary);
  const auto result = at.attempt({"git", "commit", "--allow-empty", "-m", "one"}, at.repo());
  CHECK(result.status == 1);
  CHECK(result.errors ==
        "sallyport: cannot run the pre-commit hook: the program is neither at " +
            options.binary.string() +
            " nor in PATH\n"
            "sallyport: refused, since nobody checked; your files and your index are as they were\n"
            "sallyport: to mend it, install sallyport again and run: sallyport install\n");
}

TEST_CASE("a hook falls back to the program in PATH when the baked one moved") {
  Playground at;
  InstallOptions options = at.options();
  install(at.open(), options);
  fs::rename(options.binary, at.root() / "bin/sallyport");
  at.git({"commit", "-q", "--allow-empty", "-m", "one"});
  CHECK(contains(at.log(), "sallyport hook pre-commit\n"));
}

TEST_CASE("a program path with a quote in it is called all the same") {
  Playground at;
  InstallOptions options = at.options();
  const fs::path odd = at.root() / "o'dd \"$x\"/sallyport";
  fs::create_directories(odd.parent_path());
  fs::rename(options.binary, odd);
  options.binary = odd;
  install(at.open(), options);
  at.git({"commit", "-q", "--allow-empty", "-m", "one"});
  CHECK(contains(at.log(), "sallyport hook pre-commit\n"));
  CHECK(baked_binary(*util::read_file(at.hook("pre-commit"))) == odd.string());
}

TEST_CASE("an unknown hook is a usage error that names the nearest one") {
  Playground at;
  InstallOptions options = at.options();
  options.hooks = {"pre-comit"};
  const util::Error error = error_of([&] { install(at.open(), options); });
  CHECK(error.kind == util::ErrorKind::usage);
  CHECK(error.hint == "did you mean 'pre-commit'?");
}

TEST_CASE("a bare repository gets pre-receive only, and only when it is named") {
  Playground at;
  at.run({"git", "init", "-q", "--bare", "server.git"}, at.root());
  InstallOptions options = at.options();
  const util::Error error = error_of([&] { install(at.open(at.root() / "server.git"), options); });
  CHECK(error.kind == util::ErrorKind::refused);
  CHECK(contains(error.hint, "--hooks pre-receive"));
  options.hooks = {"pre-receive"};
  at.foreign_hook(at.root() / "server.git/hooks/pre-receive", 0);
  install(at.open(at.root() / "server.git"), options);
  at.commit("one");
  at.git({"push", "-q", "../server.git", "main"});
  CHECK(contains(at.log(), "foreign \n" + std::string(40, '0')));
  CHECK(contains(at.log(), "sallyport hook pre-receive\n" + std::string(40, '0')));
}

}  // namespace
}  // namespace sallyport::setup::install_test

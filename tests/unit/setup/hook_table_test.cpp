#include "setup/hook_table.hpp"

#include "unit/setup/playground.hpp"

namespace sallyport::setup::hook_table_test {

TEST_CASE("lefthook passes the refs on only where its configuration says use_stdin") {
  const Playground playground;
  const auto file = playground.repo() / "lefthook.yml";
  util::write_file(file, "pre-push: {jobs: [{run: sallyport hook pre-push}]}\n");
  const auto without = find_hook_manager(playground.repo());
  REQUIRE(without);
  CHECK(without->name == "lefthook");
  CHECK(without->input_key == "use_stdin");
  CHECK(without->calls_us());
  CHECK_FALSE(without->passes_input());
  util::write_file(file, "pre-push: {jobs: [{run: sallyport hook pre-push, use_stdin: true}]}\n");
  CHECK(find_hook_manager(playground.repo())->passes_input());
}

TEST_CASE("what lefthook is told to do by us passes the refs on") {
  const Playground playground;
  util::write_file(playground.repo() / "lefthook.yml", "\n");
  const auto manager = find_hook_manager(playground.repo());
  REQUIRE(manager);
  util::write_file(playground.repo() / "lefthook.yml", std::string(manager->stanza));
  CHECK(find_hook_manager(playground.repo())->passes_input());
}

TEST_CASE("husky lets a hook inherit its input") {
  const Playground playground;
  std::filesystem::create_directories(playground.repo() / ".husky");
  util::write_file(playground.repo() / ".husky/pre-push", "sallyport hook pre-push \"$@\"\n");
  const auto manager = find_hook_manager(playground.repo());
  REQUIRE(manager);
  CHECK(manager->name == "husky");
  CHECK(manager->passes_input());
}

TEST_CASE("every file that a hook manager is known by is watched as one") {
  for (const std::string file :
       {"lefthook.yml", "lefthook.toml", ".lefthook.json", ".config/lefthook.yaml",
        ".config/lefthook-local.yml", ".husky/pre-push", ".pre-commit-config.yaml", "prek.toml",
        "hk.pkl", "hk.local.pkl", ".config/hk.local.pkl", ".overcommit.yml"}) {
    INFO(file);
    CHECK(is_manager_file(file));
    CHECK_FALSE(is_manager_file("docs/" + file));
  }
}

TEST_CASE("the shared file of a manager is named before the one of this clone alone") {
  const Playground playground;
  util::write_file(playground.repo() / "lefthook-local.yml", "\n");
  CHECK(find_hook_manager(playground.repo())->file == "lefthook-local.yml");
  util::write_file(playground.repo() / ".config/lefthook.toml", "# sallyport\n");
  CHECK(find_hook_manager(playground.repo())->file == ".config/lefthook.toml");
  CHECK(find_hook_manager(playground.repo())->calls_us());
  util::write_file(playground.repo() / "lefthook.json", "{}\n");
  CHECK(find_hook_manager(playground.repo())->file == "lefthook.json");
}

TEST_CASE("the hooks of a clone are installed when none is named, those of a server are not") {
  CHECK(hooks_of(HookSide::clone) == std::vector<std::string>{"pre-commit", "pre-merge-commit",
                                                              "prepare-commit-msg", "commit-msg",
                                                              "pre-push"});
  CHECK(hooks_of(HookSide::server) == std::vector<std::string>{"pre-receive"});
}

}  // namespace sallyport::setup::hook_table_test

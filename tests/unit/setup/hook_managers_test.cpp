#include "setup/hook_managers.hpp"

#include "unit/setup/playground.hpp"

namespace sallyport::setup {

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

}  // namespace sallyport::setup

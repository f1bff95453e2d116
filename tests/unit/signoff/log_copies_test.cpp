#include "signoff/log/log_copies.hpp"

#include "sample.hpp"
#include "ssh_sample.hpp"
#include "unit/support/sandbox.hpp"

#include <catch2/catch.hpp>

namespace sallyport::signoff::log_copies_test {
namespace {

using test::Home;

constexpr std::string_view k_branch = "sallyport/signoffs";
constexpr const char* k_copy = "refs/remotes/origin/sallyport/signoffs";

/// A clone whose copy of the log can be set to any of three commits: one, two on top of it, and
/// another on top of it.
class Clone {
 public:
  Clone() : repository_(home_.make_repository("repo")) {
    home_.run({"git", "remote", "add", "origin", "https://git.example.com/widgets.git"}, "repo");
    one = commit("one", {});
    two = commit("two", {one});
    other = commit("other", {one});
  }

  void set(const core::Oid& to) {
    home_.run({"git", "update-ref", k_copy, core::to_hex(to)}, "repo");
  }
  void remove() { home_.run({"git", "update-ref", "-d", k_copy}, "repo"); }
  void git(const std::vector<std::string>& argv) { home_.run(argv, "repo"); }

  std::vector<core::Oid> lost() {
    const auto found = watch_copies(home_.open("repo"), k_branch);
    return found.empty() ? std::vector<core::Oid>{} : found.front().before;
  }

  std::string told() {
    const auto found = watch_copies(home_.open("repo"), k_branch);
    return found.empty() ? "" : describe(found.front());
  }

  [[nodiscard]] std::filesystem::path cache_folder() const {
    return repository_.common_dir() / "sallyport";
  }

  core::Oid one, two, other;

 private:
  core::Oid commit(const std::string& message, const std::vector<core::Oid>& parents) {
    core::Commit commit;
    commit.author = commit.committer = {"Alice", "alice@example.com"};
    commit.time = test::k_time;
    commit.message = message;
    commit.parents = parents;
    commit.tree =
        git::tree_with(repository_, core::empty_tree(), {{"x", repository_.write_blob("")}});
    return repository_.write_commit(commit);
  }

  Home home_;
  git::Repository repository_;
};

using Tips = std::vector<core::Oid>;

TEST_CASE("a copy that grows has lost nothing") {
  Clone clone;
  CHECK(clone.lost().empty());
  clone.set(clone.one);
  CHECK(clone.lost().empty());
  clone.set(clone.two);
  CHECK(clone.lost().empty());
}

TEST_CASE("a copy that went back is told of until it has again what it lost") {
  Clone clone;
  clone.set(clone.two);
  CHECK(clone.lost().empty());
  clone.set(clone.one);
  CHECK(clone.lost() == Tips{clone.two});
  CHECK(clone.told() == "'refs/remotes/origin/sallyport/signoffs' went back from " +
                            core::abbreviated(clone.two) + " to " + core::abbreviated(clone.one) +
                            "; what it lost still counts here, and 'sallyport sync' puts it back");
  clone.set(clone.other);
  CHECK(clone.lost() == Tips{clone.two});
  clone.set(clone.two);
  CHECK(clone.lost() == Tips{clone.other});
}

TEST_CASE("a copy that was deleted is told of") {
  Clone clone;
  clone.set(clone.two);
  CHECK(clone.lost().empty());
  clone.remove();
  CHECK(clone.lost() == Tips{clone.two});
  CHECK(clone.told() == "'refs/remotes/origin/sallyport/signoffs' was deleted at " +
                            core::abbreviated(clone.two) +
                            "; what it lost still counts here, and 'sallyport sync' puts it back");
}

TEST_CASE(
    "nothing is missed of a remote that is configured no more, or once the cache is deleted") {
  Clone clone;
  clone.set(clone.two);
  CHECK(clone.lost().empty());
  SECTION("the remote is gone") {
    clone.git({"git", "remote", "remove", "origin"});
    CHECK(clone.lost().empty());
  }
  SECTION("the cache is deleted") {
    clone.set(clone.one);
    CHECK(clone.lost().size() == 1);
    std::filesystem::remove_all(clone.cache_folder());
    CHECK(clone.lost().empty());
  }
}

}  // namespace
}  // namespace sallyport::signoff::log_copies_test

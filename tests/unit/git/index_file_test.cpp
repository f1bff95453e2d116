#include "git/backend/index_file.hpp"

#include "git/repository.hpp"
#include "unit/support/sandbox.hpp"
#include "util/error.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::git::index_file_test {
namespace {

constexpr unsigned k_seed = 20261130;

/// Stages and unstages a few of a few files; the same seed makes the same changes everywhere.
class Changes {
 public:
  explicit Changes(Sandbox& sandbox) : sandbox_(sandbox) {}

  void make() {
    const std::string path = name();
    switch (below(8)) {
      case 0:
        sandbox_.git({"rm", "-rqf", "--cached", "--ignore-unmatch", "--", path});
        break;
      case 1:
        sandbox_.git(
            {"rm", "-rqf", "--cached", "--ignore-unmatch", "--", path.substr(0, path.find('/'))});
        break;
      case 2:
        announce(path);
        break;
      case 3:
        sandbox_.git({"write-tree"});
        break;
      case 4:
        sandbox_.git({"update-index", "--index-version", std::to_string(2 + below(2) * 2)});
        break;
      default:
        stage(path, below(4) == 0 ? "100755" : "100644");
    }
  }

  int below(int limit) { return static_cast<int>(engine_() % static_cast<unsigned>(limit)); }

 private:
  void stage(const std::string& path, const std::string& mode) {
    const std::string blob =
        sandbox_.git({"hash-object", "-w", "--stdin"}, std::to_string(below(50)));
    sandbox_.git(
        {"update-index", "--add", "--replace", "--cacheinfo", mode + "," + blob + "," + path});
  }

  void announce(const std::string& path) {
    const bool is_short = path.size() < 100;
    if (is_short && sandbox_.run({"ls-files", "--error-unmatch", "--", path}).status != 0) {
      std::filesystem::remove_all(sandbox_.path() / path.substr(0, path.find('/')));
      sandbox_.write(path, "announced\n");
      sandbox_.run({"add", "--intent-to-add", "--", path});
    }
  }

  std::string name() {
    std::string path;
    for (int depth = below(4); depth > 0; --depth) {
      path += std::string(1, static_cast<char>('a' + below(3))) + (below(2) == 0 ? "/" : ".d/");
    }
    for (int more = below(10) == 0 ? 30 : 0; more > 0; --more) {
      path += std::string(200, 'a') + "/";
    }
    return path + std::string(1, static_cast<char>('a' + below(4)));
  }

  Sandbox& sandbox_;
  std::mt19937 engine_{k_seed};
};

TEST_CASE("the tree of an index is the one that git writes") {
  Sandbox sandbox;
  Changes changes(sandbox);
  for (int round = 0; round < 80; ++round) {
    for (int times = 1 + changes.below(4); times > 0; --times) {
      changes.make();
    }
    INFO("seed " << k_seed << ", round " << round);
    const core::Oid ours = sandbox.open().index_tree();
    REQUIRE(core::to_hex(ours) == sandbox.git({"write-tree"}));
    REQUIRE(sandbox.open().store_index_tree() == ours);
  }
}

TEST_CASE("a folder that an index takes to have another number of entries is read anew") {
  Sandbox sandbox;
  sandbox.write("a/b/one", "1\n");
  sandbox.write("a/b/two", "2\n");
  sandbox.commit("c", "3\n");
  sandbox.write("c", "4\n");
  sandbox.git({"add", "c"});
  const std::string tree = sandbox.git({"write-tree"});
  const auto index = sandbox.path() / ".git/index";
  std::string bytes = util::read_file(index).value();
  const std::string known("a\0002 1\n", 6);
  const auto at = bytes.find(known);
  REQUIRE(at != std::string::npos);
  bytes[at + 2] = '1';
  util::write_file(index, bytes);

  CHECK(core::to_hex(sandbox.open().index_tree()) == tree);
}

/// What helps where an index cannot be read; empty: it can.
std::string hint_for(std::string_view index) {
  try {
    static_cast<void>(tree_of_index_file(
        index, {.store = [](std::string_view /*tree*/) { return core::empty_tree(); },
                .has = [](const core::Oid& /*tree*/) { return true; }}));
  } catch (const util::Error& error) {
    return error.hint;
  }
  return "";
}

TEST_CASE("an index that is cut short is named, unless it holds all entries") {
  Sandbox sandbox;
  sandbox.commit("folder/a", "1\n");
  const std::string index = util::read_file(sandbox.path() / ".git/index").value();
  constexpr std::size_t k_whole = 12 + 72 + 20;  // header, entry, checksum
  for (std::size_t size = 0; size < index.size(); ++size) {
    const bool is_named = hint_for(std::string_view(index).substr(0, size)) == "git status";
    CHECK(is_named == (size != k_whole));
  }
}

}  // namespace
}  // namespace sallyport::git::index_file_test

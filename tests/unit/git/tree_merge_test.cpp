#include "git/repository.hpp"
#include "unit/support/sandbox.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <random>
#include <string>
#include <vector>

namespace sallyport::git::tree_merge_test {
namespace {

constexpr unsigned k_seed = 20261130;

/// Makes commits that change a few of a few files; the same seed makes the same ones everywhere.
class Sides {
 public:
  explicit Sides(Sandbox& sandbox) : sandbox_(sandbox) {}

  void change(int times) {
    for (int i = 0; i < times; ++i) {
      change();
    }
    sandbox_.git({"add", "-A"});
    sandbox_.git({"commit", "-q", "--allow-empty", "-m", "Change"});
  }

  int below(int limit) { return static_cast<int>(engine_() % static_cast<unsigned>(limit)); }

 private:
  void change() {
    const std::string path = name();
    const auto file = sandbox_.path() / path;
    switch (below(6)) {
      case 0:
        std::filesystem::remove_all(file);
        break;
      case 1:
        std::filesystem::remove_all(file);
        sandbox_.write(path, text());
        break;
      case 2:
        if (const std::string to = name(); std::filesystem::is_regular_file(file) && to != path) {
          std::filesystem::remove_all(sandbox_.path() / to);
          std::filesystem::create_directories((sandbox_.path() / to).parent_path());
          std::filesystem::rename(file, sandbox_.path() / to);
        }
        break;
      default:
        if (std::filesystem::is_regular_file(file)) {
          sandbox_.write(path, edited(util::read_file(file, 1 << 20).value_or("")));
        }
    }
  }

  std::string name() {
    const std::string folder = below(2) == 0 ? "" : below(2) == 0 ? "lib/" : "lib/deep/";
    return folder + std::string(1, static_cast<char>('a' + below(4)));
  }

  std::string text() {
    std::string lines;
    for (int i = 0; i < 12; ++i) {
      lines += "line " + std::to_string(i) + " of " + std::to_string(below(3)) + "\n";
    }
    return lines;
  }

  std::string edited(std::string text) {
    const auto line = text.find('\n', text.size() * static_cast<std::size_t>(below(10)) / 10);
    return line == std::string::npos
               ? text + "more\n"
               : text.insert(line + 1, "new " + std::to_string(below(3)) + "\n");
  }

  Sandbox& sandbox_;
  std::mt19937 engine_{k_seed};
};

/// The tree that git makes of a merge; empty where it conflicts.
std::string merged_by_git(Sandbox& sandbox) {
  const auto result = sandbox.run({"merge-tree", "--write-tree", "--no-messages", "main", "topic"});
  return result.status == 0 ? result.output.substr(0, result.output.find('\n')) : "";
}

/// Branches `main` and `topic` that start from the same.
void make_sides(Sandbox& sandbox, Sides& sides) {
  sandbox.git({"checkout", "-q", "--orphan", "base"});
  sandbox.git({"rm", "-rqf", "--ignore-unmatch", "."});
  sides.change(14);
  sandbox.git({"checkout", "-q", "-B", "topic"});
  sides.change(1 + sides.below(3));
  sandbox.git({"checkout", "-q", "-B", "main", "base"});
  sides.change(1 + sides.below(3));
  sandbox.git({"branch", "-q", "-D", "base"});
}

TEST_CASE("a merge of two sides is clean when it has the tree that git makes of them") {
  Sandbox sandbox;
  Sides sides(sandbox);
  int clean = 0;
  for (int round = 0; round < 40; ++round) {
    make_sides(sandbox, sides);
    const std::string merged = merged_by_git(sandbox);
    const core::Oid ours = sandbox.git_oid({"rev-parse", "main"});
    const core::Oid theirs = sandbox.git_oid({"rev-parse", "topic"});
    const Repository repository = sandbox.open();
    const core::Oid tree = repository.tree_of(ours);
    INFO("seed " << k_seed << ", round " << round);
    const core::Oid by_git = core::parse_oid(merged).value_or(core::Oid{});
    const bool agrees = repository.is_merge_of(tree, ours, theirs) == (by_git == tree) &&
                        repository.is_merge_of(by_git, ours, theirs) == !merged.empty();
    CHECK(agrees);
    clean += merged.empty() ? 0 : 1;
  }
  CHECK(clean > 20);
}

}  // namespace
}  // namespace sallyport::git::tree_merge_test

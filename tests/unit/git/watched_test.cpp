#include "unit/support/sandbox.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace sallyport::git::watched_test {
namespace {

/// "commit path added" of each watched file, README.md being watched at any depth.
std::vector<std::string> watched(const Sandbox& sandbox, const core::Oid& base,
                                 const core::Oid& head) {
  const Repository repository = sandbox.open();
  ChangeRequest request = Sandbox::range(repository, base, head);
  request.watches = [](std::string_view path) { return path.ends_with("README.md"); };
  std::vector<std::string> found;
  for (const core::WatchedFile& file : repository.read_change(request).watched) {
    found.push_back(std::to_string(file.commit) + " " + file.path +
                    (file.added ? " added" : " altered"));
  }
  return found;
}

using Files = std::vector<std::string>;

TEST_CASE("a watched file belongs to each commit that added or altered it") {
  Sandbox sandbox;
  const core::Oid base = sandbox.commit("a", "1\n");
  sandbox.commit("web/README.md", "one\n");
  sandbox.commit("a", "2\n");
  const core::Oid head = sandbox.commit("web/README.md", "two\n");

  CHECK(watched(sandbox, base, head) == Files{"0 web/README.md added", "2 web/README.md altered"});
}

TEST_CASE("a watched file that a later commit deleted was added all the same") {
  Sandbox sandbox;
  const core::Oid base = sandbox.commit("a", "1\n");
  sandbox.commit("README.md", "one\n");
  sandbox.git({"rm", "-q", "README.md"});
  const core::Oid head = sandbox.commit("Remove it");

  CHECK(watched(sandbox, base, head) == Files{"0 README.md added"});
}

TEST_CASE("moving a watched file adds none") {
  Sandbox sandbox;
  const core::Oid base = sandbox.commit("README.md", "one\n");
  std::filesystem::create_directories(sandbox.path() / "docs");
  sandbox.git({"mv", "README.md", "docs/README.md"});
  const core::Oid head = sandbox.commit("Move it");

  CHECK(watched(sandbox, base, head) == Files{"0 docs/README.md altered"});
}

TEST_CASE("a merge does not add what one of its parents has") {
  Sandbox sandbox;
  const core::Oid base = sandbox.commit("a", "1\n");
  sandbox.git({"checkout", "-q", "-b", "topic"});
  sandbox.commit("README.md", "one\n");
  sandbox.git({"checkout", "-q", "main"});
  sandbox.commit("b", "1\n");
  sandbox.git({"merge", "-q", "--no-edit", "topic"});
  const core::Oid head = sandbox.git_oid({"rev-parse", "HEAD"});

  const auto found = watched(sandbox, base, head);
  REQUIRE(found.size() == 1);
  CHECK(found[0].ends_with(" README.md added"));
}

TEST_CASE("the start of a blob is all of a short one") {
  Sandbox sandbox;
  const core::Oid blob = sandbox.git_oid({"hash-object", "-w", "--stdin"}, "0123456789");
  const Repository repository = sandbox.open();

  CHECK(repository.blob_start(blob, 4) == "0123");
  CHECK(repository.blob_start(blob, 64) == "0123456789");
}

}  // namespace
}  // namespace sallyport::git::watched_test

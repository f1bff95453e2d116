#include "git/repository.hpp"
#include "unit/support/sandbox.hpp"
#include "util/error.hpp"
#include "util/file.hpp"
#include "util/text.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace sallyport::git::references_test {
namespace {

std::vector<std::string> by_git(Sandbox& sandbox, const std::string& prefix) {
  const std::string lines = sandbox.git(
      {"for-each-ref",
       "--format=%(refname) %(if)%(*objectname)%(then)%(*objectname)%(else)%(objectname)%(end)",
       prefix});
  return lines.empty() ? std::vector<std::string>{} : util::split(lines, '\n');
}

std::vector<std::string> by_us(const Repository& repository, const std::string& prefix) {
  std::vector<std::string> lines;
  for (const Reference& ref : repository.references(prefix)) {
    CHECK(repository.reference(ref.name) == ref.target);
    lines.push_back(ref.name + ' ' + core::to_hex(ref.target));
  }
  return lines;
}

/// Both about the same prefixes.
void compare(Sandbox& sandbox) {
  for (const char* const prefix : {"refs/", "refs/heads/", "refs/heads/b1/", "refs/tags/"}) {
    INFO(prefix);
    CHECK(by_us(sandbox.open(), prefix) == by_git(sandbox, prefix));
  }
}

/// Branches b0/0 … in no order of size, tags that are objects, and a symbolic ref.
void make_refs(Sandbox& sandbox, int count) {
  sandbox.commit("first");
  sandbox.commit("second");
  std::string commands;
  for (int i = 0; i < count; ++i) {
    const core::Oid at = i % 50 == 0 ? sandbox.commit("c" + std::to_string(i), "1\n")
                                     : sandbox.git_oid({"rev-parse", "HEAD"});
    commands += "create refs/heads/b" + std::to_string(i % 7) + '/' + std::to_string(i * 37) + ' ' +
                core::to_hex(at) + '\n';
  }
  sandbox.git({"update-ref", "--stdin"}, commands);
  sandbox.git({"tag", "light", "HEAD~2"});
  sandbox.git({"tag", "-m", "of a commit", "annotated", "HEAD~1"});
  sandbox.git({"symbolic-ref", "refs/heads/symbolic", "refs/heads/b1/37"});
}

std::filesystem::path packed_refs(const Sandbox& sandbox) {
  return sandbox.path() / ".git/packed-refs";
}

TEST_CASE("refs are what git says they are: loose, packed, and some of both") {
  Sandbox sandbox;
  make_refs(sandbox, 300);
  compare(sandbox);
  sandbox.git({"pack-refs", "--all"});
  compare(sandbox);
  sandbox.git({"update-ref", "refs/heads/b1/37", "HEAD~3"});
  sandbox.git({"update-ref", "refs/heads/a", "HEAD"});
  sandbox.git({"update-ref", "-d", "refs/heads/b3/111"});
  compare(sandbox);
  for (const char* const absent :
       {"refs/heads/b1", "refs/heads/b1/3", "refs/heads/b1/370000", "refs/heads/", "refs/zzz",
        "refs/a", "refs/heads/../heads/a", "/refs/heads/a", "refs/heads/b3/111"}) {
    INFO(absent);
    CHECK_FALSE(sandbox.open().reference(absent));
  }
}

TEST_CASE("packed refs that an old git wrote in another order are read") {
  Sandbox sandbox;
  make_refs(sandbox, 40);
  sandbox.git({"pack-refs", "--all"});
  std::vector<std::string> lines = util::split(*util::read_file(packed_refs(sandbox)), '\n');
  std::string text;
  for (std::size_t i = lines.size(); i-- > 1;) {  // without the header; `^ID` follows its tag
    if (lines[i].empty() || lines[i].starts_with('^')) {
      continue;
    }
    text += lines[i] + '\n';
    if (i + 1 < lines.size() && lines[i + 1].starts_with('^')) {
      text += lines[i + 1] + '\n';
    }
  }
  util::write_file(packed_refs(sandbox), text);
  compare(sandbox);
}

TEST_CASE("a worktree has its own HEAD and shares the branches") {
  Sandbox sandbox;
  make_refs(sandbox, 3);
  sandbox.git({"worktree", "add", "-q", "-b", "other", "../other", "HEAD~1"});
  OpenOptions options;
  options.directory = sandbox.root() / "other";
  options.environment = sandbox.environment();
  const Repository other = Repository::open(options);
  CHECK(other.head_branch() == "refs/heads/other");
  CHECK(other.reference("refs/heads/main") == sandbox.open().head_commit());
  CHECK(by_us(other, "refs/heads/") == by_git(sandbox, "refs/heads/"));
}

TEST_CASE("a HEAD that is a link is symbolic, as git made it long ago") {
  Sandbox sandbox;
  const core::Oid commit = sandbox.commit("first");
  std::filesystem::remove(sandbox.path() / ".git/HEAD");
  std::filesystem::create_symlink("refs/heads/main", sandbox.path() / ".git/HEAD");
  CHECK(sandbox.open().head_branch() == "refs/heads/main");
  CHECK(sandbox.open().head_commit() == commit);
}

TEST_CASE("refs that dangle, go in circles or hold junk are not listed") {
  Sandbox sandbox;
  sandbox.commit("first");
  const auto heads = sandbox.path() / ".git/refs/heads";
  util::write_file(heads / "circle", "ref: refs/heads/circle\n");
  util::write_file(heads / "dangling", "ref: refs/heads/nothing\n");
  util::write_file(heads / "junk", "junk\n");
  util::write_file(heads / "empty", "");
  util::write_file(heads / "zero", std::string(40, '0') + '\n');
  util::write_file(heads / "main.lock", core::to_hex(*sandbox.open().head_commit()) + '\n');
  compare(sandbox);
  CHECK_FALSE(sandbox.open().reference("refs/heads/dangling"));
  if (sandbox.environment()["SALLYPORT_GIT_BACKEND"].empty()) {  // git says nothing of them
    for (const char* const name : {"circle", "junk", "empty", "zero"}) {
      CHECK_THROWS_AS(sandbox.open().reference(std::string("refs/heads/") + name), util::Error);
    }
    util::write_file(packed_refs(sandbox), "# pack-refs with: peeled fully-peeled sorted \njunk\n");
    CHECK_THROWS_AS(sandbox.open().references("refs/heads/"), util::Error);
  }
}

}  // namespace
}  // namespace sallyport::git::references_test

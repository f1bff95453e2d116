#include "git/repository.hpp"
#include "unit/support/sandbox.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace sallyport::git::earlier_test {
namespace {

using Texts = std::vector<std::string>;

core::Change read(const Sandbox& sandbox, const core::Oid& base, const core::Oid& head) {
  const Repository repository = sandbox.open();
  return repository.read_change(Sandbox::range(repository, base, head));
}

/// "path introduced/touched:lines" of each share; earlier commits by the name of their author.
Texts shares_of(const core::Change& change) {
  const auto name = [&](int index) {
    const auto own = static_cast<int>(change.commits.size());
    return index < own ? std::to_string(index)
                       : change.earlier.at(static_cast<std::size_t>(index - own)).author.name;
  };
  Texts shares;
  for (const core::FileChange& file : change.files) {
    for (const core::LineShare& share : file.shares) {
      shares.push_back(file.entry.path + " " + name(share.introduced_by) + "/" +
                       name(share.touched_by) + ":" + std::to_string(share.lines));
    }
  }
  return shares;
}

/// A file that `old` wrote in two commits, and that `base` no longer has whole.
struct History {
  Sandbox sandbox;
  core::Oid old;
  core::Oid base;

  History() {
    sandbox.write("a", "1\n2\n");
    sandbox.git({"add", "-A"});
    sandbox.git({"commit", "-q", "-m", "Add it", "--author", "first <first@example.com>"});
    sandbox.write("a", "1\n2\n3\n4\n5\n");
    sandbox.git({"commit", "-q", "-a", "-m", "Add more", "--author", "second <bob@example.com>"});
    old = sandbox.git_oid({"rev-parse", "HEAD"});
    base = sandbox.commit("a", "1\n");
  }
};

TEST_CASE("lines that a merge brings back are of the commits that wrote them") {
  History history;
  Sandbox& sandbox = history.sandbox;
  const std::string tree = sandbox.git({"rev-parse", core::to_hex(history.old) + "^{tree}"});
  const core::Oid merge =
      sandbox.git_oid({"commit-tree", "-m", "Merge it", "-p", core::to_hex(history.base), "-p",
                       core::to_hex(history.old), tree});

  const core::Change change = read(sandbox, history.base, merge);

  CHECK(shares_of(change) == Texts{"a first/first:1", "a second/second:3"});
  REQUIRE(change.earlier.size() == 2);
}

TEST_CASE("lines that a revert of a removal brings back are of the commits that wrote them") {
  History history;
  Sandbox& sandbox = history.sandbox;
  sandbox.git({"revert", "--no-edit", core::to_hex(history.base)});
  const core::Oid reverted = sandbox.git_oid({"rev-parse", "HEAD"});

  CHECK(shares_of(read(sandbox, history.base, reverted)) == Texts{"a first/0:1", "a second/0:3"});

  sandbox.commit("a", "1\n2\n  3\n4\n5\n6\n");
  const core::Oid head = sandbox.git_oid({"rev-parse", "HEAD"});
  CHECK(shares_of(read(sandbox, history.base, head)) ==
        Texts{"a first/0:1", "a second/1:1", "a second/0:2", "a 1/1:1"});
}

TEST_CASE(
    "lines that the base has, but elsewhere or with other white space, are not brought back") {
  History history;
  Sandbox& sandbox = history.sandbox;
  const core::Oid base = sandbox.commit("a", "2\n4\n1\n3\n5\n");
  sandbox.write("a", "1\n  2\n3\n4\n5\n");
  sandbox.git({"add", "-A"});
  const std::string tree = sandbox.git({"write-tree"});
  const core::Oid merge =
      sandbox.git_oid({"commit-tree", "-m", "Merge it", "-p", core::to_hex(base), "-p",
                       core::to_hex(history.old), tree});

  CHECK(read(sandbox, base, merge).earlier.empty());
}

TEST_CASE("a line that the base has, too, is brought back with those beside it that it has not") {
  History history;
  Sandbox& sandbox = history.sandbox;
  const core::Oid base = sandbox.commit("a", "5\n1\n");
  const std::string tree = sandbox.git({"rev-parse", core::to_hex(history.old) + "^{tree}"});
  const core::Oid merge =
      sandbox.git_oid({"commit-tree", "-m", "Merge it", "-p", core::to_hex(base), "-p",
                       core::to_hex(history.old), tree});

  CHECK(shares_of(read(sandbox, base, merge)) == Texts{"a first/first:1", "a second/second:3"});
}

TEST_CASE("a message that names no commit of this repository brings nothing back") {
  History history;
  Sandbox& sandbox = history.sandbox;
  sandbox.write("a", "1\n2\n");
  sandbox.git({"commit", "-q", "-a", "-m",
               "Revert it\n\nThis reverts commit 0123456789012345678901234567890123456789."});
  const core::Oid head = sandbox.git_oid({"rev-parse", "HEAD"});
  const core::Change change = read(sandbox, history.base, head);
  CHECK(shares_of(change) == Texts{"a 0/0:1"});
  CHECK(change.earlier.empty());
}

TEST_CASE("what commits made themselves is found without looking for earlier ones") {
  History history;
  history.sandbox.git({"revert", "--no-edit", core::to_hex(history.base)});
  const core::Oid head = history.sandbox.git_oid({"rev-parse", "HEAD"});
  const Repository repository = history.sandbox.open();
  ChangeRequest request = Sandbox::range(repository, history.base, head);
  request.detail = Detail::own_work;
  CHECK(repository.read_change(request).earlier.empty());
}

}  // namespace
}  // namespace sallyport::git::earlier_test

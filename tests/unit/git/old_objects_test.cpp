#include "core/git_terms.hpp"
#include "git/repository.hpp"
#include "unit/support/sandbox.hpp"
#include "util/text.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace sallyport::git::old_objects_test {
namespace {

core::Oid store(Sandbox& sandbox, const std::string& type, const std::string& bytes) {
  return sandbox.git_oid({"hash-object", "-t", type, "-w", "--stdin", "--literally"}, bytes);
}

std::string entry(const std::string& mode, const std::string& name, const core::Oid& oid) {
  const std::size_t size = core::size_of(core::ObjectFormat::sha1);
  return mode + ' ' + name + '\0' + std::string(oid.bytes.begin(), oid.bytes.begin() + size);
}

/// What git and this program say of one commit, a line each.
std::string by_git(Sandbox& sandbox, const core::Oid& id) {
  return sandbox.git(
      {"log", "-1", "--no-show-signature", "--format=%T|%P|%an|%ae|%cn|%ce|%B", core::to_hex(id)});
}

std::string by_us(const Repository& repository, const core::Oid& id) {
  const core::Commit commit = repository.commit(id);
  std::string parents;
  for (const core::Oid& parent : commit.parents) {
    parents += (parents.empty() ? "" : " ") + core::to_hex(parent);
  }
  return core::to_hex(commit.tree) + '|' + parents + '|' + commit.author.name + '|' +
         commit.author.email + '|' + commit.committer.name + '|' + commit.committer.email + '|' +
         std::string(util::trim(commit.message));
}

TEST_CASE("commits that git would not make are read as git reads them") {
  Sandbox sandbox;
  const core::Oid parent = sandbox.commit("a", "1\n");
  const std::string tree = "tree " + sandbox.git({"rev-parse", "HEAD^{tree}"});
  const std::string start = tree.substr(0, 45) + "\nparent " + core::to_hex(parent) + '\n';
  const std::string committer = "committer C <c@example.com> 1700000000 +0000\n";
  for (const std::string& author : std::vector<std::string>{
           "author A. B. Jr. <a@example.com> 1700000000 +0100\n",
           "author A <a@example.com> 1700000000\n", "author A <a@example.com>\n",
           "author A <a@example.com> yesterday\n", "author A <a@example.com 1700000000 +0000\n",
           "author a@example.com 1700000000 +0000\n", "author <a@example.com> 1 +0000\n",
           "author A <a@example.com> <b@example.com> 1700000000 +0000\n",
           "author A <a@example.com> 99999999999999999999 +0000\n", "author \n", "",
           "author A <a@example.com> 1 +0000\nauthor B <b@example.com> 2 +0000\n",
           "oddity\nauthor A <a@example.com> 1 +0000\n"}) {
    INFO(author);
    const core::Oid odd = store(sandbox, "commit", start + author + committer + "x\n\nSubject\n");
    const Repository repository = sandbox.open();
    CHECK(by_us(repository, odd) == by_git(sandbox, odd));
    CHECK(repository.is_ancestor(parent, odd));
  }
  const core::Oid silent = store(sandbox, "commit", start + committer);
  CHECK(sandbox.open().commit(silent).message.empty());
  const core::Oid none = store(sandbox, "commit", "author A <a@example.com> 1 +0000\n\nx\n");
  CHECK_THROWS_WITH(sandbox.open().commit(none), Catch::Contains("it names no tree"));
}

/// A tree in a folder of a tree, below a commit.
core::Oid commit_of(Sandbox& sandbox, const std::string& tree_bytes) {
  const core::Oid folder = store(sandbox, "tree", tree_bytes);
  const core::Oid root = store(sandbox, "tree", entry("40000", "d", folder));
  return sandbox.git_oid({"commit-tree", "-m", "Old", core::to_hex(root)});
}

std::vector<core::Entry> entries(const Repository& repository, const core::Oid& commit) {
  return repository.read_entries({}, repository.tree_of(commit));
}

TEST_CASE("modes that old versions wrote are those that git takes them for") {
  Sandbox sandbox;
  const core::Oid blob = store(sandbox, "blob", "1\n");
  const core::Oid folder = store(sandbox, "tree", entry("100644", "x", blob));
  const core::Oid old =
      commit_of(sandbox, entry("100664", "a", blob) + entry("100775", "b", blob) +
                             entry("040000", "c", folder) + entry("0120000", "l", blob));
  const Repository repository = sandbox.open();
  std::vector<std::uint32_t> modes;
  for (const core::Entry& found : entries(repository, old)) {
    modes.push_back(found.new_mode);
  }
  CHECK(modes == std::vector<std::uint32_t>{core::k_mode_file, core::k_mode_executable,
                                            core::k_mode_file, core::k_mode_link});
  ChangeRequest request;
  request.head_tree = repository.tree_of(old);
  CHECK(repository.read_change(request).files.size() == 4);
}

TEST_CASE("a tree that git would not make is read in history, and is no change") {
  Sandbox sandbox;
  const core::Oid blob = store(sandbox, "blob", "1\n");
  const core::Oid other = store(sandbox, "blob", "2\n");
  for (const auto& [bytes, paths] : std::vector<std::pair<std::string, std::vector<std::string>>>{
           {entry("100644", "b", blob) + entry("100644", "a", blob), {"d/a", "d/b"}},
           {entry("100644", "a", blob) + entry("100644", "a", other), {"d/a"}},
           {entry("100644", "x/y", blob), {"d/x/y"}},
           {entry("100644", ".git", blob), {"d/.git"}}}) {
    const core::Oid old = commit_of(sandbox, bytes);
    const Repository repository = sandbox.open();
    std::vector<std::string> found;
    for (const core::Entry& each : entries(repository, old)) {
      found.push_back(each.path);
    }
    CHECK(found == paths);
    ChangeRequest request;
    request.head_tree = repository.tree_of(old);
    CHECK_THROWS_WITH(repository.read_change(request), Catch::Contains("cannot judge tree"));
    std::swap(request.head_tree, request.base_tree);
    CHECK(repository.read_change(request).files.size() == paths.size());
  }
}

}  // namespace
}  // namespace sallyport::git::old_objects_test

#include "git/repository.hpp"

#include "unit/support/sandbox.hpp"
#include "util/error.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace sallyport::git::repository_test {
namespace {

using Catch::Contains;

TEST_CASE("a folder without a repository is a usage error") {
  const util::TemporaryFolder folder;
  OpenOptions options;
  options.directory = folder.path();
  CHECK_THROWS_WITH(Repository::open(options), Contains("cannot find a git repository"));
}

TEST_CASE("a repository of a format that git does not know is refused in git's words") {
  Sandbox sandbox;
  sandbox.git({"config", "core.repositoryformatversion", "1"});
  sandbox.git({"config", "extensions.tomorrow", "true"});
  CHECK_THROWS_WITH(sandbox.open(), Contains("extension") && Contains("tomorrow"));
}

TEST_CASE("a repository with SHA-256 is read") {
  Sandbox sandbox({"--object-format=sha256"});
  sandbox.write("dir/a", "1\n");
  sandbox.git({"add", "."});
  const core::Oid first = sandbox.commit("b", "2\n");
  CHECK(core::to_hex(first).size() == 64);
  Repository repository = sandbox.open();
  CHECK(repository.head_commit() == first);
  CHECK(repository.empty_tree() == core::empty_tree(core::ObjectFormat::sha256));
  const core::Oid tree = repository.tree_of(first);
  CHECK(repository.index_tree() == tree);
  CHECK(repository.file_at(tree, "dir/a", 10)->content == "1\n");
  const core::Oid blob = repository.write_blob("3\n");
  const core::Oid edited = tree_with(repository, tree, {{"dir/c", blob}});
  CHECK(sandbox.git({"ls-tree", "-r", "--name-only", core::to_hex(edited)}) == "b\ndir/a\ndir/c");
  CHECK(sandbox.git({"fsck", "--strict", "--no-dangling"}).empty());
}

TEST_CASE("an unborn branch has a name and no commit") {
  const Sandbox sandbox;
  const Repository repository = sandbox.open();
  CHECK(repository.head_branch() == "refs/heads/main");
  CHECK_FALSE(repository.head_commit());
  CHECK(repository.index_tree() == core::empty_tree());
}

TEST_CASE("the index tree is what git would commit and stores nothing") {
  Sandbox sandbox;
  sandbox.commit("a", "1\n");
  sandbox.write("d/b", "2\n");
  sandbox.write("intended", "3\n");
  sandbox.git({"add", "d/b"});
  sandbox.git({"add", "--intent-to-add", "intended"});
  Repository repository = sandbox.open();

  const core::Oid tree = repository.index_tree();

  CHECK(sandbox.run({"cat-file", "-e", core::to_hex(tree)}).status != 0);
  CHECK(repository.list_folder(tree, "d").size() == 1);
  CHECK(sandbox.git_oid({"write-tree"}) == tree);
  CHECK(repository.store_index_tree() == tree);
}

TEST_CASE("a temporary index file is relative to the top of the work tree") {
  Sandbox sandbox;
  sandbox.commit("a", "1\n");
  sandbox.write("b", "2\n");
  const util::Environment index{{"GIT_INDEX_FILE", ".git/other"}};
  sandbox.git({"read-tree", "HEAD"}, "", index);
  sandbox.git({"add", "b"}, "", index);

  const core::Oid tree = sandbox.open(index).index_tree();

  CHECK(tree == sandbox.git_oid({"write-tree"}, "", index));
  CHECK(tree != sandbox.git_oid({"rev-parse", "HEAD^{tree}"}));
}

TEST_CASE("an index that only git can read is read by git") {
  Sandbox sandbox;
  sandbox.commit("a", "1\n");
  sandbox.write("b", "2\n");
  sandbox.git({"add", "b"});
  sandbox.git({"update-index", "--split-index"});
  const Repository repository = sandbox.open();

  const core::Oid tree = repository.index_tree();

  CHECK(repository.list_folder(tree, "").size() == 2);
  CHECK(sandbox.run({"cat-file", "-e", core::to_hex(tree)}).status != 0);
}

TEST_CASE("an unmerged index is refused by naming its paths") {
  Sandbox sandbox;
  sandbox.commit("a", "1\n");
  sandbox.git({"checkout", "-q", "-b", "side"});
  const core::Oid side = sandbox.commit("a", "side\n");
  sandbox.git({"checkout", "-q", "main"});
  sandbox.commit("a", "main\n");
  CHECK(sandbox.run({"merge", "-q", "side"}).status == 1);
  const Repository repository = sandbox.open();

  CHECK(repository.merge_heads() == std::vector{side});
  CHECK_THROWS_WITH(repository.index_tree(), "cannot commit: unmerged paths a");
}

TEST_CASE("a linked worktree has its own git folder, head and index") {
  Sandbox sandbox;
  const core::Oid first = sandbox.commit("a", "1\n");
  sandbox.git({"worktree", "add", "-q", "-b", "linked", (sandbox.root() / "linked").string()});
  OpenOptions options;
  options.directory = sandbox.root() / "linked";
  options.environment = sandbox.environment();

  const Repository repository = Repository::open(options);

  CHECK(repository.head_branch() == "refs/heads/linked");
  CHECK(repository.head_commit() == first);
  CHECK(repository.git_dir() != repository.common_dir());
  CHECK(repository.index_tree() == repository.commit(first).tree);
}

TEST_CASE("a short name means a branch, here or of a remote, before a tag") {
  Sandbox sandbox;
  const core::Oid first = sandbox.commit("a", "1\n");
  const core::Oid second = sandbox.commit("a", "2\n");
  sandbox.git({"branch", "RELEASE"});
  for (const std::string tag : {"main", "origin/main", "RELEASE", "v1"}) {
    sandbox.git({"tag", tag, core::to_hex(first)});
  }
  sandbox.git({"update-ref", "refs/remotes/origin/main", core::to_hex(second)});
  sandbox.git({"symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main"});
  const Repository repository = sandbox.open();
  for (const std::string name : {"main", "origin/main", "RELEASE", "refs/heads/main", "origin/HEAD",
                                 "origin", "HEAD", "@"}) {
    INFO(name);
    CHECK(repository.resolve_commit(name) == second);
    CHECK(repository.resolve_commit(name + "~1") == first);
  }
  for (const std::string absent : {"refs/remotes/origin/next", "FETCH_HEAD"}) {
    sandbox.git({"tag", absent, core::to_hex(first)});
    CHECK_FALSE(repository.resolve_commit(absent));
    CHECK_FALSE(repository.full_ref_name(absent));
  }
  CHECK(repository.full_ref_name("origin/main") == "refs/remotes/origin/main");
  CHECK(repository.full_ref_name("v1") == "refs/tags/v1");
  CHECK(repository.resolve_commit("v1^{commit}") == first);
  CHECK(repository.resolve_commit(core::to_hex(first)) == first);
  CHECK(repository.resolve_commit(core::abbreviated(second)) == second);
}

TEST_CASE("a name that may mean two things is refused with both in full") {
  Sandbox sandbox;
  const core::Oid first = sandbox.commit("a", "1\n");
  sandbox.git({"branch", "origin/topic"});
  sandbox.git({"update-ref", "refs/remotes/origin/topic", core::to_hex(first)});
  const std::string digits = core::abbreviated(first);
  sandbox.git({"tag", digits});
  const Repository repository = sandbox.open();
  CHECK_THROWS_WITH(repository.resolve_commit("origin/topic"),
                    "cannot resolve 'origin/topic': it is ambiguous: refs/heads/origin/topic, "
                    "refs/remotes/origin/topic");
  CHECK_THROWS_WITH(repository.resolve_commit(digits + "^"),
                    "cannot resolve '" + digits + "': it is ambiguous: refs/tags/" + digits +
                        ", an object whose id begins so");
  CHECK(repository.resolve_commit("refs/remotes/origin/topic") == first);
  CHECK_THROWS_WITH(repository.resolve_commit("@{-1}~2"),
                    "cannot resolve '@{-1}~2': branches are not counted back");
}

TEST_CASE("criss-cross merges have two best merge bases") {
  Sandbox sandbox;
  sandbox.commit("a", "1\n");
  sandbox.git({"checkout", "-q", "-b", "side"});
  const core::Oid side = sandbox.commit("b", "side\n");
  sandbox.git({"checkout", "-q", "main"});
  const core::Oid main = sandbox.commit("c", "main\n");
  sandbox.git({"merge", "-q", "-m", "one", "side"});
  sandbox.git({"checkout", "-q", "side"});
  sandbox.git({"merge", "-q", "-m", "two", core::to_hex(main)});
  const Repository repository = sandbox.open();
  const core::Oid head = repository.resolve_commit("side").value();
  const core::Oid target = repository.resolve_commit("main").value();

  const std::vector<core::Oid> bases = repository.merge_bases(head, std::vector{target});

  CHECK(bases == std::vector{main, side});
  CHECK(repository.is_ancestor(side, target));
  CHECK_FALSE(repository.is_ancestor(target, side));
}

TEST_CASE("a walk that needs more than a shallow clone has says how to deepen it") {
  Sandbox sandbox;
  sandbox.commit("a", "1\n");
  sandbox.commit("a", "2\n");
  const core::Oid head = sandbox.commit("a", "3\n");
  sandbox.git({"clone", "-q", "--depth", "2", "file://" + sandbox.path().string(),
               (sandbox.root() / "shallow").string()});
  OpenOptions options;
  options.directory = sandbox.root() / "shallow";
  options.environment = sandbox.environment();
  const Repository repository = Repository::open(options);

  CHECK(repository.is_shallow());
  CHECK_THROWS_WITH(repository.commits_between(std::vector{head}, {}),
                    Contains("it is cut off at '") && Contains("(shallow clone)"));
  const core::Oid parent = repository.commit(head).parents.at(0);
  CHECK(repository.commits_between(std::vector{head}, std::vector{parent}).size() == 1);
}

TEST_CASE("objects in quarantine are read") {
  Sandbox sandbox;
  sandbox.commit("a", "1\n");
  std::filesystem::create_directories(sandbox.root() / "quarantine");
  const util::Environment quarantine{
      {"GIT_OBJECT_DIRECTORY", (sandbox.root() / "quarantine").string()},
      {"GIT_ALTERNATE_OBJECT_DIRECTORIES", (sandbox.path() / ".git/objects").string()}};
  const core::Oid commit =
      sandbox.git_oid({"commit-tree", "-p", "HEAD", "-m", "new", "HEAD^{tree}"}, "", quarantine);

  CHECK_FALSE(sandbox.open().has_commit(commit));
  CHECK(sandbox.open(quarantine).commit(commit).message == "new\n");
}

TEST_CASE("a ref moves only while it still is what was read") {
  Sandbox sandbox;
  const core::Oid first = sandbox.commit("a", "1\n");
  const core::Oid second = sandbox.commit("a", "2\n");
  Repository repository = sandbox.open();

  CHECK(repository.move_reference("refs/heads/log", core::Oid{}, first, "made") ==
        RefUpdate::moved);
  CHECK(repository.move_reference("refs/heads/log", core::Oid{}, second, "made") ==
        RefUpdate::changed_meanwhile);
  CHECK(repository.move_reference("refs/heads/log", second, first, "moved") ==
        RefUpdate::changed_meanwhile);
  CHECK(repository.move_reference("refs/heads/log", first, second, "moved") == RefUpdate::moved);
  CHECK(repository.reference("refs/heads/log") == second);
}

TEST_CASE("every file that a log ever held is found, altered and removed ones too") {
  Sandbox sandbox;
  Repository repository = sandbox.open();
  const core::Oid one = repository.write_blob("one");
  const core::Oid two = repository.write_blob("two");
  core::Commit first;
  first.tree = tree_with(repository, core::empty_tree(), {{"records/a", one}});
  first.author = first.committer = {"Alice", "alice@example.com"};
  first.message = "first\n";
  const core::Oid start = repository.write_commit(first);
  core::Commit second = first;
  second.parents = {start};
  second.tree = tree_with(repository, first.tree, {{"records/a", two}, {"b", one}});
  core::Commit third = first;
  third.tree = core::empty_tree();
  third.parents = {repository.write_commit(second)};
  const core::Oid tip = repository.write_commit(third);

  const auto files = repository.files_ever_added(std::vector{tip}, {});

  const auto later = repository.files_ever_added(std::vector{tip}, std::vector{start});
  CHECK(later == std::vector<PathBlob>{{"b", one}, {"records/a", two}});
  REQUIRE(files.size() == 3);
  CHECK(files[0] == std::pair(std::string("b"), one));
  CHECK(files[1].first == "records/a");
  CHECK(files[2].first == "records/a");
  CHECK(repository.read_blob(one, 100) == "one");
  CHECK(sandbox.run({"fsck", "--strict", "--no-dangling"}).output.empty());
}

TEST_CASE("a tree is edited by putting files and folders in and by taking them out") {
  Sandbox sandbox;
  Repository repository = sandbox.open();
  const core::Oid one = repository.write_blob("one");
  const core::Oid folder = tree_with(repository, core::empty_tree(), {{"deep/x", one}});
  const core::Oid before =
      tree_with(repository, core::empty_tree(), {{"a/b/c", one}, {"a/d", one}, {"e", one}});
  using Kind = TreeEdit::Kind;

  const core::Oid after = repository.edit_tree(before, {{"a/b", Kind::remove},
                                                        {"a/copy", Kind::folder, folder},
                                                        {"e", Kind::remove},
                                                        {"f", Kind::file, one}});

  const std::vector<std::pair<std::string, core::Oid>> expected{
      {"a/copy/deep/x", one}, {"a/d", one}, {"f", one}};
  CHECK(repository.files_only_in(after, core::empty_tree()) == expected);
  CHECK(repository.files_only_in(core::empty_tree(), core::empty_tree()).empty());
  CHECK(sandbox.run({"fsck", "--strict", "--no-dangling"}).output.empty());
}

TEST_CASE("a small file is found where it is regular, here and small enough") {
  Sandbox sandbox;
  sandbox.write("dir/file", "four");
  std::filesystem::create_symlink("file", sandbox.path() / "dir/link");
  sandbox.commit("add");
  const Repository repository = sandbox.open();
  const core::Oid tree = repository.tree_of(sandbox.git_oid({"rev-parse", "HEAD"}));
  const core::Oid blob = sandbox.git_oid({"rev-parse", "HEAD:dir/file"});
  CHECK(repository.small_file(tree, "dir/file", 4) == blob);
  CHECK_FALSE(repository.small_file(tree, "dir/file", 3));
  CHECK_FALSE(repository.small_file(tree, "dir/link", 4));
  CHECK_FALSE(repository.small_file(tree, "dir", 4));
  CHECK_FALSE(repository.small_file(tree, "dir/file/x", 4));
  CHECK_FALSE(repository.small_file(core::Oid{{7}}, "dir/file", 4));
  const std::string name = core::to_hex(blob);
  std::filesystem::remove(sandbox.path() / ".git/objects" / name.substr(0, 2) / name.substr(2));
  CHECK_FALSE(sandbox.open().small_file(tree, "dir/file", 4));
}

TEST_CASE("files of a tree are found beside another tree, and by their paths") {
  Sandbox sandbox;
  Repository repository = sandbox.open();
  const core::Oid one = repository.write_blob("one");
  const core::Oid two = repository.write_blob("two");
  const core::Oid before =
      tree_with(repository, core::empty_tree(), {{"a/b/c", one}, {"a/b.c", one}, {"d", one}});
  const core::Oid after =
      tree_with(repository, before, {{"a/b/c", two}, {"a/b/e", one}, {"d", one}});
  using Files = std::vector<PathBlob>;

  CHECK(repository.files_only_in(after, core::empty_tree()).size() == 4);
  CHECK(repository.files_only_in(after, before) == Files{{"a/b/c", two}, {"a/b/e", one}});
  CHECK(repository.files_only_in(before, after) == Files{{"a/b/c", one}});
  const std::vector<std::string> paths{"a/b.c", "a/b", "a/b/c", "a/b/x", "d", "d/e", "x", ""};
  using Blobs = std::vector<std::optional<core::Oid>>;
  CHECK(repository.blobs_at(after, paths) ==
        Blobs{one, std::nullopt, two, std::nullopt, one, std::nullopt, std::nullopt, std::nullopt});
}

TEST_CASE("the repository's own configuration can be left out") {
  Sandbox sandbox;
  sandbox.git({"config", "user.signingkey", "local"});
  const Repository repository = sandbox.open();
  CHECK(repository.config("user.signingkey", ConfigScope::local) == "local");
  CHECK_FALSE(repository.config("user.signingkey", ConfigScope::global));
}

TEST_CASE("the commits between, and the first-parent line, are told by their ids") {
  Sandbox sandbox;
  const core::Oid start = sandbox.commit("a.txt", "1");
  const core::Oid second = sandbox.commit("a.txt", "2");
  sandbox.git({"checkout", "-q", "-b", "side", core::to_hex(start)});
  sandbox.commit("b.txt", "1");
  sandbox.git({"checkout", "-q", "main"});
  sandbox.git({"merge", "-q", "--no-edit", "side"});
  const core::Oid merge = sandbox.git_oid({"rev-parse", "HEAD"});
  const Repository repository = sandbox.open();
  const auto between = repository.ids_between({&merge, 1}, {&start, 1});
  CHECK(between.size() == 3);
  CHECK(between.back() == merge);
  CHECK(repository.ids_between({&merge, 1}, {&merge, 1}).empty());
  CHECK(repository.first_parents(merge) == std::vector{merge, second, start});
}

TEST_CASE("a tree has an entry's new side where mode and content agree") {
  Sandbox sandbox;
  sandbox.commit("dir/a.txt", "content");
  const Repository repository = sandbox.open();
  const core::Oid tree = sandbox.git_oid({"rev-parse", "HEAD^{tree}"});
  core::Entry entry{"dir/a.txt", 0, 0100644, {}, util::sha256("content")};
  CHECK(repository.has_new_side(tree, entry));
  entry.new_mode = 0100755;
  CHECK_FALSE(repository.has_new_side(tree, entry));
  entry = {"dir/a.txt", 0, 0100644, {}, util::sha256("other")};
  CHECK_FALSE(repository.has_new_side(tree, entry));
  CHECK(repository.has_new_side(tree, {"gone.txt", 0100644, 0, util::sha256("content"), {}}));
  CHECK_FALSE(repository.has_new_side(tree, {"dir", 0, 040000, {}, {}}));
}

}  // namespace
}  // namespace sallyport::git::repository_test

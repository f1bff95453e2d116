#include "core/review/replay.hpp"

#include "git/repository.hpp"
#include "unit/support/sandbox.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace sallyport::git::replay_test {
namespace {

using core::ReplayOutcome;

const std::string k_head = "int first;\n\n\n\n\nvoid f() {\n  open();\n";
const std::string k_tail = "  close();\n}\n";

/// A review in a repository, and the same change on another base.
class Reviewed {
 public:
  git::Sandbox sandbox;

  Reviewed() { sandbox.commit("a.c", k_head + k_tail); }

  core::Oid tree() { return sandbox.git_oid({"rev-parse", "HEAD^{tree}"}); }

  /// Commits the file as it is to be reviewed.
  void review(const std::string& path, const std::string& content) {
    base_ = tree();
    sandbox.commit(path, content);
    head_ = tree();
  }

  /// Starts over from the reviewed base.
  void back_to_base() { sandbox.git({"checkout", "-q", "-B", "other", "HEAD~1"}); }

  /// The outcomes for what was reviewed, between two later trees.
  std::vector<ReplayOutcome> outcomes(const core::Oid& base, const core::Oid& head) {
    const Repository repository = sandbox.open();
    core::SignoffRecord record;
    record.base.tree = base_;
    record.head.tree = head_;
    record.covers = repository.read_entries(base_, head_);
    const auto tasks =
        core::replay_tasks(core::review_of(record), repository.read_entries(base, head));
    std::vector<ReplayOutcome> found;
    for (const auto& [task, outcome] : repository.replay(base, head, tasks)) {
      found.push_back(outcome);
    }
    return found;
  }

  /// The one task of the review against those trees, not yet tried.
  core::ReplayTask task(const core::Oid& base, const core::Oid& head) {
    const Repository repository = sandbox.open();
    core::SignoffRecord record;
    record.base.tree = base_;
    record.head.tree = head_;
    record.covers = repository.read_entries(base_, head_);
    return core::replay_tasks(core::review_of(record), repository.read_entries(base, head)).at(0);
  }

  ReplayOutcome outcome(const core::Oid& base, const core::Oid& head, const core::ReplayTask& task,
                        const core::SubjectBlobs& subjects = {}) {
    return sandbox.open().replay(base, head, std::vector{task}, subjects).at(task);
  }

 private:
  core::Oid base_;
  core::Oid head_;
};

using Outcomes = std::vector<ReplayOutcome>;

const std::string k_edited = k_head + "  check();\n" + k_tail;

TEST_CASE("a review is merged onto a base that moved far away in the same file") {
  Reviewed reviewed;
  reviewed.review("a.c", k_edited);
  reviewed.back_to_base();
  reviewed.sandbox.commit("a.c", "int zero;\n" + k_head + k_tail);
  const core::Oid base = reviewed.tree();
  reviewed.sandbox.commit("a.c", "int zero;\n" + k_edited);
  CHECK(reviewed.outcomes(base, reviewed.tree()) == Outcomes{ReplayOutcome::holds});
  reviewed.sandbox.commit("a.c", "int zero;\n" + k_edited + "int late;\n");
  CHECK(reviewed.outcomes(base, reviewed.tree()) == Outcomes{ReplayOutcome::differs});
}

TEST_CASE("attributes of the repository do not turn a conflict into a merge") {
  Reviewed reviewed;
  reviewed.review("a.c", k_edited);
  reviewed.back_to_base();
  reviewed.sandbox.write(".gitattributes", "* merge=union\n");
  reviewed.sandbox.write(".git/info/attributes", "* merge=union\n");
  reviewed.sandbox.commit("a.c", k_head + "  verify();\n" + k_tail);
  const core::Oid base = reviewed.tree();
  reviewed.sandbox.commit("a.c", k_head + "  verify();\n  check();\n" + k_tail);
  CHECK(reviewed.outcomes(base, reviewed.tree()) == Outcomes{ReplayOutcome::conflicts});
}

TEST_CASE("reviewed content that is not here, or is not what was signed, holds nothing") {
  Reviewed reviewed;
  reviewed.review("a.c", k_edited);
  reviewed.back_to_base();
  reviewed.sandbox.commit("a.c", "int zero;\n" + k_head + k_tail);
  const core::Oid base = reviewed.tree();
  reviewed.sandbox.commit("a.c", "int zero;\n" + k_edited);
  const core::Oid head = reviewed.tree();
  const core::ReplayTask task = reviewed.task(base, head);
  CHECK(reviewed.outcome(base, head, task) == ReplayOutcome::holds);

  core::ReplayTask gone = task;
  gone.reviewed_head = core::parse_oid("1234567890123456789012345678901234567890").value();
  CHECK(reviewed.outcome(base, head, gone) == ReplayOutcome::missing);

  core::ReplayTask no_tree = task;
  no_tree.reviewed_base = reviewed.sandbox.git_oid({"rev-parse", "HEAD:a.c"});
  CHECK(reviewed.outcome(base, head, no_tree) == ReplayOutcome::missing);

  core::ReplayTask other_new = task;
  other_new.reviewed.new_sha256 = util::sha256("signed was something else");
  CHECK(reviewed.outcome(base, head, other_new) == ReplayOutcome::missing);

  core::ReplayTask other_old = task;
  other_old.reviewed.old_sha256 = util::sha256("signed was something else");
  CHECK(reviewed.outcome(base, head, other_old) == ReplayOutcome::missing);
}

TEST_CASE("a path that left the change holds only where the base has what was reviewed") {
  Reviewed reviewed;
  reviewed.review("a.c", k_edited);
  const core::Oid landed = reviewed.tree();
  reviewed.sandbox.commit("b.c", "b\n");
  CHECK(reviewed.outcomes(landed, reviewed.tree()) == Outcomes{ReplayOutcome::holds});

  reviewed.sandbox.commit("a.c", "int zero;\n" + k_edited);
  CHECK(reviewed.outcomes(reviewed.tree(), reviewed.tree()) == Outcomes{ReplayOutcome::holds});

  reviewed.sandbox.commit("a.c", k_head + k_tail);
  CHECK(reviewed.outcomes(reviewed.tree(), reviewed.tree()) == Outcomes{ReplayOutcome::differs});

  std::filesystem::remove(reviewed.sandbox.path() / "a.c");
  reviewed.sandbox.commit("remove it");
  CHECK(reviewed.outcomes(reviewed.tree(), reviewed.tree()) == Outcomes{ReplayOutcome::differs});
}

TEST_CASE("an added file and a binary that left hold by equality alone") {
  Reviewed reviewed;
  const std::string image("\0\1\2\3", 4);
  reviewed.review("image", image);
  CHECK(reviewed.outcomes(reviewed.tree(), reviewed.tree()) == Outcomes{ReplayOutcome::holds});
  reviewed.sandbox.commit("image", std::string("\0\1\2\4", 4));
  CHECK(reviewed.outcomes(reviewed.tree(), reviewed.tree()) == Outcomes{ReplayOutcome::differs});
  reviewed.sandbox.commit("image", image);
  reviewed.sandbox.git({"update-index", "--chmod=+x", "image"});
  reviewed.sandbox.git({"commit", "-q", "-m", "executable"});
  const core::Oid executable = reviewed.tree();
  CHECK(reviewed.outcomes(executable, executable) == Outcomes{ReplayOutcome::differs});
}

TEST_CASE("a rename by the base is followed when the content is the same and the only one") {
  Reviewed reviewed;
  reviewed.review("a.c", k_edited);
  reviewed.back_to_base();
  reviewed.sandbox.git({"mv", "a.c", "z.c"});
  reviewed.sandbox.commit("rename");
  const core::Oid base = reviewed.tree();
  reviewed.sandbox.commit("z.c", k_edited);
  CHECK(reviewed.outcomes(base, reviewed.tree()) == Outcomes{ReplayOutcome::holds});
}

TEST_CASE("a copy, a second new name and another file of that content are no rename") {
  Reviewed reviewed;
  reviewed.sandbox.commit("twin.c", k_head + k_tail);
  reviewed.review("a.c", k_edited);

  const auto edit_z_after = [&](const std::vector<std::string>& removed,
                                const std::vector<std::string>& added) {
    reviewed.sandbox.git({"checkout", "-q", "-B", "other", "main~1"});
    for (const std::string& path : removed) {
      std::filesystem::remove(reviewed.sandbox.path() / path);
    }
    for (const std::string& path : added) {
      reviewed.sandbox.write(path, k_head + k_tail);
    }
    reviewed.sandbox.commit("move things");
    const core::Oid base = reviewed.tree();
    reviewed.sandbox.commit("z.c", k_edited);
    return reviewed.outcomes(base, reviewed.tree());
  };

  CHECK(edit_z_after({"a.c"}, {"z.c"}) == Outcomes{ReplayOutcome::holds});
  CHECK(edit_z_after({}, {"z.c"}) == Outcomes{ReplayOutcome::differs});
  CHECK(edit_z_after({"a.c"}, {"z.c", "y.c"}) == Outcomes{ReplayOutcome::differs});
  CHECK(edit_z_after({"a.c", "twin.c"}, {"z.c"}) == Outcomes{ReplayOutcome::differs});
}

TEST_CASE("a base that swaps two files is no rename") {
  Reviewed reviewed;
  reviewed.sandbox.commit("z.c", "int z;\n");
  reviewed.review("a.c", k_edited);
  reviewed.back_to_base();
  reviewed.sandbox.write("z.c", k_head + k_tail);
  reviewed.sandbox.commit("a.c", "int z;\n");
  const core::Oid base = reviewed.tree();
  reviewed.sandbox.commit("z.c", k_edited);
  CHECK(reviewed.outcomes(base, reviewed.tree()) == Outcomes{ReplayOutcome::differs});
}

TEST_CASE("a file over four MiB is not merged") {
  Reviewed reviewed;
  std::string large;
  while (large.size() < (std::size_t{4} << 20U) - 100) {
    large += "a line of thirty-two characters\n";
  }
  reviewed.sandbox.commit("a.c", large);
  reviewed.review("a.c", large + "int last;\n");
  reviewed.back_to_base();
  const auto onto = [&](const std::string& before) {
    reviewed.sandbox.commit("a.c", before + large);
    const core::Oid base = reviewed.tree();
    reviewed.sandbox.commit("a.c", before + large + "int last;\n");
    return reviewed.outcomes(base, reviewed.tree());
  };
  CHECK(onto("int first;\n") == Outcomes{ReplayOutcome::holds});
  CHECK(onto(std::string(100, 'x') + "\n") == Outcomes{ReplayOutcome::too_large});
}

TEST_CASE("files kept beside the records stand in for reviewed trees that are gone") {
  Reviewed reviewed;
  reviewed.review("a.c", k_edited);
  reviewed.back_to_base();
  reviewed.sandbox.commit("a.c", "int zero;\n" + k_head + k_tail);
  const core::Oid base = reviewed.tree();
  reviewed.sandbox.commit("a.c", "int zero;\n" + k_edited);
  const core::Oid head = reviewed.tree();
  core::ReplayTask task = reviewed.task(base, head);
  task.reviewed_base = task.reviewed_head = core::Oid{{7}};
  const core::Oid before =
      reviewed.sandbox.git_oid({"hash-object", "-w", "--stdin"}, k_head + k_tail);
  const core::Oid after = reviewed.sandbox.git_oid({"hash-object", "-w", "--stdin"}, k_edited);
  const core::Oid forged =
      reviewed.sandbox.git_oid({"hash-object", "-w", "--stdin"}, k_edited + "evil();\n");
  const core::Oid gone{{8}};

  CHECK(reviewed.outcome(base, head, task) == ReplayOutcome::missing);
  CHECK(reviewed.outcome(base, head, task, {{"old/a.c", {before}}, {"new/a.c", {after}}}) ==
        ReplayOutcome::holds);
  CHECK(reviewed.outcome(base, head, task,
                         {{"old/a.c", {before}}, {"new/a.c", {forged, gone, after}}}) ==
        ReplayOutcome::holds);
  CHECK(reviewed.outcome(base, head, task, {{"old/a.c", {before}}, {"new/a.c", {forged}}}) ==
        ReplayOutcome::missing);
  CHECK(reviewed.outcome(base, head, task, {{"old/a.c", {before}}, {"new/b.c", {after}}}) ==
        ReplayOutcome::missing);
  CHECK(reviewed.outcome(base, head, task, {{"new/a.c", {after}}}) == ReplayOutcome::missing);

  core::ReplayTask half = task;
  half.reviewed_base = reviewed.task(base, head).reviewed_base;
  CHECK(reviewed.outcome(base, head, half, {{"new/a.c", {after}}}) == ReplayOutcome::holds);
}

}  // namespace
}  // namespace sallyport::git::replay_test

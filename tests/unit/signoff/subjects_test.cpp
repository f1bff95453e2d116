#include "signoff/kept/subjects.hpp"

#include "sample.hpp"
#include "signoff/kept/waiting.hpp"
#include "signoff/log/log_refs.hpp"
#include "signoff/log/publish.hpp"
#include "ssh_sample.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

namespace sallyport::signoff::subjects_test {
namespace {

using test::Home;
using Names = std::vector<std::string>;

constexpr std::string_view k_branch = "sallyport/signoffs";
const LogChange k_change{{"Alice", "alice@example.com"}, test::k_time, "Keep what was reviewed\n"};
const std::string k_id(64, 'a');
const std::string k_other_id(64, 'b');

/// A clone with a base and a reviewed commit, and the bare repository that it came from.
struct Review {
  Home home;
  core::Oid base;
  core::Oid head;
  std::set<std::string> purged;  ///< ids

  Review() {
    home.run({"git", "init", "-q", "--bare", "-b", "main", "remote.git"});
    home.run({"git", "clone", "-q", "file://" + (home.path() / "remote.git").string(), "a"});
    base = commit("a.c", "old\n");
    home.run({"git", "push", "-q", "origin", "main"}, "a");
    home.run({"git", "checkout", "-q", "-b", "topic"}, "a");
    head = commit("a.c", "new\n");
  }

  core::Oid oid(const std::string& revision, const std::string& folder = "a") {
    return core::parse_oid(home.run({"git", "rev-parse", revision}, folder).substr(0, 40)).value();
  }

  core::Oid commit(const std::string& path, const std::string& content) {
    util::write_file(home.path() / "a" / path, content);
    home.run({"git", "add", "-A"}, "a");
    home.run({"git", "commit", "-q", "-m", "change " + path}, "a");
    return oid("HEAD");
  }

  core::SignoffRecord record(const std::string& id = k_id) {
    const git::Repository repository = home.open("a");
    core::SignoffRecord record = test::sample_record();
    record.id = id;
    record.base = {base, repository.tree_of(base)};
    record.head = {head, repository.tree_of(head)};
    record.covers = repository.read_entries(record.base.tree, record.head.tree);
    return record;
  }

  void keep(const core::SignoffRecord& record) {
    git::Repository repository = home.open("a");
    keep_subjects(repository, {record}, k_change);
  }

  Names publishable(PublishWish wish, std::vector<core::Oid> pushed = {}) {
    return signoff::publishable(home.open("a"),
                                {std::string(k_branch), "origin", wish, std::move(pushed), {}},
                                home.environment());
  }

  void publish(PublishWish wish) {
    git::Repository repository = home.open("a");
    const auto purged_in = [this](const core::Oid&) { return purged; };
    publish_subjects(repository, {std::string(k_branch), "origin", wish, {}, purged_in},
                     home.environment(), test::k_time);
  }

  /// The paths below a revision.
  Names files(const std::string& revision) {
    Names names = util::split(
        util::trim(home.run({"git", "ls-tree", "-r", "--name-only", revision}, "a")), '\n');
    return names == Names{""} ? Names{} : names;
  }
};

const Names k_in_log{"subjects/" + k_id + "/new/a.c", "subjects/" + k_id + "/old/a.c"};

TEST_CASE("only what a reviewed file or the mark of a purge is named as is a subject") {
  const auto file = [](const std::string& path) {
    const auto parsed = parse_subject_path(path);
    return parsed ? parsed->id.substr(0, 2) + " " + parsed->file : "none";
  };
  CHECK(file("subjects/" + k_id + "/old/src/a.c") == "aa old/src/a.c");
  CHECK(file("subjects/" + k_id + "/new/a") == "aa new/a");
  CHECK(file("subjects/" + k_id + "/purged-by/" + k_other_id) == "aa ");
  CHECK(file("subjects/" + k_id + "/new/" + std::string(4096, 'x')).size() == 4103);
  CHECK(file("subjects/" + k_id + "/new/" + std::string(4097, 'x')) == "none");
  for (const std::string& path :
       Names{"subjects/" + k_id, "subjects/" + k_id + "/", "subjects/" + k_id + "/old",
             "subjects/" + k_id + "/old/", "subjects/" + k_id + "/mid/a",
             "subjects/" + k_id + "/purged", "subjects/" + k_id + "/purged-by/a",
             "subjects/" + std::string(64, 'A') + "/old/a", "subjects/" + k_id.substr(1) + "/old/a",
             "subjects/" + k_id + "a/old/a", "records/" + k_id + "/old/a", "subjects/README"}) {
    CHECK(file(path) == "none");
  }
}

TEST_CASE("both sides of what an approval or a rejection covers wait, with their head") {
  Review review;
  core::SignoffRecord record = review.record();
  SECTION("approval") {
    record.verdict = core::RecordVerdict::approve;
  }
  SECTION("rejection") {
    record.verdict = core::RecordVerdict::reject;
  }
  review.keep(record);
  CHECK(review.files("refs/sallyport/subjects") ==
        Names{"heads/" + k_id, k_in_log[0], k_in_log[1]});
  CHECK(review.home.run({"git", "show", "refs/sallyport/subjects:" + k_in_log[0]}, "a") == "new\n");
  CHECK(review.home.run({"git", "show", "refs/sallyport/subjects:" + k_in_log[1]}, "a") == "old\n");
  const auto waiting = waiting_records(review.home.open("a"));
  REQUIRE(waiting.size() == 1);
  CHECK(waiting[0].id == k_id);
  CHECK(waiting[0].head_commit == review.head);
  CHECK(waiting[0].head_tree == record.head.tree);
}

TEST_CASE("nothing is kept for records that are never carried over") {
  Review review;
  core::SignoffRecord record = review.record();
  SECTION("waiver") {
    record.verdict = core::RecordVerdict::waive;
  }
  SECTION("revocation") {
    record.verdict = core::RecordVerdict::revoke;
  }
  SECTION("declaration") {
    record.item = "provenance";
  }
  review.keep(record);
  CHECK_FALSE(review.home.open("a").reference(k_waiting_ref));
}

TEST_CASE("links, files too large to replay and objects that are not here are left out") {
  Review review;
  std::filesystem::create_symlink("a.c", review.home.path() / "a/link");
  util::write_file(review.home.path() / "a/large", std::string((4 << 20) + 1, 'x'));
  review.head = review.commit("limit", std::string(4 << 20, 'x'));
  core::SignoffRecord record = review.record();
  record.covers.push_back(test::sample_entry("gone.c"));
  review.keep(record);
  CHECK(review.files("refs/sallyport/subjects") ==
        Names{"heads/" + k_id, k_in_log[0], "subjects/" + k_id + "/new/limit", k_in_log[1]});

  core::SignoffRecord elsewhere = review.record(k_other_id);
  elsewhere.base.tree = elsewhere.head.tree = core::Oid{{7}};
  review.keep(elsewhere);
  CHECK(waiting_records(review.home.open("a")).size() == 1);
}

TEST_CASE("what waits is published once the remote has the reviewed head") {
  Review review;
  review.keep(review.record());
  CHECK(review.publishable(PublishWish::known).empty());
  CHECK(review.publishable(PublishWish::asked).empty());
  CHECK(review.publishable(PublishWish::known, {review.head}) == Names{k_id});
  CHECK(review.publishable(PublishWish::known, {review.base}).empty());
  CHECK(review.publishable(PublishWish::all) == Names{k_id});
  const core::Oid later = review.commit("b.c", "more\n");
  CHECK(review.publishable(PublishWish::known, {later}) == Names{k_id});

  review.home.run({"git", "push", "-q", "origin", "HEAD~1:refs/pull/7/head"}, "a");
  CHECK(review.publishable(PublishWish::known).empty());
  CHECK(review.publishable(PublishWish::asked) == Names{k_id});
  review.home.run({"git", "push", "-q", "origin", "HEAD:topic"}, "a");
  CHECK(review.publishable(PublishWish::known) == Names{k_id});
}

TEST_CASE("a remote that does not answer has only what is known of it") {
  Review review;
  review.keep(review.record());
  review.home.run({"git", "remote", "set-url", "origin", "/nonexistent"}, "a");
  CHECK(review.publishable(PublishWish::asked).empty());
}

TEST_CASE("a staged change is published with a recent commit that has its tree") {
  Review review;
  core::SignoffRecord record = review.record();
  record.head.commit.reset();
  review.keep(record);
  CHECK(review.publishable(PublishWish::known, {review.base}).empty());
  CHECK(review.publishable(PublishWish::known, {review.head}) == Names{k_id});
  const core::Oid later = review.commit("b.c", "more\n");
  CHECK(review.publishable(PublishWish::known, {later}) == Names{k_id});
}

TEST_CASE("publishing moves subjects into the log, once") {
  Review review;
  review.keep(review.record());
  review.publish(PublishWish::known);
  CHECK_FALSE(review.home.open("a").reference(local_log_ref(k_branch)));
  review.publish(PublishWish::all);
  CHECK(review.files("sallyport/signoffs") == k_in_log);
  CHECK(review.files("refs/sallyport/subjects").empty());
  const core::Oid tip = review.oid("sallyport/signoffs");
  review.keep(review.record());
  review.publish(PublishWish::all);
  CHECK(review.oid("sallyport/signoffs") == tip);
  CHECK(review.files("refs/sallyport/subjects").empty());
  CHECK(read_log(review.home.open("a"), k_branch, test::every_record()).problems.empty());
}

TEST_CASE("subjects are found where they wait and in the log, by the review they belong to") {
  Review review;
  const core::SignoffRecord record = review.record();
  const core::ReplayTask task{record.base.tree, record.head.tree, record.covers.at(0), "a.c"};
  const auto find = [&](const core::SignoffRecord& wanted) {
    return find_subjects(review.home.open("a"), k_branch, {wanted}, {task});
  };
  const core::SubjectBlobs both{{"new/a.c", {review.oid(core::to_hex(review.head) + ":a.c")}},
                                {"old/a.c", {review.oid(core::to_hex(review.base) + ":a.c")}}};
  CHECK(find(record).empty());
  review.keep(record);
  CHECK(find(record) == both);
  review.publish(PublishWish::all);
  CHECK(find(record) == both);
  core::SignoffRecord of_other_trees = record;
  of_other_trees.head.tree = record.base.tree;
  CHECK(find(of_other_trees).empty());
  CHECK(find(review.record(k_other_id)).empty());
}

TEST_CASE("what was purged is gone from the tip and from what waits, and is not published again") {
  Review review;
  const core::SignoffRecord record = review.record();
  review.keep(record);
  review.publish(PublishWish::all);
  git::Repository repository = review.home.open("a");
  mark_purged(repository, k_branch, k_id, k_other_id, k_change);
  CHECK(review.files("sallyport/signoffs").size() == 3);
  review.keep(record);
  drop_subjects(repository, k_branch, k_id, k_change);
  const Names purged{"subjects/" + k_id + "/purged-by/" + k_other_id};
  CHECK(review.files("sallyport/signoffs") == purged);
  CHECK(review.files("refs/sallyport/subjects").empty());
  const auto marks = purge_marks(repository, repository.tree_of(review.oid("sallyport/signoffs")));
  REQUIRE(marks.size() == 1);
  CHECK(marks.at(k_id) == Names{"standing/" + k_other_id + ".json"});
  const core::Oid tip = review.oid("sallyport/signoffs");
  drop_subjects(repository, k_branch, k_id, k_change);
  CHECK(review.oid("sallyport/signoffs") == tip);

  review.keep(record);
  review.purged = {k_id};
  review.publish(PublishWish::all);
  CHECK(review.files("sallyport/signoffs") == purged);
  CHECK(review.files("refs/sallyport/subjects").empty());
}

TEST_CASE(
    "a mark that does not count, or files of somebody else, keep nothing from being published") {
  Review review;
  review.keep(review.record());
  git::Repository repository = review.home.open("a");
  mark_purged(repository, k_branch, k_id, k_other_id, k_change);
  append_to_log(repository, k_branch, {{k_in_log[0], "junk\n"}}, k_change.identity, test::k_time);
  review.publish(PublishWish::all);
  CHECK(review.home.run({"git", "show", "sallyport/signoffs:" + k_in_log[0]}, "a") == "new\n");
  CHECK(review.home.run({"git", "show", "sallyport/signoffs:" + k_in_log[1]}, "a") == "old\n");
}

}  // namespace
}  // namespace sallyport::signoff::subjects_test

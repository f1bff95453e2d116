#include "ci/review.hpp"

#include "job.hpp"

#include <catch2/catch.hpp>

namespace sallyport::ci::review_test {
namespace {

using test::Job;
using test::Json;
using test::k_base;
using test::k_head;

constexpr std::string_view k_body =
    "/signoff security 8b7518aa00112233445566778899aabb\r\nthreats: none\r\n";

Review read_comment(const Json& payload) {
  return read_review(Job("GITHUB_ACTIONS", "issue_comment", payload).environment);
}

Review read_submitted(const Json& payload) {
  return read_review(Job("GITHUB_ACTIONS", "pull_request_review", payload).environment);
}

/// A review as Gitea and Forgejo tell it: by its kind, without author and commit.
Json gitea_review() {
  Json event = test::pull_request();
  event["action"] = "reviewed";
  event["review"] = {{"type", "pull_request_review_approved"}, {"content", k_body}};
  event["pull_request"]["user"].erase("type");
  event["sender"] = {{"id", 42}, {"login", "bob"}};
  return event;
}

/// That review as a job on `commit` reads it, at the forge that sets `marker`.
Review read_gitea(const Json& payload, const std::string& commit,
                  const std::string& marker = "GITEA_ACTIONS") {
  Job job(marker, "pull_request_review", payload);
  job.environment["GITHUB_SHA"] = commit;
  return read_review(job.environment);
}

TEST_CASE("a comment with a command can be imported for its author") {
  const Review review = read_comment(test::comment(k_body));
  CHECK(review.refusal.empty());
  CHECK(review.action == ReviewAction::approve);
  CHECK(review.author == "github:42");
  CHECK(review.opener == "github:583231");
  CHECK(review.request == "7");
  CHECK(review.head_ref == "refs/pull/7/head");
  CHECK(review.head.empty());
  CHECK(review.base.empty());
  CHECK(review.target.empty());
  CHECK(review.default_branch == "refs/heads/main");
  CHECK(review.url == "https://github.com/acme/widgets/pull/7#issuecomment-9");
  REQUIRE(review.items.size() == 1);
  CHECK(review.items[0].item == "security");
  CHECK(review.items[0].digest == "8b7518aa00112233445566778899aabb");
  CHECK(review.items[0].answers.at("threats") == "none");
}

TEST_CASE("an edited or deleted comment is refused") {
  const auto* const action = GENERATE("edited", "deleted");
  Json payload = test::comment(k_body);
  payload["action"] = action;
  const Review review = read_comment(payload);
  CHECK(review.refusal ==
        "the comment was '" + std::string(action) + "', and only a new one counts");
  CHECK(review.items.empty());
}

TEST_CASE("a comment on an issue that is no pull request is refused") {
  Json payload = test::comment(k_body);
  payload["issue"].erase("pull_request");
  CHECK(read_comment(payload).refusal == "the comment is not on a pull request");
}

TEST_CASE("a comment that an app wrote is refused") {
  Json payload = test::comment(k_body);
  payload["comment"]["performed_via_github_app"] = {{"id", 1}, {"slug", "helper"}};
  CHECK(read_comment(payload).refusal == "it was written through an app");
}

TEST_CASE("a comment by a bot is refused") {
  Json payload = test::comment(k_body);
  payload["comment"]["user"]["type"] = "Bot";
  const Review review = read_comment(payload);
  CHECK(review.refusal == "its author is a bot or another account that is no person's");
  CHECK(review.author.empty());
  CHECK(review.items.empty());
}

TEST_CASE("a comment that another account caused is refused") {
  Json payload = test::comment(k_body);
  payload["sender"]["id"] = 583231;
  CHECK(read_comment(payload).refusal ==
        "it was not written by the account that caused this event");
}

TEST_CASE("a malformed command refuses the whole comment, so that nobody misses it") {
  const Review review = read_comment(test::comment("/signoff security\n/signoff scalability ok\n"));
  CHECK_THAT(review.refusal, Catch::StartsWith("'/signoff scalability ok' is not"));
  CHECK(review.items.empty());
}

TEST_CASE("a comment without a command is neither imported nor refused, whoever wrote it") {
  Json payload = test::comment("Thanks!");
  payload["comment"]["user"]["type"] = GENERATE("User", "Bot");
  const Review review = read_comment(payload);
  CHECK(review.refusal.empty());
  CHECK(review.items.empty());
}

TEST_CASE("a text with commands of more than 64 KiB or 1000 lines is refused, any other is not") {
  const auto refusal = [](const std::string& body) {
    return read_comment(test::comment(body)).refusal;
  };
  const std::string answer = "/signoff security\ndata: ";
  const std::string most = answer + std::string((std::size_t{64} << 10U) - answer.size(), 'a');
  const std::string lines = answer + std::string(999, '\n');
  CHECK(refusal(most).empty());
  CHECK(refusal(lines).empty());
  CHECK(refusal(most + "a") == "it has more than 64 KiB, or more than 1000 lines");
  CHECK(refusal(lines + "\n") == "it has more than 64 KiB, or more than 1000 lines");
  CHECK(refusal(std::string(std::size_t{1} << 20U, '\n')).empty());
}

TEST_CASE("an approving review can be imported for the commit that it names") {
  const Review review = read_submitted(test::review("/signoff security\nthreats: none"));
  CHECK(review.refusal.empty());
  CHECK(review.action == ReviewAction::approve);
  CHECK(review.author == "github:42");
  CHECK(review.request == "7");
  CHECK(review.head == k_head);
  CHECK(review.base == k_base);
  CHECK(review.target == "refs/heads/main");
  CHECK(review.head_ref == "refs/pull/7/head");
  CHECK(review.default_branch == "refs/heads/main");
  CHECK(review.opener == "github:583231");
  CHECK(review.url == "https://github.com/acme/widgets/pull/7#pullrequestreview-11");
  REQUIRE(review.items.size() == 1);
  CHECK(review.items[0].digest.empty());
}

TEST_CASE("a review that does not approve is refused") {
  const auto* const state = GENERATE("commented", "changes_requested");
  Json payload = test::review(k_body);
  payload["review"]["state"] = state;
  CHECK(read_submitted(payload).refusal == "the review does not approve");
}

TEST_CASE("an edited review is refused") {
  Json payload = test::review(k_body);
  payload["action"] = "edited";
  CHECK(read_submitted(payload).refusal == "the review was 'edited', and only a new one counts");
}

TEST_CASE("a review that another account caused, or an app wrote, is refused") {
  Json payload = test::review(k_body);
  payload["sender"]["id"] = 43;
  CHECK(read_submitted(payload).refusal ==
        "it was not written by the account that caused this event");
  payload = test::review(k_body);
  payload["review"]["performed_via_github_app"] = {{"id", 1}};
  CHECK(read_submitted(payload).refusal == "it was written through an app");
}

TEST_CASE("a dismissed review takes its sign-offs back, whoever dismissed it") {
  Json payload = test::review(k_body);
  payload["action"] = "dismissed";
  payload["review"]["state"] = "dismissed";
  payload["sender"]["id"] = 99;
  const Review review = read_submitted(payload);
  CHECK(review.refusal.empty());
  CHECK(review.action == ReviewAction::dismiss);
  CHECK(review.author == "github:42");
  REQUIRE(review.items.size() == 1);
  CHECK(review.items[0].item == "security");
}

TEST_CASE("a review without a text has nothing to import") {
  Json payload = test::review("");
  payload["review"]["body"] = nullptr;
  CHECK(read_submitted(payload).items.empty());
  CHECK(read_submitted(payload).refusal.empty());
}

TEST_CASE("a review on Gitea and Forgejo is its sender's, for the commit of the job") {
  const Review review = read_gitea(gitea_review(), k_head);
  CHECK(review.refusal.empty());
  CHECK(review.author == "gitea:42");
  CHECK(review.opener == "gitea:583231");
  CHECK(review.head == k_head);
  CHECK(review.items.size() == 1);
  CHECK(read_gitea(gitea_review(), k_head, "FORGEJO_ACTIONS").author == "forgejo:42");
}

TEST_CASE("a review on Gitea of an older commit, or one that rejects, is refused") {
  CHECK(read_gitea(gitea_review(), k_base).refusal ==
        "the pull request has moved on since this review");
  Json payload = gitea_review();
  payload["review"]["type"] = "pull_request_review_rejected";
  CHECK(read_gitea(payload, k_head).refusal == "the review does not approve");
}

TEST_CASE("an address with control characters is not passed on") {
  Json payload = test::comment(k_body);
  payload["comment"]["html_url"] = "https://example.com/\n::error::x";
  CHECK(read_comment(payload).url.empty());
}

TEST_CASE("a comment event of wrong types names the member") {
  Json payload = test::comment(k_body);
  payload["comment"]["body"] = Json::array();
  const Job job("GITHUB_ACTIONS", "issue_comment", payload);
  CHECK(test::failure([&job] { read_review(job.environment); }) ==
        "cannot read comment.body in the event file '" + job.path() + "': it is no string");
}

TEST_CASE("other events and other systems have no review") {
  const Job push("GITHUB_ACTIONS", "push", test::push());
  CHECK(test::failure([&push] { read_review(push.environment); }) ==
        "cannot read a review: the event is 'push'");
  CHECK(test::failure([] {
          read_review({{"GITLAB_CI", "true"}});
        }) == "cannot read a review: GitLab CI/CD gives its jobs no event file");
  CHECK(test::failure([] { read_review({}); }) ==
        "cannot read a review: no CI system that is known runs this job");
}

}  // namespace
}  // namespace sallyport::ci::review_test

#include "ci/systems.hpp"

#include <catch2/catch.hpp>

namespace sallyport::ci::server_test {
namespace {

TEST_CASE("a plain git server does not say who pushes") {
  CHECK(server_pusher({}).empty());
  CHECK(server_pusher({{"USER", "git"}, {"REMOTE_USER", "alice"}}).empty());
}

TEST_CASE("GitLab names the person who pushes, by ssh and by https") {
  const auto* const protocol = GENERATE("ssh", "http");
  CHECK(server_pusher({{"GL_ID", "user-123"}, {"GL_PROTOCOL", protocol}}) == "gitlab:123");
}

TEST_CASE("a merge by button on GitLab has no pusher") {
  CHECK(server_pusher({{"GL_ID", "user-123"}, {"GL_PROTOCOL", "web"}}).empty());
}

TEST_CASE("a deploy key, or anything else that is no person, is nobody on GitLab") {
  const auto* const id = GENERATE("key-4", "user-", "user-0", "user--1", "user-12x", "user-1\n2",
                                  "user-1234567890123456789", "");
  CHECK(server_pusher({{"GL_ID", id}, {"GL_PROTOCOL", "ssh"}}).empty());
}

TEST_CASE("Gitea names the person who pushes") {
  CHECK(server_pusher({{"GITEA_PUSHER_ID", "45"}}) == "gitea:45");
  CHECK(server_pusher(
            {{"GITEA_PUSHER_ID", "45"}, {"GITEA_PR_ID", "0"}, {"GITEA_DEPLOY_KEY_ID", "0"}}) ==
        "gitea:45");
}

TEST_CASE("a merge by button, a deploy key and the server's own accounts are nobody on Gitea") {
  CHECK(server_pusher({{"GITEA_PUSHER_ID", "45"}, {"GITEA_PR_ID", "7"}}).empty());
  CHECK(server_pusher({{"GITEA_PUSHER_ID", "45"}, {"GITEA_DEPLOY_KEY_ID", "3"}}).empty());
  CHECK(server_pusher({{"GITEA_PUSHER_ID", "45"}, {"GITEA_IS_DEPLOY_KEY", "true"}}).empty());
  CHECK(server_pusher({{"GITEA_PUSHER_ID", "-2"}}).empty());
  CHECK(server_pusher({{"GITEA_PUSHER_ID", "45 "}}).empty());
}

}  // namespace
}  // namespace sallyport::ci::server_test

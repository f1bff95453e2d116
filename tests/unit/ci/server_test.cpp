#include "ci/systems.hpp"

#include <catch2/catch.hpp>

namespace sallyport::ci::server_test {
namespace {

TEST_CASE("a plain git server does not say who pushes") {
  CHECK_FALSE(server_pusher({}).is_known());
  CHECK_FALSE(server_pusher({{"USER", "git"}, {"REMOTE_USER", "alice"}}).is_known());
}

TEST_CASE("GitLab names the person who pushes, by ssh and by https") {
  const auto* const protocol = GENERATE("ssh", "http");
  const auto pusher = server_pusher({{"GL_ID", "user-123"}, {"GL_PROTOCOL", protocol}});
  CHECK(pusher.account == "gitlab:123");
  CHECK(pusher.source == "GL_ID");
}

TEST_CASE("a merge by button on GitLab has no pusher") {
  CHECK_FALSE(server_pusher({{"GL_ID", "user-123"}, {"GL_PROTOCOL", "web"}}).is_known());
}

TEST_CASE("a deploy key, or anything else that is no person, is nobody on GitLab") {
  const auto* const id = GENERATE("key-4", "user-", "user-0", "user--1", "user-12x", "user-1\n2",
                                  "user-1234567890123456789", "");
  CHECK_FALSE(server_pusher({{"GL_ID", id}, {"GL_PROTOCOL", "ssh"}}).is_known());
}

TEST_CASE("Gitea names the person who pushes") {
  CHECK(server_pusher({{"GITEA_PUSHER_ID", "45"}}).account == "gitea:45");
  CHECK(
      server_pusher({{"GITEA_PUSHER_ID", "45"}, {"GITEA_PR_ID", "0"}, {"GITEA_DEPLOY_KEY_ID", "0"}})
          .account == "gitea:45");
}

TEST_CASE("a merge by button, a deploy key and the server's own accounts are nobody on Gitea") {
  CHECK_FALSE(server_pusher({{"GITEA_PUSHER_ID", "45"}, {"GITEA_PR_ID", "7"}}).is_known());
  CHECK_FALSE(server_pusher({{"GITEA_PUSHER_ID", "45"}, {"GITEA_DEPLOY_KEY_ID", "3"}}).is_known());
  CHECK_FALSE(
      server_pusher({{"GITEA_PUSHER_ID", "45"}, {"GITEA_IS_DEPLOY_KEY", "true"}}).is_known());
  CHECK_FALSE(server_pusher({{"GITEA_PUSHER_ID", "-2"}}).is_known());
  CHECK_FALSE(server_pusher({{"GITEA_PUSHER_ID", "45 "}}).is_known());
}

}  // namespace
}  // namespace sallyport::ci::server_test

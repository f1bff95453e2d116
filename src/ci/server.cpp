#include "ci/event.hpp"
#include "ci/variables.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

namespace sallyport::ci {
namespace {

bool is_number(std::string_view text) {
  constexpr std::size_t k_longest = 18;
  return !text.empty() && text.size() <= k_longest && text.front() != '0' &&
         text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// Whether a variable that holds a number, or `true`, says yes.
bool is_yes(const util::Environment& environment, std::string_view name) {
  const std::string value = variable(environment, name).value;
  return !value.empty() && value != "0" && value != "false";
}

/// `GL_ID` is `user-123`, or `key-4` for a deploy key; `GL_PROTOCOL` is `web` for what GitLab
/// itself writes, such as a merge by button.
std::string gitlab_pusher(const util::Environment& environment) {
  constexpr std::string_view k_user = "user-";
  const std::string id = variable(environment, "GL_ID").value;
  if (!id.starts_with(k_user) || variable(environment, "GL_PROTOCOL").value == "web") {
    return {};
  }
  const std::string number = id.substr(k_user.size());
  return is_number(number) ? "gitlab:" + number : std::string();
}

/// A deploy key pushes under the number of the repository's owner, who may know nothing of it.
/// Forgejo sets the same variables as Gitea.
std::string gitea_pusher(const util::Environment& environment) {
  const std::string number = variable(environment, "GITEA_PUSHER_ID").value;
  const bool is_nobody = is_yes(environment, "GITEA_PR_ID") ||
                         is_yes(environment, "GITEA_DEPLOY_KEY_ID") ||
                         is_yes(environment, "GITEA_IS_DEPLOY_KEY");
  return is_nobody || !is_number(number) ? std::string() : "gitea:" + number;
}

}  // namespace

std::string server_pusher(const util::Environment& environment) {
  return is_set(environment, "GL_ID") ? gitlab_pusher(environment) : gitea_pusher(environment);
}

}  // namespace sallyport::ci

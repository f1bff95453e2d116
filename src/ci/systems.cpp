#include "ci/systems.hpp"

#include "ci/checked.hpp"
#include "util/glob.hpp"

#include <algorithm>
#include <array>

namespace sallyport::ci {
namespace {

using util::Environment;

/// Azure Repos keeps only the merge of a pull request; GitHub keeps its head too.
std::string azure_ref(const Environment& environment) {
  const Found request = variable(environment, "SYSTEM_PULLREQUEST_PULLREQUESTNUMBER");
  const bool is_github = variable(environment, "BUILD_REPOSITORY_PROVIDER").value == "GitHub";
  return is_github && !request.value.empty()
             ? pull_request_ref(number(request))
             : branch_ref(required(environment, "SYSTEM_PULLREQUEST_SOURCEBRANCH"));
}

/// Several plug-ins set `CHANGE_ID`, for forges that keep heads in different refs.
std::string jenkins_ref(const Environment& /*environment*/) {
  return {};
}

/// Only the address of a pull request on GitHub tells its ref.
std::string circleci_ref(const Environment& environment) {
  constexpr std::string_view k_path = "/pull/";
  const Found address = required(environment, "CIRCLE_PULL_REQUEST");
  const auto at = address.value.rfind(k_path);
  if (at == std::string::npos) {
    return {};
  }
  return pull_request_ref(number({address.value.substr(at + k_path.size()), address.place}));
}

std::string buildkite_ref(const Environment& environment) {
  return pull_request_ref(number(required(environment, "BUILDKITE_PULL_REQUEST")));
}

/// `owner/name` at the end of an address, whatever the transport.
std::string_view repository_of(std::string_view address) {
  constexpr std::string_view k_suffix = ".git";
  if (address.ends_with(k_suffix)) {
    address.remove_suffix(k_suffix.size());
  }
  const auto name = address.find_last_of(":/");
  const auto owner =
      name == std::string_view::npos || name == 0 ? name : address.find_last_of(":/", name - 1);
  return owner == std::string_view::npos ? address : address.substr(owner + 1);
}

bool is_from_buildkite_fork(const Environment& environment) {
  const std::string source = variable(environment, "BUILDKITE_PULL_REQUEST_REPO").value;
  const std::string ours = variable(environment, "BUILDKITE_REPO").value;
  return !source.empty() && repository_of(source) != repository_of(ours);
}

std::string woodpecker_ref(const Environment& environment) {
  const std::string request = number(required(environment, "CI_COMMIT_PULL_REQUEST"));
  return variable(environment, "CI_FORGE_TYPE").value == "gitlab" ? merge_request_ref(request)
                                                                  : pull_request_ref(request);
}

std::string drone_ref(const Environment& environment) {
  const std::string request = number(required(environment, "DRONE_PULL_REQUEST"));
  const std::string ref = variable(environment, "DRONE_COMMIT_REF").value;
  return ref.starts_with("refs/merge-requests/") ? merge_request_ref(request)
                                                 : pull_request_ref(request);
}

constexpr std::array k_systems{
    System{.name = "Forgejo Actions",
           .variable = "FORGEJO_ACTIONS",
           .documentation = "https://forgejo.org/docs/latest/user/actions/reference/",
           .whole_clone = "with: {fetch-depth: 0} under actions/checkout",
           .definitions = {".forgejo/workflows/*"},
           .forge = "forgejo"},
    System{.name = "Gitea Actions",
           .variable = "GITEA_ACTIONS",
           .documentation = "https://docs.gitea.com/usage/actions/actions-variables",
           .whole_clone = "with: {fetch-depth: 0} under actions/checkout",
           .definitions = {".gitea/workflows/*"},
           .forge = "gitea"},
    System{.name = "GitHub Actions",
           .variable = "GITHUB_ACTIONS",
           .documentation =
               "https://docs.github.com/en/actions/reference/workflows-and-actions/variables",
           .whole_clone = "with: {fetch-depth: 0} under actions/checkout",
           .definitions = {".github/workflows/*", ".github/actions/**"},
           .forge = "github"},
    System{.name = "GitLab CI/CD",
           .variable = "GITLAB_CI",
           .documentation = "https://docs.gitlab.com/ci/variables/predefined_variables/",
           .whole_clone = R"(variables: {GIT_DEPTH: "0"})",
           .definitions = {"/.gitlab-ci.yml", ".gitlab/**"},
           .read = read_gitlab},
    System{.name = "Bitbucket Pipelines",
           .variable = "BITBUCKET_BUILD_NUMBER",
           .documentation =
               "https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/",
           .whole_clone = "clone: {depth: full}",
           .definitions = {"/bitbucket-pipelines.yml"},
           .variables = {.tag = "BITBUCKET_TAG",
                         .head = "BITBUCKET_COMMIT",
                         .branch = "BITBUCKET_BRANCH",
                         .request = "BITBUCKET_PR_ID",
                         .request_base = "BITBUCKET_PR_DESTINATION_COMMIT",
                         .request_target = "BITBUCKET_PR_DESTINATION_BRANCH"}},
    System{
        .name = "Azure Pipelines",
        .variable = "TF_BUILD",
        .documentation = "https://learn.microsoft.com/en-us/azure/devops/pipelines/build/variables",
        .whole_clone = "fetchDepth: 0 under checkout: self",
        .definitions = {"/azure-pipelines.yml"},
        .variables = {.event = "BUILD_REASON",
                      .tag = "BUILD_SOURCEBRANCH",
                      .tag_prefix = "refs/tags/",
                      .head = "BUILD_SOURCEVERSION",
                      .branch = "BUILD_SOURCEBRANCH",
                      .request_event = "PullRequest",
                      .request_head = "SYSTEM_PULLREQUEST_SOURCECOMMITID",
                      .request_target = "SYSTEM_PULLREQUEST_TARGETBRANCH",
                      .request_branch = "SYSTEM_PULLREQUEST_SOURCEBRANCH",
                      .fork = "SYSTEM_PULLREQUEST_ISFORK",
                      .request_ref = azure_ref}},
    System{.name = "Jenkins",
           .variable = "JENKINS_URL",
           .documentation = "https://www.jenkins.io/doc/book/pipeline/multibranch/",
           .whole_clone = "a clone that is not shallow and fetches the target",
           .definitions = {"/Jenkinsfile"},
           // A job may have a parameter TAG_NAME, which must not hide a pull request.
           .variables = {.tag = "TAG_NAME",
                         .tag_unless = "CHANGE_ID",
                         .head = "GIT_COMMIT",
                         .branch = "BRANCH_NAME",
                         .old_tip = "GIT_PREVIOUS_SUCCESSFUL_COMMIT",
                         .request = "CHANGE_ID",
                         .request_name = "change",
                         .request_target = "CHANGE_TARGET",
                         .request_branch = "CHANGE_BRANCH",
                         .fork = "CHANGE_FORK",
                         .request_ref = jenkins_ref}},
    System{.name = "CircleCI",
           .variable = "CIRCLECI",
           .documentation = "https://circleci.com/docs/variables/",
           .whole_clone = "checkout: {method: full}",
           .definitions = {".circleci/*"},
           .variables = {.tag = "CIRCLE_TAG",
                         .head = "CIRCLE_SHA1",
                         .branch = "CIRCLE_BRANCH",
                         .request = "CIRCLE_PULL_REQUEST",
                         .fork = "CIRCLE_PR_NUMBER",
                         .request_ref = circleci_ref}},
    System{.name = "Buildkite",
           .variable = "BUILDKITE",
           .documentation = "https://buildkite.com/docs/pipelines/configure/environment-variables",
           .whole_clone = "no depth in the git clone flags",
           .definitions = {".buildkite/*"},
           .variables = {.tag = "BUILDKITE_TAG",
                         .head = "BUILDKITE_COMMIT",
                         .branch = "BUILDKITE_BRANCH",
                         .default_branch = "BUILDKITE_PIPELINE_DEFAULT_BRANCH",
                         .request = "BUILDKITE_PULL_REQUEST",
                         .request_target = "BUILDKITE_PULL_REQUEST_BASE_BRANCH",
                         .queue_base = "BUILDKITE_MERGE_QUEUE_BASE_COMMIT",
                         .queue_target = "BUILDKITE_MERGE_QUEUE_BASE_BRANCH",
                         .owner_mark = ':',
                         .request_ref = buildkite_ref,
                         .is_from_fork = is_from_buildkite_fork}},
    System{.name = "Woodpecker",
           .variable = "CI",
           .value = "woodpecker",
           .documentation = "https://woodpecker-ci.org/docs/usage/environment",
           .whole_clone = "a clone step with settings: {partial: false, depth: 0}",
           .definitions = {".woodpecker/*", "/.woodpecker.yml"},
           // CI_PREV_COMMIT_SHA is the commit of the pipeline before, not the old tip: a branch can
           // have moved in between. So pushes are judged against the default branch.
           .variables = {.event = "CI_PIPELINE_EVENT",
                         .tag = "CI_COMMIT_TAG",
                         .head = "CI_COMMIT_SHA",
                         .branch = "CI_COMMIT_BRANCH",
                         .default_branch = "CI_REPO_DEFAULT_BRANCH",
                         .request = "CI_COMMIT_PULL_REQUEST",
                         .request_event = "pull_request",
                         .closed_event = "pull_request_closed",
                         .request_target = "CI_COMMIT_TARGET_BRANCH",
                         .request_branch = "CI_COMMIT_SOURCE_BRANCH",
                         .request_ref = woodpecker_ref}},
    System{.name = "Drone",
           .variable = "DRONE",
           .documentation = "https://docs.drone.io/pipeline/environment/reference/",
           .whole_clone = "no depth in clone",
           .definitions = {"/.drone.yml"},
           .variables = {.event = "DRONE_BUILD_EVENT",
                         .tag = "DRONE_TAG",
                         .head = "DRONE_COMMIT_SHA",
                         .branch = "DRONE_BRANCH",
                         .default_branch = "DRONE_REPO_BRANCH",
                         .old_tip = "DRONE_COMMIT_BEFORE",
                         .request_event = "pull_request",
                         .request_target = "DRONE_TARGET_BRANCH",
                         .request_branch = "DRONE_SOURCE_BRANCH",
                         .request_ref = drone_ref}},
};

bool applies(const System& system, const Environment& environment) {
  const std::string value = variable(environment, system.variable).value;
  return system.value.empty() ? !value.empty() && value != "false" : value == system.value;
}

/// Calls `see` with every glob of files that define jobs.
template <typename See>
void for_each_definition(See see) {
  for (const System& system : k_systems) {
    for (const std::string_view glob : system.definitions) {
      if (!glob.empty()) {
        see(glob);
      }
    }
  }
}

Event read_by(const System& system, const Environment& environment) {
  if (!system.forge.empty()) {
    return read_actions(environment, system.forge);
  }
  return system.read != nullptr ? system.read(environment)
                                : read_job(environment, system.variables);
}

/// Whether a variable that holds a number, or `true`, says yes.
bool is_yes(const Environment& environment, std::string_view name) {
  const std::string value = variable(environment, name).value;
  return !value.empty() && value != "0" && value != "false";
}

/// `GL_ID` is `user-123`, or `key-4` for a deploy key; `GL_PROTOCOL` is `web` for what GitLab
/// itself writes, such as a merge by button.
std::string gitlab_pusher(const Environment& environment) {
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
std::string gitea_pusher(const Environment& environment) {
  const std::string number = variable(environment, "GITEA_PUSHER_ID").value;
  const bool is_nobody = is_yes(environment, "GITEA_PR_ID") ||
                         is_yes(environment, "GITEA_DEPLOY_KEY_ID") ||
                         is_yes(environment, "GITEA_IS_DEPLOY_KEY");
  return is_nobody || !is_number(number) ? std::string() : "gitea:" + number;
}

}  // namespace

std::span<const System> systems() {
  return k_systems;
}

const System* find_system(const Environment& environment) {
  const auto* const found =
      std::find_if(k_systems.begin(), k_systems.end(),
                   [&environment](const System& system) { return applies(system, environment); });
  return found == k_systems.end() ? nullptr : found;
}

bool is_definition(std::string_view path) {
  bool found = false;
  for_each_definition(
      [&](std::string_view glob) { found = found || util::glob_matches_folded(glob, path); });
  return found;
}

std::vector<std::string> definition_folders() {
  constexpr std::string_view k_files = "/*";
  std::vector<std::string> folders{""};
  for_each_definition([&](std::string_view glob) {
    if (glob.ends_with(k_files)) {
      folders.emplace_back(glob.substr(0, glob.size() - k_files.size()));
    }
  });
  return folders;
}

std::optional<Event> read_event(const Environment& environment) {
  const System* const system = find_system(environment);
  if (system == nullptr) {
    return std::nullopt;
  }
  Event event = read_by(*system, environment);
  event.system = system->name;
  return event;
}

core::Bringer server_pusher(const Environment& environment) {
  const bool is_gitlab = is_set(environment, "GL_ID");
  std::string account = is_gitlab ? gitlab_pusher(environment) : gitea_pusher(environment);
  const std::string_view source = is_gitlab ? "GL_ID" : "GITEA_PUSHER_ID";
  return account.empty() ? core::Bringer{} : core::Bringer{std::move(account), std::string(source)};
}

}  // namespace sallyport::ci

#include "ci/event.hpp"

#include "ci/checked.hpp"
#include "ci/systems.hpp"
#include "ci/variables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace sallyport::ci {
namespace {

constexpr std::array k_systems{
    System{"Forgejo Actions", "FORGEJO_ACTIONS", "",
           "https://forgejo.org/docs/latest/user/actions/reference/",
           "with: {fetch-depth: 0} under actions/checkout", read_forgejo},
    System{"Gitea Actions", "GITEA_ACTIONS", "",
           "https://docs.gitea.com/usage/actions/actions-variables",
           "with: {fetch-depth: 0} under actions/checkout", read_gitea},
    System{"GitHub Actions", "GITHUB_ACTIONS", "",
           "https://docs.github.com/en/actions/reference/workflows-and-actions/variables",
           "with: {fetch-depth: 0} under actions/checkout", read_github},
    System{"GitLab CI/CD", "GITLAB_CI", "",
           "https://docs.gitlab.com/ci/variables/predefined_variables/",
           R"(variables: {GIT_DEPTH: "0"})", read_gitlab},
    System{"Bitbucket Pipelines", "BITBUCKET_BUILD_NUMBER", "",
           "https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/",
           "clone: {depth: full}", read_bitbucket},
    System{"Azure Pipelines", "TF_BUILD", "",
           "https://learn.microsoft.com/en-us/azure/devops/pipelines/build/variables",
           "fetchDepth: 0 under checkout: self", read_azure},
    System{"Jenkins", "JENKINS_URL", "", "https://www.jenkins.io/doc/book/pipeline/multibranch/",
           "a clone that is not shallow and fetches the target", read_jenkins},
    System{"CircleCI", "CIRCLECI", "", "https://circleci.com/docs/variables/",
           "checkout: {method: full}", read_circleci},
    System{"Buildkite", "BUILDKITE", "",
           "https://buildkite.com/docs/pipelines/configure/environment-variables",
           "no depth in the git clone flags", read_buildkite},
    System{"Woodpecker", "CI", "woodpecker", "https://woodpecker-ci.org/docs/usage/environment",
           "a clone step with settings: {partial: false, depth: 0}", read_woodpecker},
    System{"Drone", "DRONE", "", "https://docs.drone.io/pipeline/environment/reference/",
           "no depth in clone", read_drone},
};

bool applies(const System& system, const util::Environment& environment) {
  const std::string value = variable(environment, system.variable).value;
  return system.value.empty() ? !value.empty() && value != "false" : value == system.value;
}

}  // namespace

std::span<const System> systems() {
  return k_systems;
}

const System* find_system(const util::Environment& environment) {
  const auto* const found =
      std::find_if(k_systems.begin(), k_systems.end(),
                   [&environment](const System& system) { return applies(system, environment); });
  return found == k_systems.end() ? nullptr : found;
}

std::optional<Event> read_event(const util::Environment& environment) {
  const System* const system = find_system(environment);
  if (system == nullptr) {
    return std::nullopt;
  }
  Event event = system->read(environment);
  event.system = system->name;
  return event;
}

Event nothing_to_judge(std::string name, std::string note) {
  Event event;
  event.name = std::move(name);
  event.note = std::move(note);
  return event;
}

Event tag_to_ignore(std::string name, std::string_view tag) {
  constexpr std::string_view k_tags = "refs/tags/";
  if (tag.starts_with(k_tags)) {
    tag.remove_prefix(k_tags.size());
  }
  return nothing_to_judge(std::move(name), fmt::format("{} is a tag", shown(tag)));
}

std::string pull_request_ref(std::string_view number) {
  return fmt::format("refs/pull/{}/head", number);
}

std::string merge_request_ref(std::string_view number) {
  return fmt::format("refs/merge-requests/{}/head", number);
}

}  // namespace sallyport::ci

#include "ci/systems.hpp"
#include "ci/variables.hpp"

#include <fmt/format.h>

namespace sallyport::ci {
namespace {

std::string head_ref_of(const util::Environment& environment, const std::string& request) {
  return variable(environment, "CI_FORGE_TYPE").value == "gitlab" ? merge_request_ref(request)
                                                                  : pull_request_ref(request);
}

Event read_pull_request(const util::Environment& environment) {
  const std::string request = number(required(environment, "CI_COMMIT_PULL_REQUEST"));
  if (variable(environment, "CI_PIPELINE_EVENT").value == "pull_request_closed") {
    return nothing_to_judge("", fmt::format("pull request {} is closed", request));
  }
  Event event;
  event.kind = EventKind::pull_request;
  event.head = commit_id(required(environment, "CI_COMMIT_SHA"));
  event.target = branch_ref(required(environment, "CI_COMMIT_TARGET_BRANCH"));
  event.branch = branch_name(required(environment, "CI_COMMIT_SOURCE_BRANCH"));
  event.head_ref = head_ref_of(environment, request);
  return event;
}

/// `CI_PREV_COMMIT_SHA` is the commit of the pipeline before, not the old tip: a branch can have
/// moved in between. So pushes are judged against the default branch too.
Event read_branch(const util::Environment& environment) {
  const Found branch = required(environment, "CI_COMMIT_BRANCH");
  Event event;
  event.kind = EventKind::branch;
  event.head = commit_id(required(environment, "CI_COMMIT_SHA"));
  event.branch = branch_name(branch);
  event.head_ref = branch_ref(branch);
  event.target = optional_branch_ref(variable(environment, "CI_REPO_DEFAULT_BRANCH"));
  return event;
}

Event read_kind(const util::Environment& environment, std::string_view name) {
  if (const Found tag = variable(environment, "CI_COMMIT_TAG"); !tag.value.empty()) {
    return tag_to_ignore("", tag.value);
  }
  return name.starts_with("pull_request") ? read_pull_request(environment)
                                          : read_branch(environment);
}

}  // namespace

Event read_woodpecker(const util::Environment& environment) {
  const Found name = required(environment, "CI_PIPELINE_EVENT");
  Event event = read_kind(environment, name.value);
  event.name = name.value;
  event.default_branch = optional_branch_ref(variable(environment, "CI_REPO_DEFAULT_BRANCH"));
  return event;
}

}  // namespace sallyport::ci

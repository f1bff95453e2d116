#include "ci/systems.hpp"
#include "ci/variables.hpp"

namespace sallyport::ci {
namespace {

Event read_pull_request(const util::Environment& environment) {
  const std::string request = number(required(environment, "DRONE_PULL_REQUEST"));
  Event event;
  event.kind = EventKind::pull_request;
  event.target = branch_ref(required(environment, "DRONE_TARGET_BRANCH"));
  event.branch = branch_name(required(environment, "DRONE_SOURCE_BRANCH"));
  event.head_ref =
      variable(environment, "DRONE_COMMIT_REF").value.starts_with("refs/merge-requests/")
          ? merge_request_ref(request)
          : pull_request_ref(request);
  return event;
}

Event read_push(const util::Environment& environment) {
  const Found branch = required(environment, "DRONE_BRANCH");
  Event event;
  event.kind = EventKind::push;
  event.base = optional_commit_id(variable(environment, "DRONE_COMMIT_BEFORE"));
  event.target = branch_ref(branch);
  event.branch = branch_name(branch);
  event.head_ref = event.target;
  return event;
}

Event read_branch(const util::Environment& environment) {
  const Found branch = required(environment, "DRONE_BRANCH");
  Event event;
  event.kind = EventKind::branch;
  event.branch = branch_name(branch);
  event.head_ref = branch_ref(branch);
  event.target = optional_branch_ref(variable(environment, "DRONE_REPO_BRANCH"));
  return event;
}

Event read_kind(const util::Environment& environment, std::string_view name) {
  if (name == "pull_request") {
    return read_pull_request(environment);
  }
  return name == "push" ? read_push(environment) : read_branch(environment);
}

}  // namespace

Event read_drone(const util::Environment& environment) {
  const Found name = required(environment, "DRONE_BUILD_EVENT");
  if (const Found tag = variable(environment, "DRONE_TAG"); !tag.value.empty()) {
    return tag_to_ignore(name.value, tag.value);
  }
  Event event = read_kind(environment, name.value);
  event.name = name.value;
  event.head = commit_id(required(environment, "DRONE_COMMIT_SHA"));
  event.default_branch = optional_branch_ref(variable(environment, "DRONE_REPO_BRANCH"));
  return event;
}

}  // namespace sallyport::ci

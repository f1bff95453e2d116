#include "ci/systems.hpp"
#include "ci/variables.hpp"

namespace sallyport::ci {
namespace {

/// Several plug-ins set `CHANGE_ID`, for forges that keep heads in different refs; so `head_ref`
/// stays empty.
Event read_change(const util::Environment& environment) {
  Event event;
  event.name = "change";
  event.kind = EventKind::pull_request;
  event.head = commit_id(required(environment, "GIT_COMMIT"));
  event.target = branch_ref(required(environment, "CHANGE_TARGET"));
  event.branch = branch_name(required(environment, "CHANGE_BRANCH"));
  event.from_fork = is_set(environment, "CHANGE_FORK");
  return event;
}

}  // namespace

Event read_jenkins(const util::Environment& environment) {
  if (is_set(environment, "CHANGE_ID")) {
    return read_change(environment);
  }
  if (const Found tag = variable(environment, "TAG_NAME"); !tag.value.empty()) {
    return tag_to_ignore("tag", tag.value);
  }
  const Found branch = required(environment, "BRANCH_NAME");
  Event event;
  event.name = "branch";
  event.kind = EventKind::push;
  event.base = optional_commit_id(variable(environment, "GIT_PREVIOUS_SUCCESSFUL_COMMIT"));
  event.head = commit_id(required(environment, "GIT_COMMIT"));
  event.target = branch_ref(branch);
  event.branch = branch_name(branch);
  event.head_ref = event.target;
  return event;
}

}  // namespace sallyport::ci

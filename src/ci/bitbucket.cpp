#include "ci/systems.hpp"
#include "ci/variables.hpp"

namespace sallyport::ci {
namespace {

/// The tip of the target; empty where it is abbreviated, as Bitbucket often has it.
std::string destination(const util::Environment& environment) {
  const Found found = variable(environment, "BITBUCKET_PR_DESTINATION_COMMIT");
  return is_commit_id(found.value) ? optional_commit_id(found) : std::string();
}

Event read_pull_request(const util::Environment& environment) {
  Event event;
  event.name = "pull_request";
  event.kind = EventKind::pull_request;
  event.base = destination(environment);
  event.target = branch_ref(required(environment, "BITBUCKET_PR_DESTINATION_BRANCH"));
  return event;
}

}  // namespace

Event read_bitbucket(const util::Environment& environment) {
  if (const Found tag = variable(environment, "BITBUCKET_TAG"); !tag.value.empty()) {
    return tag_to_ignore("tag", tag.value);
  }
  Event event;
  event.name = "branch";
  event.kind = EventKind::branch;
  if (is_set(environment, "BITBUCKET_PR_ID")) {
    event = read_pull_request(environment);
  }
  const Found branch = required(environment, "BITBUCKET_BRANCH");
  event.head = commit_id(required(environment, "BITBUCKET_COMMIT"));
  event.branch = branch_name(branch);
  event.head_ref = branch_ref(branch);
  return event;
}

}  // namespace sallyport::ci

#include "ci/systems.hpp"
#include "ci/variables.hpp"

namespace sallyport::ci {
namespace {

/// Azure Repos keeps only the merge of a pull request; GitHub keeps its head too.
std::string head_ref_of(const util::Environment& environment, const Found& branch) {
  const Found request = variable(environment, "SYSTEM_PULLREQUEST_PULLREQUESTNUMBER");
  if (variable(environment, "BUILD_REPOSITORY_PROVIDER").value == "GitHub" &&
      !request.value.empty()) {
    return pull_request_ref(number(request));
  }
  return branch_ref(branch);
}

Event read_pull_request(const util::Environment& environment) {
  const Found branch = required(environment, "SYSTEM_PULLREQUEST_SOURCEBRANCH");
  Event event;
  event.kind = EventKind::pull_request;
  event.head = commit_id(required(environment, "SYSTEM_PULLREQUEST_SOURCECOMMITID"));
  event.target = branch_ref(required(environment, "SYSTEM_PULLREQUEST_TARGETBRANCH"));
  event.branch = branch_name(branch);
  event.head_ref = head_ref_of(environment, branch);
  event.from_fork = variable(environment, "SYSTEM_PULLREQUEST_ISFORK").value == "True";
  return event;
}

Event read_branch(const util::Environment& environment) {
  const Found branch = required(environment, "BUILD_SOURCEBRANCH");
  if (branch.value.starts_with("refs/tags/")) {
    return tag_to_ignore("", branch.value);
  }
  Event event;
  event.kind = EventKind::branch;
  event.head = commit_id(required(environment, "BUILD_SOURCEVERSION"));
  event.branch = branch_name(branch);
  event.head_ref = branch_ref(branch);
  return event;
}

}  // namespace

Event read_azure(const util::Environment& environment) {
  const Found reason = required(environment, "BUILD_REASON");
  Event event =
      reason.value == "PullRequest" ? read_pull_request(environment) : read_branch(environment);
  event.name = reason.value;
  return event;
}

}  // namespace sallyport::ci

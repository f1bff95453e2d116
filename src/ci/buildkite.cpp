#include "ci/systems.hpp"
#include "ci/variables.hpp"

namespace sallyport::ci {
namespace {

/// The branch of a fork is written `owner:branch`.
Found branch_of(const util::Environment& environment) {
  Found branch = required(environment, "BUILDKITE_BRANCH");
  branch.value.erase(0, branch.value.find(':') + 1);
  return branch;
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

bool is_from_fork(const util::Environment& environment) {
  const std::string source = variable(environment, "BUILDKITE_PULL_REQUEST_REPO").value;
  const std::string ours = variable(environment, "BUILDKITE_REPO").value;
  return !source.empty() && repository_of(source) != repository_of(ours);
}

Event read_pull_request(const util::Environment& environment) {
  Event event;
  event.name = "pull_request";
  event.kind = EventKind::pull_request;
  event.target = branch_ref(required(environment, "BUILDKITE_PULL_REQUEST_BASE_BRANCH"));
  event.head_ref = pull_request_ref(number(required(environment, "BUILDKITE_PULL_REQUEST")));
  event.from_fork = is_from_fork(environment);
  return event;
}

Event read_merge_queue(const util::Environment& environment) {
  Event event;
  event.name = "merge_group";
  event.kind = EventKind::merge_queue;
  event.base = commit_id(required(environment, "BUILDKITE_MERGE_QUEUE_BASE_COMMIT"));
  event.target = branch_ref(required(environment, "BUILDKITE_MERGE_QUEUE_BASE_BRANCH"));
  event.head_ref = branch_ref(branch_of(environment));
  return event;
}

Event read_branch(const util::Environment& environment) {
  Event event;
  event.name = "branch";
  event.kind = EventKind::branch;
  event.head_ref = branch_ref(branch_of(environment));
  event.target = optional_branch_ref(variable(environment, "BUILDKITE_PIPELINE_DEFAULT_BRANCH"));
  return event;
}

Event read_kind(const util::Environment& environment) {
  if (is_set(environment, "BUILDKITE_MERGE_QUEUE_BASE_COMMIT")) {
    return read_merge_queue(environment);
  }
  const std::string request = variable(environment, "BUILDKITE_PULL_REQUEST").value;
  return request.empty() || request == "false" ? read_branch(environment)
                                               : read_pull_request(environment);
}

}  // namespace

Event read_buildkite(const util::Environment& environment) {
  if (const Found tag = variable(environment, "BUILDKITE_TAG"); !tag.value.empty()) {
    return tag_to_ignore("tag", tag.value);
  }
  Event event = read_kind(environment);
  event.head = commit_id(required(environment, "BUILDKITE_COMMIT"));
  event.branch = branch_name(branch_of(environment));
  event.default_branch =
      optional_branch_ref(variable(environment, "BUILDKITE_PIPELINE_DEFAULT_BRANCH"));
  return event;
}

}  // namespace sallyport::ci

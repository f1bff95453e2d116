#include "ci/systems.hpp"
#include "ci/variables.hpp"

namespace sallyport::ci {
namespace {

/// The ref of the pull request at this address, where it is one of GitHub's; else empty.
std::string ref_of(const Found& address) {
  constexpr std::string_view k_path = "/pull/";
  const auto at = address.value.rfind(k_path);
  if (at == std::string::npos) {
    return {};
  }
  return pull_request_ref(number({address.value.substr(at + k_path.size()), address.place}));
}

}  // namespace

Event read_circleci(const util::Environment& environment) {
  if (const Found tag = variable(environment, "CIRCLE_TAG"); !tag.value.empty()) {
    return tag_to_ignore("tag", tag.value);
  }
  const Found request = variable(environment, "CIRCLE_PULL_REQUEST");
  const Found branch = required(environment, "CIRCLE_BRANCH");
  Event event;
  event.name = request.value.empty() ? "branch" : "pull_request";
  event.kind = request.value.empty() ? EventKind::branch : EventKind::pull_request;
  event.head = commit_id(required(environment, "CIRCLE_SHA1"));
  event.branch = branch_name(branch);
  event.head_ref = ref_of(request);
  event.from_fork = is_set(environment, "CIRCLE_PR_NUMBER");
  if (request.value.empty()) {
    event.head_ref = branch_ref(branch);
  }
  return event;
}

}  // namespace sallyport::ci

#include "ci/checked.hpp"
#include "ci/readers.hpp"
#include "util/error.hpp"

#include <fmt/format.h>

namespace sallyport::ci {
namespace {

/// The commit of the source branch. In pipelines for merged results `CI_COMMIT_SHA` is a merge that
/// was made for testing; in all others the variable of the source branch is empty, and
/// `CI_COMMIT_SHA` is its tip.
std::string source_head(const util::Environment& environment) {
  const bool is_merged =
      variable(environment, "CI_MERGE_REQUEST_EVENT_TYPE").value == "merged_result";
  if (is_merged || is_set(environment, "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA")) {
    return commit_id(required(environment, "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA"));
  }
  return commit_id(required(environment, "CI_COMMIT_SHA"));
}

/// A fork's pipeline runs with the fork's branches and policy: what it finds proves nothing.
void refuse_fork_pipeline(const util::Environment& environment) {
  if (is_set(environment, "CI_PROJECT_ID") &&
      number(required(environment, "CI_PROJECT_ID")) !=
          number(required(environment, "CI_MERGE_REQUEST_PROJECT_ID"))) {
    throw util::Error(util::ErrorKind::unavailable,
                      "cannot judge: this pipeline runs in the fork, not in the project that the "
                      "merge request is for",
                      "a member of that project starts the pipeline there: merge request, "
                      "Pipelines, Run pipeline");
  }
}

Event read_merge_request(const util::Environment& environment) {
  refuse_fork_pipeline(environment);
  const Found target = required(environment, "CI_MERGE_REQUEST_TARGET_BRANCH_NAME");
  Event event;
  event.kind = EventKind::pull_request;
  event.target = branch_ref(target);
  event.branch = branch_name(required(environment, "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME"));
  event.head_ref = merge_request_ref(number(required(environment, "CI_MERGE_REQUEST_IID")));
  event.from_fork = number(required(environment, "CI_MERGE_REQUEST_SOURCE_PROJECT_ID")) !=
                    number(required(environment, "CI_MERGE_REQUEST_PROJECT_ID"));
  if (variable(environment, "CI_MERGE_REQUEST_EVENT_TYPE").value == "merge_train") {
    event.kind = EventKind::merge_queue;
    event.head = commit_id(required(environment, "CI_COMMIT_SHA"));
    return event;
  }
  // CI_MERGE_REQUEST_DIFF_BASE_SHA is no help: it stays stale after the target was changed.
  event.base = optional_commit_id(variable(environment, "CI_MERGE_REQUEST_TARGET_BRANCH_SHA"));
  event.head = source_head(environment);
  return event;
}

Event read_push(const util::Environment& environment) {
  const Found branch = required(environment, "CI_COMMIT_BRANCH");
  Event event;
  event.kind = EventKind::push;
  event.base = optional_commit_id(variable(environment, "CI_COMMIT_BEFORE_SHA"));
  event.head = commit_id(required(environment, "CI_COMMIT_SHA"));
  event.target = branch_ref(branch);
  event.branch = branch_name(branch);
  event.head_ref = event.target;
  event.pusher = fmt::format("gitlab:{}", number(required(environment, "GITLAB_USER_ID")));
  return event;
}

Event read_branch(const util::Environment& environment) {
  const Found branch = required(environment, "CI_COMMIT_BRANCH");
  Event event;
  event.kind = EventKind::branch;
  event.head = commit_id(required(environment, "CI_COMMIT_SHA"));
  event.branch = branch_name(branch);
  event.head_ref = branch_ref(branch);
  event.target = branch_ref(required(environment, "CI_DEFAULT_BRANCH"));
  return event;
}

Event read_kind(const util::Environment& environment, std::string_view source) {
  if (is_set(environment, "CI_MERGE_REQUEST_IID")) {
    return read_merge_request(environment);
  }
  if (const Found tag = variable(environment, "CI_COMMIT_TAG"); !tag.value.empty()) {
    return tag_to_ignore("", tag.value);
  }
  return source == "push" ? read_push(environment) : read_branch(environment);
}

}  // namespace

Event read_gitlab(const util::Environment& environment) {
  const Found source = required(environment, "CI_PIPELINE_SOURCE");
  Event event = read_kind(environment, source.value);
  event.name = source.value;
  event.default_branch = optional_branch_ref(variable(environment, "CI_DEFAULT_BRANCH"));
  return event;
}

}  // namespace sallyport::ci

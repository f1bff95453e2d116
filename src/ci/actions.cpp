#include "ci/payload.hpp"
#include "ci/readers.hpp"
#include "core/git_terms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace sallyport::ci {
namespace {

/// A fork whose repository was deleted is null, and a fork all the same.
bool is_from_fork(const Payload& payload) {
  return !payload.has("pull_request.head.repo") || payload.integer("pull_request.head.repo.id") !=
                                                       payload.integer("pull_request.base.repo.id");
}

Event read_pull_request(const Payload& payload, const util::Environment&, std::string_view forge) {
  const std::string request = payload.positive("pull_request.number");
  if (payload.optional_text("action").value == "closed" ||
      payload.optional_text("pull_request.state").value == "closed") {
    return nothing_to_judge("", fmt::format("pull request {} is closed", request));
  }
  Event event;
  event.kind = EventKind::pull_request;
  event.base = commit_id(payload.text("pull_request.base.sha"));
  event.head = commit_id(payload.text("pull_request.head.sha"));
  event.target = short_branch_ref(payload.text("pull_request.base.ref"));
  event.branch = branch_name(payload.text("pull_request.head.ref"));
  event.head_ref = pull_request_ref(request);
  event.opener = account(payload, "pull_request.user", forge);
  event.opening_bot = address_of_bot(payload, "pull_request.user");
  event.from_fork = is_from_fork(payload);
  return event;
}

Event read_merge_group(const Payload& payload, const util::Environment&, std::string_view) {
  if (payload.optional_text("action").value == "destroyed") {
    return nothing_to_judge("", "the merge group is gone");
  }
  const Found head_ref = payload.text("merge_group.head_ref");
  Event event;
  event.kind = EventKind::merge_queue;
  event.base = commit_id(payload.text("merge_group.base_sha"));
  event.head = commit_id(payload.text("merge_group.head_sha"));
  event.target = branch_ref(payload.text("merge_group.base_ref"));
  event.branch = branch_name(head_ref);
  event.head_ref = branch_ref(head_ref);
  return event;
}

Event read_push(const Payload& payload, const util::Environment&, std::string_view forge) {
  const Found ref = payload.text("ref");
  if (ref.value.starts_with(core::k_tags)) {
    return tag_to_ignore("", ref.value);
  }
  Event event;
  event.target = branch_ref(ref);
  event.branch = branch_name(ref);
  const Found after = payload.text("after");
  if (payload.flag("deleted") || is_zero_id(after.value)) {
    return nothing_to_judge("", fmt::format("branch {} was deleted", shown(event.branch)));
  }
  event.kind = EventKind::push;
  event.base = optional_commit_id(payload.text("before"));
  event.head = commit_id(after);
  event.head_ref = event.target;
  event.pusher = account(payload, "sender", forge);
  return event;
}

/// A run by hand or by schedule: of the branch as it is.
Event read_run(const Payload& payload, const util::Environment& environment, std::string_view) {
  const Found ref = required(environment, "GITHUB_REF");
  if (ref.value.starts_with(core::k_tags)) {
    return tag_to_ignore("", ref.value);
  }
  Event event;
  event.kind = EventKind::branch;
  event.head = commit_id(required(environment, "GITHUB_SHA"));
  event.branch = branch_name(ref);
  event.head_ref = branch_ref(ref);
  event.target = default_branch(payload);
  return event;
}

Event read_delete(const Payload&, const util::Environment&, std::string_view) {
  return nothing_to_judge("", "a branch or tag was deleted");
}

struct JobEvent {
  std::string_view event;
  Event (*read)(const Payload& payload, const util::Environment& environment,
                std::string_view forge);
};

constexpr std::array k_job_events{
    JobEvent{"pull_request", read_pull_request},
    JobEvent{"pull_request_target", read_pull_request},
    JobEvent{"pull_request_review", read_pull_request},
    JobEvent{"merge_group", read_merge_group},
    JobEvent{"push", read_push},
    JobEvent{"workflow_dispatch", read_run},
    JobEvent{"schedule", read_run},
    JobEvent{"delete", read_delete},
};

}  // namespace

Event read_actions(const util::Environment& environment, std::string_view forge) {
  Found name = required(environment, "GITHUB_EVENT_NAME");
  const auto* const row =
      std::find_if(k_job_events.begin(), k_job_events.end(),
                   [&name](const JobEvent& r) { return r.event == name.value; });
  if (row == k_job_events.end()) {
    refuse(name.place, fmt::format("{} does not say what is to land", shown(name.value)));
  }
  const Payload payload = read_payload(environment);
  Event event = row->read(payload, environment, forge);
  event.name = std::move(name.value);
  event.default_branch = default_branch(payload);
  return event;
}

}  // namespace sallyport::ci

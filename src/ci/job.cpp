#include "ci/checked.hpp"
#include "ci/readers.hpp"
#include "core/git_terms.hpp"

#include <fmt/format.h>

#include <utility>

namespace sallyport::ci {
namespace {

using util::Environment;

bool says_so(const Environment& environment, std::string_view name) {
  const std::string value = variable(environment, name).value;
  return !value.empty() && value != "false" && value != "False";
}

bool is_request(const Environment& environment, const JobVariables& names) {
  return names.request_event.empty()
             ? says_so(environment, names.request)
             : variable(environment, names.event).value.starts_with(names.request_event);
}

bool is_from_fork(const Environment& environment, const JobVariables& names) {
  return names.is_from_fork != nullptr ? names.is_from_fork(environment)
                                       : says_so(environment, names.fork);
}

/// The tag that a job is for; empty: it is for none.
std::string tag_of(const Environment& environment, const JobVariables& names) {
  std::string tag = variable(environment, names.tag).value;
  const bool is_tag = tag.starts_with(names.tag_prefix) && !is_set(environment, names.tag_unless);
  return is_tag ? tag : std::string();
}

/// What every job tells: the commit and the branch that it is for.
Event read_tip(const Environment& environment, const JobVariables& names) {
  Found branch = required(environment, names.branch);
  if (names.owner_mark != '\0') {
    branch.value.erase(0, branch.value.find(names.owner_mark) + 1);
  }
  Event event;
  event.head = commit_id(required(environment, names.head));
  event.branch = branch_name(branch);
  event.head_ref = branch_ref(branch);
  event.from_fork = is_from_fork(environment, names);
  return event;
}

/// The variables of a request's own tip in the places of the usual ones.
JobVariables of_request(JobVariables names) {
  names.head = names.request_head.empty() ? names.head : names.request_head;
  names.branch = names.request_branch.empty() ? names.branch : names.request_branch;
  return names;
}

Event read_request(const Environment& environment, const JobVariables& names) {
  Event event = read_tip(environment, of_request(names));
  event.name = names.request_name;
  event.kind = EventKind::pull_request;
  const Found base = variable(environment, names.request_base);
  event.base = is_commit_id(base.value) ? optional_commit_id(base) : std::string();
  if (!names.request_target.empty()) {
    event.target = branch_ref(required(environment, names.request_target));
  }
  if (names.request_ref != nullptr) {
    event.head_ref = names.request_ref(environment);
  }
  return event;
}

Event read_queue_step(const Environment& environment, const JobVariables& names) {
  Event event = read_tip(environment, names);
  event.name = "merge_group";
  event.kind = EventKind::merge_queue;
  event.base = commit_id(required(environment, names.queue_base));
  event.target = branch_ref(required(environment, names.queue_target));
  return event;
}

Event read_branch(const Environment& environment, const JobVariables& names) {
  Event event = read_tip(environment, names);
  event.name = "branch";
  event.kind = EventKind::branch;
  event.target = optional_branch_ref(variable(environment, names.default_branch));
  return event;
}

Event read_push(const Environment& environment, const JobVariables& names) {
  Event event = read_tip(environment, names);
  event.name = "branch";
  event.kind = EventKind::push;
  event.base = optional_commit_id(variable(environment, names.old_tip));
  event.target = event.head_ref;
  return event;
}

Event read_kind(const Environment& environment, const JobVariables& names, std::string_view name) {
  if (const std::string tag = tag_of(environment, names); !tag.empty()) {
    return tag_to_ignore("tag", tag);
  }
  if (!name.empty() && name == names.closed_event) {
    const std::string request = number(required(environment, names.request));
    return nothing_to_judge("", fmt::format("pull request {} is closed", request));
  }
  if (is_set(environment, names.queue_base)) {
    return read_queue_step(environment, names);
  }
  if (is_request(environment, names)) {
    return read_request(environment, names);
  }
  const bool is_push = !names.old_tip.empty() && (name.empty() || name == "push");
  return is_push ? read_push(environment, names) : read_branch(environment, names);
}

}  // namespace

Event read_job(const Environment& environment, const JobVariables& names) {
  const std::string name =
      names.event.empty() ? std::string() : required(environment, names.event).value;
  Event event = read_kind(environment, names, name);
  event.name = name.empty() ? event.name : name;
  event.default_branch = optional_branch_ref(variable(environment, names.default_branch));
  return event;
}

Event nothing_to_judge(std::string name, std::string note) {
  Event event;
  event.name = std::move(name);
  event.note = std::move(note);
  return event;
}

Event tag_to_ignore(std::string name, std::string_view tag) {
  if (tag.starts_with(core::k_tags)) {
    tag.remove_prefix(core::k_tags.size());
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

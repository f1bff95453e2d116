#include "ci/review.hpp"

#include "ci/payload.hpp"
#include "ci/systems.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace sallyport::ci {
namespace {

std::string readable_url(const Found& url) {
  return url.value == util::printable(url.value) ? url.value : std::string();
}

/// Takes the commands of a body, unless something was refused already or is wrong with them.
/// Where there is none, there is nothing to refuse: people and bots talk about other things too.
void take_items(Review& review, std::string_view body) {
  Commands commands = read_commands(body);
  auto signatures = read_signatures(body);
  const bool asks_nothing = commands.items.empty() && commands.fault.empty() && signatures.empty();
  if (asks_nothing && review.action == ReviewAction::approve) {
    review.refusal.clear();
  } else if (review.refusal.empty()) {
    review.refusal = std::move(commands.fault);
  }
  if (review.refusal.empty()) {
    review.items = std::move(commands.items);
    review.signatures = std::move(signatures);
  }
}

/// Why nobody can be held to what `user` wrote; empty where somebody can.
std::string author_fault(const Payload& payload, const std::string& user,
                         const std::string& author) {
  if (author.empty()) {
    return "its author is a bot or another account that is no person's";
  }
  if (payload.integer(user + ".id") != payload.integer("sender.id")) {
    return "it was not written by the account that caused this event";
  }
  return {};
}

std::string comment_fault(const Payload& payload, const std::string& author) {
  const std::string action = payload.text("action").value;
  if (action != "created") {
    return fmt::format("the comment was {}, and only a new one counts", shown(action));
  }
  if (!payload.has("issue.pull_request")) {
    return "the comment is not on a pull request";
  }
  if (payload.has("comment.performed_via_github_app")) {
    return "it was written through an app";
  }
  return author_fault(payload, "comment.user", author);
}

Review read_comment(const Payload& payload, const util::Environment&, std::string_view forge) {
  Review review;
  review.author = account(payload, "comment.user", forge);
  review.refusal = comment_fault(payload, review.author);
  review.request = payload.positive("issue.number");
  review.opener = account(payload, "issue.user", forge);
  review.url = readable_url(payload.optional_text("comment.html_url"));
  take_items(review, payload.optional_text("comment.body").value);
  return review;
}

/// What the three forges tell of a pull request in the same members.
void describe_request(Review& review, const Payload& payload, std::string_view forge) {
  review.request = payload.positive("pull_request.number");
  review.base = commit_id(payload.text("pull_request.base.sha"));
  review.target = short_branch_ref(payload.text("pull_request.base.ref"));
  review.opener = account(payload, "pull_request.user", forge);
}

std::string review_fault(const Payload& payload, const std::string& author) {
  const std::string action = payload.text("action").value;
  if (payload.has("review.performed_via_github_app")) {
    return "it was written through an app";
  }
  if (action == "dismissed") {
    return author.empty() ? "its author is a bot or another account that is no person's" : "";
  }
  if (action != "submitted") {
    return fmt::format("the review was {}, and only a new one counts", shown(action));
  }
  if (payload.text("review.state").value != "approved") {
    return "the review does not approve";
  }
  return author_fault(payload, "review.user", author);
}

Review read_github_review(const Payload& payload, std::string_view forge) {
  Review review;
  review.action =
      payload.text("action").value == "dismissed" ? ReviewAction::dismiss : ReviewAction::approve;
  review.author = account(payload, "review.user", forge);
  review.refusal = review_fault(payload, review.author);
  review.head = commit_id(payload.text("review.commit_id"));
  review.url = readable_url(payload.optional_text("review.html_url"));
  describe_request(review, payload, forge);
  take_items(review, payload.optional_text("review.body").value);
  return review;
}

/// Gitea and Forgejo tell neither the author, who is the sender, nor, in the file, the commit: the
/// job runs on it.
Review read_gitea_review(const Payload& payload, const util::Environment& environment,
                         std::string_view forge) {
  Review review;
  review.author = account(payload, "sender", forge);
  review.head = commit_id(required(environment, "GITHUB_SHA"));
  review.url = readable_url(payload.optional_text("pull_request.html_url"));
  describe_request(review, payload, forge);
  if (payload.text("review.type").value != "pull_request_review_approved") {
    review.refusal = "the review does not approve";
  } else if (review.author.empty()) {
    review.refusal = "its author is a bot or another account that is no person's";
  } else if (review.head != payload.text("pull_request.head.sha").value) {
    review.refusal = "the pull request has moved on since this review";
  }
  take_items(review, payload.optional_text("review.content").value);
  return review;
}

Review read_submitted_review(const Payload& payload, const util::Environment& environment,
                             std::string_view forge) {
  return forge == "github" ? read_github_review(payload, forge)
                           : read_gitea_review(payload, environment, forge);
}

struct ReviewEvent {
  std::string_view event;
  Review (*read)(const Payload& payload, const util::Environment& environment,
                 std::string_view forge);
};

constexpr std::array k_review_events{
    ReviewEvent{"issue_comment", read_comment},
    ReviewEvent{"pull_request_review", read_submitted_review},
};

[[noreturn]] void refuse_job(const std::string& cause) {
  throw util::Error(util::ErrorKind::unavailable, "cannot read a review: " + cause,
                    "import in a job for the events issue_comment and pull_request_review of "
                    "GitHub, Gitea or Forgejo");
}

std::string_view forge_of(const util::Environment& environment) {
  const System* const system = find_system(environment);
  if (system == nullptr) {
    refuse_job("no CI system that is known runs this job");
  }
  if (system->forge.empty()) {
    refuse_job(fmt::format("{} gives its jobs no event file", system->name));
  }
  return system->forge;
}

}  // namespace

Review read_review(const util::Environment& environment) {
  const std::string_view forge = forge_of(environment);
  const Found name = required(environment, "GITHUB_EVENT_NAME");
  const auto* const row =
      std::find_if(k_review_events.begin(), k_review_events.end(),
                   [&name](const ReviewEvent& r) { return r.event == name.value; });
  if (row == k_review_events.end()) {
    refuse_job(fmt::format("the event is {}", shown(name.value)));
  }
  const Payload payload = read_payload(environment);
  Review review = row->read(payload, environment, forge);
  review.head_ref = pull_request_ref(review.request);
  review.default_branch = default_branch(payload);
  return review;
}

}  // namespace sallyport::ci

#pragma once

#include "ci/event.hpp"
#include "util/process.hpp"

#include <string>
#include <string_view>

namespace sallyport::ci {

/// The variables by which a CI system describes a job; those that it has not are empty. Where no
/// other condition is named, a variable says something when it is set, not empty and not `false`.
struct JobVariables {
  std::string_view event{};           ///< the system's own name of the event; empty: we name it
  std::string_view tag{};             ///< of a job for a tag
  std::string_view tag_prefix{};      ///< what `tag` starts with where it is a tag
  std::string_view tag_unless{};      ///< set where `tag` may be something else
  std::string_view head{};            ///< commit
  std::string_view branch{};          ///< that the job is for
  std::string_view default_branch{};  ///< of the repository
  std::string_view old_tip{};         ///< of a branch that was pushed
  std::string_view request{};         ///< says that this is a pull request; often its number
  std::string_view request_event{};   ///< what `event` starts with in one; empty: `request` says
  std::string_view closed_event{};    ///< the value of `event` where one is closed
  std::string_view request_name = "pull_request";  ///< of the event where `event` is empty
  std::string_view request_head{};                 ///< commit, where `head` is not that
  std::string_view request_base{};    ///< commit; may be abbreviated, and is no base then
  std::string_view request_target{};  ///< branch
  std::string_view request_branch{};  ///< where `branch` is not that
  std::string_view fork{};            ///< says that it comes from a fork
  std::string_view queue_base{};      ///< commit; set in a step of a merge queue
  std::string_view queue_target{};    ///< branch
  /// Before this, a branch has the owner of the fork that it is in; NUL: never.
  char owner_mark = '\0';
  /// The ref of a request's head, empty where that cannot be told; null: that of its branch.
  std::string (*request_ref)(const util::Environment& environment) = nullptr;
  /// Whether it comes from a fork, where `fork` cannot say it; null: `fork` can.
  bool (*is_from_fork)(const util::Environment& environment) = nullptr;
};

/// The event of a job that these variables describe. Throws as `read_event` does, and leaves
/// `Event::system` empty, like every reader here.
Event read_job(const util::Environment& environment, const JobVariables& names);

/// The event of a job of GitLab.
Event read_gitlab(const util::Environment& environment);

/// The event in the event file of a job of GitHub, or of a forge with such files. `forge` stands
/// before the numbers of its accounts: `github`.
Event read_actions(const util::Environment& environment, std::string_view forge);

/// An event of this name that leaves nothing to judge, and why.
Event nothing_to_judge(std::string name, std::string note);

/// The same for a tag, given in short or as `refs/tags/…`.
Event tag_to_ignore(std::string name, std::string_view tag);

/// `refs/pull/7/head`, where GitHub, Gitea and Forgejo keep the head of a pull request.
std::string pull_request_ref(std::string_view number);

/// `refs/merge-requests/7/head`, where GitLab keeps the head of a merge request.
std::string merge_request_ref(std::string_view number);

}  // namespace sallyport::ci

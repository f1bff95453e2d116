#pragma once

#include "ci/event.hpp"

#include <string>
#include <string_view>

namespace sallyport::ci {

/// One reader for each CI system (`System::read`). All of them throw as `read_event` does, and
/// leave `Event::system` empty.
Event read_github(const util::Environment& environment);
Event read_gitea(const util::Environment& environment);
Event read_forgejo(const util::Environment& environment);
Event read_gitlab(const util::Environment& environment);
Event read_bitbucket(const util::Environment& environment);
Event read_azure(const util::Environment& environment);
Event read_jenkins(const util::Environment& environment);
Event read_circleci(const util::Environment& environment);
Event read_buildkite(const util::Environment& environment);
Event read_woodpecker(const util::Environment& environment);
Event read_drone(const util::Environment& environment);

/// An event of this name that leaves nothing to judge, and why.
Event nothing_to_judge(std::string name, std::string note);

/// The same for a tag, given in short or as `refs/tags/…`.
Event tag_to_ignore(std::string name, std::string_view tag);

/// `refs/pull/7/head`, where GitHub, Gitea and Forgejo keep the head of a pull request.
std::string pull_request_ref(std::string_view number);

/// `refs/merge-requests/7/head`, where GitLab keeps the head of a merge request.
std::string merge_request_ref(std::string_view number);

}  // namespace sallyport::ci

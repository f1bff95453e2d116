#pragma once

#include "ci/payload.hpp"
#include "util/process.hpp"

#include <string>
#include <string_view>

namespace sallyport::ci {

/// The forges whose jobs get an event file in the shape of GitHub's.
enum class Forge { github, gitea, forgejo };

/// The event file of a job, from `GITHUB_EVENT_PATH`. Throws `util::Error` (unavailable).
Payload read_payload(const util::Environment& environment);

/// `github:583231` for the account in the member `user`. Empty where it is nobody we know: a bot,
/// an organization, a deleted account, and at Gitea and Forgejo the server's own accounts, whose
/// numbers are not above zero.
std::string account(const Payload& payload, const std::string& user, Forge forge);

/// The default branch that the event file names, as a full ref; empty where it names none.
std::string default_branch(const Payload& payload);

}  // namespace sallyport::ci

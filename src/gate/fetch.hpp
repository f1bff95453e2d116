#pragma once

#include "ci/event.hpp"
#include "gate/session.hpp"

namespace sallyport::gate {

/// Lets the user's `git` fetch from the main remote (`git::main_remote`) what a CI checkout lacks to
/// judge `event`: every branch (the sign-off log among them), notes about lines, the head, and what
/// a shallow or partial clone left out.
/// The repository must be opened again afterwards. Throws `util::Error` (unavailable) with git's
/// words.
void fetch_for(const Session& session, const ci::Event& event);

}  // namespace sallyport::gate

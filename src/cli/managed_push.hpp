#pragma once

#include "cli/command.hpp"
#include "gate/proposal.hpp"

#include <vector>

namespace sallyport::cli {

/// What is pushed, when pre-push was given no input. Nothing when nothing is: git calls the hook
/// for a push that is up to date, too. pre-commit and prek name the first ref of a push; run by
/// hand, they leave what is checked out. Throws `util::Error` (unavailable) where a hook manager
/// is set up so that the refs never get here.
std::vector<gate::RefMove> refs_of_managed_push(const Invocation& invocation,
                                                const gate::Session& session);

}  // namespace sallyport::cli

#pragma once

#include "core/change.hpp"
#include "git/repository.hpp"
#include "util/process.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace sallyport::signoff {

/// Runs the user's `git` on a repository, to reach a remote. Nobody is asked anything, and its
/// words are English. `timeout` zero: no limit.
util::CommandResult run_git(const git::Repository& repository, const util::Environment& environment,
                            const std::vector<std::string>& arguments,
                            std::chrono::seconds timeout);

/// Who changes the log where no record says who.
core::Identity committer(const git::Repository& repository, const util::Environment& environment);

}  // namespace sallyport::signoff

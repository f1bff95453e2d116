#pragma once

#include "util/process.hpp"

namespace sallyport::git {

/// `environment` for a git of our own: without what ties a process to the repository, hook or push
/// it was started for (`git rev-parse --local-env-vars`, githooks(5)), so that the child sees only
/// what it is told. Configuration given by `git -c` stays in force. Messages are in English.
util::Environment child_environment(util::Environment environment);

}  // namespace sallyport::git

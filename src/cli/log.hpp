#pragma once

#include "cli/command.hpp"

namespace sallyport::cli {

/// The policy that says where the log is. Throws `util::Error` (usage) when there is none anywhere.
gate::Governing governing_here(const gate::Session& session);

/// `log purge`
void add_log_purge(CLI::App& app, Invocation& invocation);

}  // namespace sallyport::cli

#pragma once

#include "cli/command.hpp"

namespace sallyport::cli {

/// `log purge`
void add_log_purge(CLI::App& app, Invocation& invocation);

}  // namespace sallyport::cli

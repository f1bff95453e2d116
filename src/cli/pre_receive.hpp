#pragma once

#include "cli/command.hpp"

#include <string_view>

namespace sallyport::cli {

/// Judges a push on the server (githooks(5), pre-receive): `input` has one line for each ref. What
/// people read goes to standard error. Returns the exit code: that of the worst ref.
int pre_receive(const Invocation& invocation, const gate::Session& session, std::string_view input);

}  // namespace sallyport::cli

#pragma once

#include "gate/landing.hpp"

#include <string>

namespace sallyport::gate {

/// Why a move of the log branch is refused; empty: it only adds files where the log keeps them
/// (records.md §3).
std::string refuse_log_move(const Session& session, const RefMove& move);

}  // namespace sallyport::gate

#pragma once

#include "core/policy/policy.hpp"
#include "gate/proposal.hpp"

#include <string>

namespace sallyport::gate {

/// Why a ref where changes land must not move so, whatever it holds; empty: it may. Throws
/// `util::Error` (unavailable) when what it would name is not here.
std::string refuse_move(const Session& session, const RefMove& move, const core::Policy& policy);

/// Why a move of the log branch is refused; empty: it only adds files where the log keeps them
/// (records.md §3).
std::string refuse_log_move(const Session& session, const RefMove& move);

}  // namespace sallyport::gate

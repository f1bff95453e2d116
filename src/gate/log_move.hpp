#pragma once

#include "core/policy/policy.hpp"
#include "gate/policy_source.hpp"
#include "gate/proposal.hpp"

#include <optional>
#include <string>

namespace sallyport::gate {

/// Why a ref where changes land must not move so, whatever it holds; empty: it may. Throws
/// `util::Error` (unavailable) when what it would name is not here.
std::string refuse_move(const Session& session, const RefMove& move, const core::Policy& policy);

/// Why a move of the log branch is refused; empty: it only adds whole records of the policy's
/// people with what belongs to them, and not too much at once (records.md §3). Where there is no
/// policy yet, whoever signed them.
std::string refuse_log_move(const Session& session, const RefMove& move,
                            const std::optional<Governing>& governing);

}  // namespace sallyport::gate

#pragma once

#include "core/assume.hpp"
#include "gate/policy_source.hpp"

#include <string>
#include <vector>

namespace sallyport::gate {

/// Throws `util::Error` (usage), with the nearest known name, for an item that the policy does not
/// have or a person whom neither the policy nor its signers name.
void require_assumable(const std::vector<core::Assumption>& assumed, const Governing& governing);

/// The warning that the verdict is none; nothing where nothing was assumed.
std::vector<std::string> warnings_about(const std::vector<core::Assumption>& assumed);

}  // namespace sallyport::gate

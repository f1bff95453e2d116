#pragma once

#include "core/origin/evidence.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace sallyport::report {

/// What shows that an agent is at work: `CLAUDECODE=1, process claude`.
std::string signs_of_agent(const std::vector<core::Evidence>& agent);

/// How a person whose terminal has only kept an agent's variables runs `command`: `; where it is a
/// leftover: env -u CLAUDECODE sallyport …`; empty where a process shows it.
std::string without_leftovers(const std::vector<core::Evidence>& agent, std::string_view command);

}  // namespace sallyport::report

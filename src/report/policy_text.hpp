#pragma once

#include "core/policy.hpp"

#include <string>

namespace sallyport::report {

/// A policy in words: each rule with what it asks for, each item with its questions and who may
/// answer, the modes of the gates.
std::string render_policy(const core::Policy& policy);

}  // namespace sallyport::report

#pragma once

#include "core/policy.hpp"
#include "policy/value.hpp"

namespace sallyport::policy {

/// The policy that a merged, validated tree means, with every default filled in. `policy-change` is
/// always among the items. Does not set `sha256`.
core::Policy build(const Value& tree);

}  // namespace sallyport::policy

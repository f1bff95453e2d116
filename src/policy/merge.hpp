#pragma once

#include "policy/findings.hpp"
#include "policy/value.hpp"

namespace sallyport::policy {

/// `file` on top of what it extends (policy.md §1): tables key by key; entries of `rule`,
/// `detect.rule` and `question` by their name or id, where `enabled = false` takes the inherited
/// one away; every other value replaces. An entry that takes away what is not inherited is
/// reported. Positions are those of the file that a value came from last.
void merge(const Value& file, Value& base, Findings& findings);

}  // namespace sallyport::policy

#pragma once

#include "policy/findings.hpp"
#include "policy/schema.hpp"
#include "policy/value.hpp"

#include <string_view>

namespace sallyport::policy {

/// Whether `value` is what `key` takes; every fault is reported, with the key as `shown`. Does not
/// look into tables.
bool check_value(const Key& key, std::string_view shown, const Value& value, Findings& findings);

}  // namespace sallyport::policy

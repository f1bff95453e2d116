#pragma once

#include "policy/findings.hpp"
#include "policy/value.hpp"

#include <string_view>

namespace sallyport::policy {

/// The key that names an entry of the tables at a schema path (`rule[]`, `detect.rule[]`,
/// `item.*.question[]`, `case[]`, `case[].files[]`): `name`, `id` or `path`; empty for any other
/// path.
std::string_view identity_key(std::string_view schema_path);

/// Reports what the table at a schema path lacks, and ids that are malformed. Looks only at the
/// entries of arrays of tables and at the tables with free names.
void check_entry(std::string_view schema_path, Value& table, Findings& findings);

/// Reports entries of one array that have the same name.
void check_duplicates(std::string_view schema_path, const Value& array, Findings& findings);

}  // namespace sallyport::policy

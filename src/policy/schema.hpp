#pragma once

#include "policy/value.hpp"

#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

namespace sallyport::policy {

/// What the value of a key must be.
enum class Type {
  boolean,
  integer,
  text,
  choice,     ///< one of `Key::choices`
  condition,  ///< `">= 400"`
  names,      ///< an array of strings that are not empty
  globs,      ///< an array of path globs
  ref,        ///< a full ref name
  refs,       ///< an array of full ref names
  ref_globs,  ///< an array of globs over full ref names
  branch,     ///< a branch name without `refs/heads/`
  table,
  tables,  ///< an array of tables
};

/// One key of a file.
struct Key {
  /// Names from the root, with '.' between them: `*` is any name, `[]` follows an array of tables.
  std::string_view path;
  Type type = Type::text;
  std::string_view choices = {};  ///< with `|` between them
  std::int64_t least = 0;
  std::int64_t most = std::numeric_limits<std::int64_t>::max();
};

/// Every key that one kind of file may have.
using Schema = std::span<const Key>;

Schema policy_schema();
Schema case_schema();  ///< of a file of `[[case]]` tables

/// The key called `name` in the table at `parent` (empty: the root); null when there is none.
const Key* find_key(Schema schema, std::string_view parent, std::string_view name);

/// The names that the table at `parent` takes, without `*`.
std::vector<std::string> names_in(Schema schema, std::string_view parent);

/// The path of the table, or of an element of the tables, that `key` holds.
std::string inner_path(const Key& key);

}  // namespace sallyport::policy

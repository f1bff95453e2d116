#pragma once

#include "core/policy/policy.hpp"
#include "core/policy/policy_case.hpp"
#include "policy/findings.hpp"
#include "policy/value.hpp"

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <variant>
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

/// What the values of one table are kept in.
using Record = std::variant<core::Policy*, core::Rule*, core::When*, core::DetectRule*, core::Item*,
                            core::Question*, core::Principal*, core::WaivePolicy*, core::Mode*,
                            std::vector<std::string>*, core::PolicyCase*, core::CaseFile*>;

struct Table;
using Choices = std::span<const std::string_view>;

/// One key of a table with everything that is known about it: what reading, checking and merging go
/// by, and the reference in docs/policy.md.
struct Key {
  /// Keeps a value in the record of its table.
  using Set = void(const Record& record, std::string_view name, const Value& value);
  /// The record of an inner table, a new one where it is one of many.
  using Open = Record(const Record& outer, std::string_view name, const Value& inner);

  std::string_view name;    ///< `*`: any of `names`, or any name where there are none
  std::string_view help{};  ///< Markdown, for the reference
  Type type = Type::text;
  Choices names{};    ///< of `*`
  Choices choices{};  ///< what the value may be
  std::int64_t least = 0;
  std::int64_t most = std::numeric_limits<std::int64_t>::max();
  const Table* table = nullptr;   ///< what a table, or each of an array of tables, holds
  Set* set = nullptr;             ///< null: only other stages look at it
  Open* open = nullptr;           ///< null: what an inner table holds is kept in the outer record
  Value (*fallback)() = nullptr;  ///< what the record holds where the key is not set
  std::string_view unset{};       ///< the same in Markdown, where a value does not say it

  /// The same key with something more, for the rows of a table.
  [[nodiscard]] constexpr Key as(Type what) const {
    Key row = *this;
    row.type = what;
    return row;
  }
  [[nodiscard]] constexpr Key named(Choices any_of) const {
    Key row = *this;
    row.names = any_of;
    return row;
  }
  [[nodiscard]] constexpr Key one_of(Choices values) const {
    Key row = *this;
    row.choices = values;
    return row;
  }
  [[nodiscard]] constexpr Key within(std::int64_t from, std::int64_t to) const {
    Key row = *this;
    row.least = from;
    row.most = to;
    return row;
  }
  [[nodiscard]] constexpr Key or_else(std::string_view what) const {
    Key row = *this;
    row.unset = what;
    return row;
  }
  [[nodiscard]] constexpr Key kept_by(Set* function) const {
    Key row = *this;
    row.set = function;
    return row;
  }
  [[nodiscard]] constexpr Key opened_by(Open* function) const {
    Key row = *this;
    row.open = function;
    return row;
  }
};

/// What a row says for `unset` of a key that must be there.
inline constexpr std::string_view k_required = "required";

/// What one table may hold.
struct Table {
  std::span<const Key> keys;
  /// What a message calls it: `[waive]`, or `detect rule` with the value of `identity`.
  std::string_view entry{};
  /// Of the tables of an array: the key that tells one from the others.
  std::string_view identity{};
  /// Reports what no key alone can tell.
  void (*check)(const Value& table, std::string_view entry, Findings& findings) = nullptr;
};

/// What a policy file may hold, and a file of `[[case]]` tables.
const Table& policy_table();
const Table& case_table();

/// The names that a row stands for; none where it stands for any.
constexpr Choices names_of(const Key& key) {
  return key.name == "*" ? key.names : Choices{&key.name, 1};
}

/// The key called `name`; null when there is none.
const Key* find_key(const Table& table, std::string_view name);

/// Whether an entry stays: `enabled = false` takes an inherited one away.
bool is_enabled(const Value& entry);

/// Keeps what `values`, a table without faults, says in `record`.
void read_into(const Record& record, const Table& table, const Value& values);

}  // namespace sallyport::policy

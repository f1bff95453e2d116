#pragma once

#include "core/policy/policy.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::policy {

/// What a value of a policy file is. `other` is a TOML type that no key takes (a float, a date);
/// `faulty` is a value that was already reported and counts as set, but has no content.
enum class Kind { boolean, integer, string, array, table, other, faulty };

/// A value of a policy file with its place, free of the TOML library. Only the member that `kind`
/// names has a meaning. `key_position` is where the key stands; for an element of an array it is
/// the element's own place.
struct Value {
  Kind kind = Kind::table;
  core::SourcePosition position;
  core::SourcePosition key_position;
  bool boolean = false;
  std::int64_t integer = 0;
  std::string string;  ///< also the source text's type name where `kind` is `other`
  std::vector<Value> array;
  std::map<std::string, Value, std::less<>> table;
};

/// The value that a flag, a number, a text or a list would be in a file.
Value value_of(bool flag);
Value value_of(std::int64_t number);
Value value_of(std::string text);
Value value_of(const std::vector<std::string>& list);

/// The value under `key`, whatever its kind; null when `value` is no table or has no such key.
const Value* find(const Value& value, std::string_view key);

/// The same where it is a string; null otherwise.
const Value* find_string(const Value& value, std::string_view key);

/// The table under `key`; an empty table when there is none.
const Value& table_at(const Value& value, std::string_view key);

/// The elements of the array under `key`; empty when there is none.
const std::vector<Value>& array_at(const Value& value, std::string_view key);

/// The string, integer or boolean under `key`, or `fallback` when it is not set (or faulty).
std::string string_at(const Value& value, std::string_view key, std::string_view fallback = {});
std::int64_t integer_at(const Value& value, std::string_view key, std::int64_t fallback);

/// Whether the boolean under `key` is true; `unset` says what a missing one means.
enum class Unset { means_false, means_true };
bool is_true(const Value& value, std::string_view key, Unset unset);

/// The string elements of an array, and of the array under `key`; empty when there is none.
std::vector<std::string> strings_of(const Value& array);
std::vector<std::string> strings_at(const Value& value, std::string_view key);

/// `a string`, `an integer`, … for a message.
std::string_view describe(const Value& value);

}  // namespace sallyport::policy

#include "policy/value.hpp"

#include <utility>

namespace sallyport::policy {

Value value_of(bool flag) {
  Value value;
  value.kind = Kind::boolean;
  value.boolean = flag;
  return value;
}

Value value_of(std::int64_t number) {
  Value value;
  value.kind = Kind::integer;
  value.integer = number;
  return value;
}

Value value_of(std::string text) {
  Value value;
  value.kind = Kind::string;
  value.string = std::move(text);
  return value;
}

Value value_of(const std::vector<std::string>& list) {
  Value value;
  value.kind = Kind::array;
  for (const std::string& text : list) {
    value.array.push_back(value_of(text));
  }
  return value;
}

const Value* find(const Value& value, std::string_view key) {
  if (value.kind != Kind::table) {
    return nullptr;
  }
  const auto found = value.table.find(key);
  return found == value.table.end() ? nullptr : &found->second;
}

const Value* find_string(const Value& value, std::string_view key) {
  const Value* found = find(value, key);
  return found != nullptr && found->kind == Kind::string ? found : nullptr;
}

const Value& table_at(const Value& value, std::string_view key) {
  static const Value k_empty;
  const Value* found = find(value, key);
  return found != nullptr && found->kind == Kind::table ? *found : k_empty;
}

const std::vector<Value>& array_at(const Value& value, std::string_view key) {
  static const std::vector<Value> k_empty;
  const Value* found = find(value, key);
  return found != nullptr && found->kind == Kind::array ? found->array : k_empty;
}

std::string string_at(const Value& value, std::string_view key, std::string_view fallback) {
  const Value* found = find_string(value, key);
  return found != nullptr ? found->string : std::string(fallback);
}

std::int64_t integer_at(const Value& value, std::string_view key, std::int64_t fallback) {
  const Value* found = find(value, key);
  return found != nullptr && found->kind == Kind::integer ? found->integer : fallback;
}

bool is_true(const Value& value, std::string_view key, Unset unset) {
  const Value* found = find(value, key);
  if (found == nullptr || found->kind != Kind::boolean) {
    return unset == Unset::means_true;
  }
  return found->boolean;
}

std::vector<std::string> strings_of(const Value& array) {
  std::vector<std::string> strings;
  for (const Value& element : array.array) {
    if (element.kind == Kind::string) {
      strings.push_back(element.string);
    }
  }
  return strings;
}

std::vector<std::string> strings_at(const Value& value, std::string_view key) {
  const Value* found = find(value, key);
  return found != nullptr ? strings_of(*found) : std::vector<std::string>{};
}

std::string_view describe(const Value& value) {
  switch (value.kind) {
    case Kind::boolean:
      return "a boolean";
    case Kind::integer:
      return "an integer";
    case Kind::string:
      return "a string";
    case Kind::array:
      return "an array";
    case Kind::table:
      return "a table";
    default:
      return value.string;
  }
}

}  // namespace sallyport::policy

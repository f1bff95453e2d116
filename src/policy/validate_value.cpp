#include "policy/validate_value.hpp"

#include "policy/condition.hpp"
#include "policy/shape.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace sallyport::policy {
namespace {

struct TypeRow {
  Type type;
  Kind kind;
  std::string_view expected;  ///< continues "'key' must be"
};

constexpr std::array k_types{
    TypeRow{Type::boolean, Kind::boolean, "true or false"},
    TypeRow{Type::integer, Kind::integer, "an integer"},
    TypeRow{Type::text, Kind::string, "a string"},
    TypeRow{Type::choice, Kind::string, "a string"},
    TypeRow{Type::condition, Kind::string, "a condition such as \">= 400\""},
    TypeRow{Type::names, Kind::array, "an array of strings"},
    TypeRow{Type::globs, Kind::array, "an array of strings"},
    TypeRow{Type::ref, Kind::string, "a string"},
    TypeRow{Type::refs, Kind::array, "an array of strings"},
    TypeRow{Type::ref_globs, Kind::array, "an array of strings"},
    TypeRow{Type::branch, Kind::string, "a string"},
    TypeRow{Type::table, Kind::table, "a table"},
    TypeRow{Type::tables, Kind::array, "an array of tables"},
};

const TypeRow& row_of(Type type) {
  return k_types.at(static_cast<std::size_t>(type));
}

/// What is wrong with one string of that type, to follow the quoted string; empty: nothing.
std::string string_fault(Type type, std::string_view text) {
  switch (type) {
    case Type::globs:
      return glob_fault(text);
    case Type::ref:
    case Type::refs:
      return ref_fault(text);
    case Type::ref_globs:
      return ref_glob_fault(text);
    case Type::branch:
      return branch_fault(text);
    default:
      return util::trim(text).empty() ? "is empty" : "";
  }
}

/// The fault of a string under `shown`, as a whole message; empty: none.
std::string text_message(const Key& key, std::string_view shown, const Value& value) {
  if (value.string.find('\0') != std::string::npos) {
    return fmt::format("{} holds a NUL character", quoted(shown));
  }
  const std::string fault = string_fault(key.type, value.string);
  if (fault.empty()) {
    return {};
  }
  return fault == "is empty" ? fmt::format("{} is empty", quoted(shown))
                             : fmt::format("{}: {} {}", quoted(shown), quoted(value.string), fault);
}

std::string choice_message(const Key& key, std::string_view shown, const Value& value) {
  const auto choices = util::split(key.choices, '|');
  if (std::find(choices.begin(), choices.end(), value.string) != choices.end()) {
    return {};
  }
  return fmt::format("{} must be one of {}, not {}", quoted(shown), util::join(choices, ", "),
                     quoted(value.string));
}

std::string integer_message(const Key& key, std::string_view shown, const Value& value) {
  if (value.integer < key.least) {
    return fmt::format("{} must be at least {}, not {}", quoted(shown), key.least, value.integer);
  }
  if (value.integer > key.most) {
    return fmt::format("{} must be at most {}, not {}", quoted(shown), key.most, value.integer);
  }
  return {};
}

std::string condition_message(const Key& key, std::string_view shown, const Value& value) {
  const auto metric = util::enum_of<core::Metric>(key.path.substr(key.path.rfind('.') + 1));
  const std::string fault =
      metric ? parse_condition(*metric, value.string).fault : "is no known measure";
  return fault.empty() ? "" : fmt::format("{} {}", quoted(shown), fault);
}

std::string scalar_message(const Key& key, std::string_view shown, const Value& value) {
  switch (key.type) {
    case Type::choice:
      return choice_message(key, shown, value);
    case Type::integer:
      return integer_message(key, shown, value);
    case Type::condition:
      return condition_message(key, shown, value);
    case Type::boolean:
    case Type::table:
      return {};
    default:
      return text_message(key, shown, value);
  }
}

bool check_elements(const Key& key, std::string_view shown, const Value& array,
                    Findings& findings) {
  const Kind wanted = key.type == Type::tables ? Kind::table : Kind::string;
  bool good = true;
  for (const Value& element : array.array) {
    std::string message;
    if (element.kind != wanted) {
      message = fmt::format("{} must be {}, but holds {}", quoted(shown), row_of(key.type).expected,
                            describe(element));
    } else if (wanted == Kind::string) {
      message = text_message(key, shown, element);
    }
    if (!message.empty()) {
      findings.error(element.position, message);
      good = false;
    }
  }
  return good;
}

}  // namespace

bool check_value(const Key& key, std::string_view shown, const Value& value, Findings& findings) {
  const TypeRow& row = row_of(key.type);
  if (value.kind != row.kind) {
    findings.error(value.position, fmt::format("{} must be {}, not {}", quoted(shown), row.expected,
                                               describe(value)));
    return false;
  }
  if (value.kind == Kind::array) {
    return check_elements(key, shown, value, findings);
  }
  const std::string message = scalar_message(key, shown, value);
  if (!message.empty()) {
    findings.error(value.position, message);
  }
  return message.empty();
}

}  // namespace sallyport::policy

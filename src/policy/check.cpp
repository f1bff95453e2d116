#include "policy/condition.hpp"
#include "policy/shape.hpp"
#include "policy/stages.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace sallyport::policy {
namespace {

struct TypeRow {
  Kind kind;
  std::string_view expected;                         ///< continues "'key' must be"
  std::string (*fault)(std::string_view) = nullptr;  ///< of a string; empty: none
};

std::string blank_fault(std::string_view text) {
  return util::trim(text).empty() ? "is empty" : "";
}

/// In the order of `Type`.
constexpr std::array k_types{
    TypeRow{Kind::boolean, "true or false"},
    TypeRow{Kind::integer, "an integer"},
    TypeRow{Kind::string, "a string", blank_fault},
    TypeRow{Kind::string, "a string"},
    TypeRow{Kind::string, "a condition such as \">= 400\""},
    TypeRow{Kind::array, "an array of strings", blank_fault},
    TypeRow{Kind::array, "an array of strings", glob_fault},
    TypeRow{Kind::string, "a string", ref_fault},
    TypeRow{Kind::array, "an array of strings", ref_fault},
    TypeRow{Kind::array, "an array of strings", ref_glob_fault},
    TypeRow{Kind::string, "a string", branch_fault},
    TypeRow{Kind::table, "a table"},
    TypeRow{Kind::array, "an array of tables"},
};

const TypeRow& row_of(Type type) {
  return k_types.at(static_cast<std::size_t>(type));
}

/// What is wrong with a string under `shown`, as a whole message; empty: nothing.
std::string text_message(const Key& key, std::string_view shown, const Value& value) {
  if (value.string.find('\0') != std::string::npos) {
    return fmt::format("{} holds a NUL character", in_quotes(shown));
  }
  const std::string fault = row_of(key.type).fault(value.string);
  if (fault.empty()) {
    return {};
  }
  return fault == "is empty"
             ? fmt::format("{} is empty", in_quotes(shown))
             : fmt::format("{}: {} {}", in_quotes(shown), in_quotes(value.string), fault);
}

std::string choice_message(const Key& key, std::string_view shown, const Value& value) {
  if (std::ranges::find(key.choices, value.string) != key.choices.end()) {
    return {};
  }
  return fmt::format("{} must be one of {}, not {}", in_quotes(shown), fmt::join(key.choices, ", "),
                     in_quotes(value.string));
}

std::string integer_message(const Key& key, std::string_view shown, const Value& value) {
  if (value.integer < key.least) {
    return fmt::format("{} must be at least {}, not {}", in_quotes(shown), key.least,
                       value.integer);
  }
  if (value.integer > key.most) {
    return fmt::format("{} must be at most {}, not {}", in_quotes(shown), key.most, value.integer);
  }
  return {};
}

/// The key of a condition is a metric, which is the last name of `shown`.
std::string condition_message(std::string_view shown, const Value& value) {
  const auto metric = util::enum_of<core::Metric>(shown.substr(shown.rfind('.') + 1));
  const std::string fault = parse_condition(metric.value(), value.string).fault;
  return fault.empty() ? "" : fmt::format("{} {}", in_quotes(shown), fault);
}

std::string scalar_message(const Key& key, std::string_view shown, const Value& value) {
  switch (key.type) {
    case Type::choice:
      return choice_message(key, shown, value);
    case Type::integer:
      return integer_message(key, shown, value);
    case Type::condition:
      return condition_message(shown, value);
    default:
      return value.kind == Kind::string ? text_message(key, shown, value) : "";
  }
}

std::vector<std::string> known_names(const Table& schema) {
  std::vector<std::string> names;
  for (const Key& key : schema.keys) {
    names.insert(names.end(), names_of(key).begin(), names_of(key).end());
  }
  return names;
}

/// Reports what is not as the schema says in one table, and below it. The recursion follows the
/// schema, which is five levels deep.
class Checker {
 public:
  explicit Checker(Findings& findings) : findings_(findings) {}

  void check_table(const Table& schema, Value& table, const std::string& path) {
    for (auto& [name, value] : table.table) {
      const std::string shown = path.empty() ? name : fmt::format("{}.{}", path, name);
      const Key* key = find_key(schema, name);
      if (key == nullptr) {
        findings_.error(value.key_position, fmt::format("unknown key {}{}", in_quotes(shown),
                                                        suggestion(name, known_names(schema))));
      }
      if (key == nullptr || !check_value(*key, shown, value)) {
        value.kind = Kind::faulty;
      } else if (key->table != nullptr) {
        check_below(*key->table, value, shown);
      }
    }
    check_entry(schema, table);
  }

 private:
  void check_below(const Table& schema, Value& value, const std::string& shown) {
    if (value.kind == Kind::table) {
      check_table(schema, value, shown);
      return;
    }
    for (Value& element : value.array) {
      check_table(schema, element, shown);
    }
    check_duplicates(schema, value);
  }

  bool check_value(const Key& key, std::string_view shown, const Value& value) {
    const TypeRow& row = row_of(key.type);
    if (value.kind != row.kind) {
      findings_.error(value.position, fmt::format("{} must be {}, not {}", in_quotes(shown),
                                                  row.expected, describe(value)));
      return false;
    }
    if (value.kind == Kind::array) {
      return check_elements(key, shown, value);
    }
    const std::string message = scalar_message(key, shown, value);
    if (!message.empty()) {
      findings_.error(value.position, message);
    }
    return message.empty();
  }

  bool check_elements(const Key& key, std::string_view shown, const Value& array) {
    const Kind wanted = key.type == Type::tables ? Kind::table : Kind::string;
    bool good = true;
    for (const Value& element : array.array) {
      std::string message;
      if (element.kind != wanted) {
        message = fmt::format("{} must be {}, but holds {}", in_quotes(shown),
                              row_of(key.type).expected, describe(element));
      } else if (wanted == Kind::string) {
        message = text_message(key, shown, element);
      }
      if (!message.empty()) {
        findings_.error(element.position, message);
        good = false;
      }
    }
    return good;
  }

  /// What an entry lacks; what is switched off may lack everything but its name.
  void check_entry(const Table& schema, const Value& table) {
    const bool is_named = !schema.identity.empty();
    if (is_named && find(table, schema.identity) == nullptr) {
      findings_.error(table.position,
                      fmt::format("a {} has no '{}'", schema.entry, schema.identity));
    }
    if (!is_enabled(table)) {
      return;
    }
    const std::string entry =
        is_named ? fmt::format("{} {}", schema.entry, in_quotes(string_at(table, schema.identity)))
                 : std::string(schema.entry);
    for (const Key& key : schema.keys) {
      const bool is_needed = !entry.empty() && key.unset == k_required && key.table == nullptr;
      if (is_needed && key.name != schema.identity && find(table, key.name) == nullptr) {
        findings_.error(table.position, fmt::format("{} has no '{}'", entry, key.name));
      }
    }
    if (schema.check != nullptr) {
      schema.check(table, entry, findings_);
    }
  }

  void check_duplicates(const Table& schema, const Value& array) {
    std::map<std::string, int> lines;
    for (const Value& entry : array.array) {
      const Value* identity = find(entry, schema.identity);
      if (identity == nullptr || identity->kind != Kind::string) {
        continue;
      }
      const auto [first, fresh] = lines.try_emplace(identity->string, identity->position.line);
      if (!fresh) {
        findings_.error(identity->position,
                        fmt::format("{} {} is already defined in line {}", schema.entry,
                                    in_quotes(identity->string), first->second));
      }
    }
  }

  Findings& findings_;
};

}  // namespace

const Key* find_key(const Table& table, std::string_view name) {
  const auto takes = [&](const Key& key) {
    const Choices names = names_of(key);
    return names.empty() || std::ranges::find(names, name) != names.end();
  };
  const auto found = std::ranges::find_if(table.keys, takes);
  return found == table.keys.end() ? nullptr : &*found;
}

bool is_enabled(const Value& entry) {
  return is_true(entry, "enabled", Unset::means_true);
}

void check(const Table& schema, Value& file, Findings& findings) {
  Checker(findings).check_table(schema, file, "");
}

void check_policy(Value& file, Findings& findings) {
  const auto schema = file.table.find("schema");
  if (schema == file.table.end()) {
    findings.error({file.position.source, 1, 1}, "'schema' is missing: write schema = 1");
  } else if (schema->second.kind != Kind::integer || schema->second.integer != 1) {
    findings.error(schema->second.position,
                   "'schema' must be 1, the only version that this program reads");
    schema->second.kind = Kind::integer;
    schema->second.integer = 1;
  }
  check(policy_table(), file, findings);
}

}  // namespace sallyport::policy

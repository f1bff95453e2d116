#include "policy/policy.hpp"
#include "policy/stages.hpp"

#include <utility>

namespace sallyport::policy {
namespace {

Value text_value(std::string_view text) {
  return value_of(std::string(text));
}

Value typed(std::string_view type) {
  Value schema;
  schema.table["type"] = text_value(type);
  return schema;
}

Value list_of(Value elements) {
  Value schema = typed("array");
  schema.table["items"] = std::move(elements);
  return schema;
}

Value schema_of(const Table& table);

/// What a key takes. The recursion follows the tables, which are five levels deep.
Value type_of(const Key& key) {
  Value schema;
  switch (key.type) {
    case Type::boolean:
      return typed("boolean");
    case Type::integer:
      schema = typed("integer");
      schema.table["minimum"] = value_of(key.least);
      schema.table["maximum"] = value_of(key.most);
      return schema;
    case Type::choice:
      schema.table["enum"] =
          value_of(std::vector<std::string>{key.choices.begin(), key.choices.end()});
      return schema;
    case Type::names:
    case Type::globs:
    case Type::refs:
    case Type::ref_globs:
      return list_of(typed("string"));
    case Type::table:
      return schema_of(*key.table);
    case Type::tables:
      return list_of(schema_of(*key.table));
    default:
      return typed("string");
  }
}

Value schema_of(const Key& key) {
  Value schema = type_of(key);
  if (!key.help.empty()) {
    schema.table["description"] = text_value(key.help);
  }
  if (key.fallback != nullptr && key.unset.empty()) {
    schema.table["default"] = key.fallback();
  }
  return schema;
}

Value schema_of(const Table& table) {
  Value schema = typed("object");
  Value properties;
  Value required = value_of(std::vector<std::string>{});
  schema.table["additionalProperties"] = value_of(false);
  for (const Key& key : table.keys) {
    if (names_of(key).empty()) {
      schema.table["additionalProperties"] = schema_of(key);
    }
    for (const std::string_view name : names_of(key)) {
      properties.table.emplace(name, schema_of(key));
    }
    // An entry that takes an inherited one away says nothing but its name.
    if (key.unset == k_required && (table.identity.empty() || key.name == table.identity)) {
      required.array.push_back(text_value(key.name));
    }
  }
  schema.table["properties"] = std::move(properties);
  schema.table["required"] = std::move(required);
  return schema;
}

std::string document(const Table& table, std::string_view title) {
  Value schema = schema_of(table);
  schema.table["$schema"] = text_value("https://json-schema.org/draft/2020-12/schema");
  schema.table["title"] = text_value(title);
  return render_json(schema);
}

}  // namespace

std::string json_schema() {
  return document(policy_table(), "Policy of Sallyport");
}

std::string cases_json_schema() {
  return document(case_table(), "Cases of a policy of Sallyport");
}

}  // namespace sallyport::policy

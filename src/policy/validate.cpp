#include "policy/validate.hpp"

#include "policy/entries.hpp"
#include "policy/schema.hpp"
#include "policy/validate_value.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

namespace sallyport::policy {
namespace {

/// Where the walk is: in the schema, and as the user wrote it.
struct Place {
  std::string schema;
  std::string shown;
};

std::string below(std::string_view parent, std::string_view name) {
  return parent.empty() ? std::string(name) : fmt::format("{}.{}", parent, name);
}

/// Reports what is not as the schema says in one table, and below it. The recursion follows the
/// schema, which is five levels deep.
class Validator {
 public:
  Validator(Schema schema, Findings& findings) : schema_(schema), findings_(findings) {}

  void check_table(Value& table, const Place& place) {
    for (auto& [name, value] : table.table) {
      const Key* key = find_key(schema_, place.schema, name);
      if (key == nullptr) {
        report_unknown(name, value, place);
        continue;
      }
      const std::string shown = below(place.shown, name);
      if (!check_value(*key, shown, value, findings_)) {
        value.kind = Kind::faulty;
        continue;
      }
      descend(value, {inner_path(*key), shown});
    }
    check_entry(place.schema, table, findings_);
  }

 private:
  void descend(Value& value, const Place& place) {
    if (value.kind == Kind::table) {
      check_table(value, place);
      return;
    }
    if (value.kind != Kind::array || !place.schema.ends_with("[]")) {
      return;
    }
    for (Value& element : value.array) {
      check_table(element, place);
    }
    check_duplicates(place.schema, value, findings_);
  }

  void report_unknown(std::string_view name, Value& value, const Place& place) {
    value.kind = Kind::faulty;
    findings_.error(value.key_position,
                    fmt::format("unknown key {}{}", quoted(below(place.shown, name)),
                                suggestion(name, names_in(schema_, place.schema))));
  }

  Schema schema_;
  Findings& findings_;
};

void check_version(Value& file, Findings& findings) {
  const auto schema = file.table.find("schema");
  if (schema == file.table.end()) {
    findings.error({file.position.source, 1, 1}, "'schema' is missing: write schema = 1");
    return;
  }
  Value& version = schema->second;
  if (version.kind != Kind::integer || version.integer != 1) {
    findings.error(version.position,
                   "'schema' must be 1, the only version that this program reads");
    version = {Kind::integer, version.position, version.key_position, false, 1, {}, {}, {}};
  }
}

}  // namespace

void validate(Value& file, Findings& findings) {
  check_version(file, findings);
  Validator(policy_schema(), findings).check_table(file, {});
}

void validate_cases(Value& file, Findings& findings) {
  Validator(case_schema(), findings).check_table(file, {});
}

}  // namespace sallyport::policy

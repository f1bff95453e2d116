#include "policy/stages.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sallyport::policy {
namespace {

std::vector<std::string> names_of(const std::vector<Value>& entries, std::string_view identity) {
  std::vector<std::string> names;
  names.reserve(entries.size());
  for (const Value& entry : entries) {
    names.push_back(string_at(entry, identity));
  }
  return names;
}

void merge_entry(const Value& entry, std::string_view identity, Value& base, Findings& findings) {
  const std::string name = string_at(entry, identity);
  if (name.empty()) {
    return;
  }
  const auto same = std::ranges::find_if(
      base.array, [&](const Value& inherited) { return string_at(inherited, identity) == name; });
  const bool is_inherited = same != base.array.end();
  if (is_enabled(entry)) {
    Value& slot = is_inherited ? *same : base.array.emplace_back();
    slot = entry;
    slot.table.erase("enabled");
  } else if (is_inherited) {
    base.array.erase(same);
  } else {
    findings.error(entry.position,
                   fmt::format("{} is not inherited and cannot be disabled{}", in_quotes(name),
                               suggestion(name, names_of(base.array, identity))));
  }
}

/// The recursion follows the schema, which is five levels deep.
void merge_table(const Table& schema, const Value& file, Value& base, Findings& findings) {
  base.position = file.position;
  base.key_position = file.key_position;
  for (const auto& [name, value] : file.table) {
    const Key* key = find_key(schema, name);
    if (key == nullptr || value.kind == Kind::faulty) {
      continue;
    }
    Value& slot = base.table[name];
    if (key->type == Type::table) {
      merge_table(*key->table, value, slot, findings);
    } else if (key->type == Type::tables) {
      slot.kind = Kind::array;
      slot.position = value.position;
      slot.key_position = value.key_position;
      for (const Value& entry : value.array) {
        merge_entry(entry, key->table->identity, slot, findings);
      }
    } else {
      slot = value;
    }
  }
}

}  // namespace

void merge(const Value& file, Value& base, Findings& findings) {
  merge_table(policy_table(), file, base, findings);
  base.table.erase("extends");
}

}  // namespace sallyport::policy

#include "policy/merge.hpp"

#include "policy/entries.hpp"
#include "policy/schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

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

void take_away(const Value& entry, std::string_view identity, Value& base, Findings& findings) {
  const std::string name = string_at(entry, identity);
  const auto gone = std::find_if(base.array.begin(), base.array.end(), [&](const Value& inherited) {
    return string_at(inherited, identity) == name;
  });
  if (gone != base.array.end()) {
    base.array.erase(gone);
    return;
  }
  findings.error(entry.position,
                 fmt::format("{} is not inherited and cannot be disabled{}", quoted(name),
                             suggestion(name, names_of(base.array, identity))));
}

void merge_entries(const Value& file, std::string_view identity, Value& base, Findings& findings) {
  for (const Value& entry : file.array) {
    const std::string name = string_at(entry, identity);
    if (name.empty()) {
      continue;
    }
    if (!is_true(entry, "enabled", Unset::means_true)) {
      take_away(entry, identity, base, findings);
      continue;
    }
    const auto same = std::find_if(
        base.array.begin(), base.array.end(),
        [&](const Value& inherited) { return string_at(inherited, identity) == name; });
    Value& slot = same == base.array.end() ? base.array.emplace_back() : *same;
    slot = entry;
    slot.table.erase("enabled");
  }
}

/// The recursion follows the schema, which is five levels deep.
void merge_table(const Value& file, const std::string& path, Value& base, Findings& findings) {
  base.position = file.position;
  base.key_position = file.key_position;
  for (const auto& [name, value] : file.table) {
    const Key* key = find_key(policy_schema(), path, name);
    if (key == nullptr || value.kind == Kind::faulty) {
      continue;
    }
    Value& slot = base.table[name];
    const std::string inner = inner_path(*key);
    if (key->type == Type::table) {
      merge_table(value, inner, slot, findings);
    } else if (key->type == Type::tables) {
      slot.kind = Kind::array;
      slot.position = value.position;
      slot.key_position = value.key_position;
      merge_entries(value, identity_key(inner), slot, findings);
    } else {
      slot = value;
    }
  }
}

}  // namespace

void merge(const Value& file, Value& base, Findings& findings) {
  merge_table(file, "", base, findings);
  base.table.erase("extends");
}

}  // namespace sallyport::policy

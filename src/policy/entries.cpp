#include "policy/entries.hpp"

#include "core/record.hpp"
#include "policy/shape.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>

namespace sallyport::policy {
namespace {

/// The keys of a case's file that stand for lines.
constexpr std::array<std::string_view, 4> k_line_counts{"ai", "undeclared", "human", "deleted"};

bool is_set(const Value& table, std::string_view key) {
  return find(table, key) != nullptr;
}

void require_key(const Value& table, std::string_view key, std::string_view entry,
                 Findings& findings) {
  if (!is_set(table, key)) {
    findings.error(table.position, fmt::format("{} has no '{}'", entry, key));
  }
}

void check_rule(Value& rule, std::string_view entry, Findings& findings) {
  if (!is_set(rule, "when")) {
    findings.error(
        rule.position,
        fmt::format("{} has no 'when'; a rule for every change says when = {{}}", entry));
  }
  const Value* ask = find(rule, "ask");
  const bool asks = ask != nullptr && (ask->kind == Kind::faulty || ask->boolean);
  const Value* require = find(rule, "require");
  const bool requires_items =
      require != nullptr && (require->kind == Kind::faulty || !require->array.empty());
  if (!asks && !requires_items) {
    findings.error(rule.position,
                   fmt::format("{} has no effect: it needs 'require' or ask = true", entry));
  }
}

/// `<tool>/<slug>`, both shaped like an id; a tool may have dots.
bool is_detect_id(std::string_view id) {
  const std::size_t slash = id.find('/');
  return slash != std::string_view::npos && is_id(id.substr(0, slash)) &&
         is_id(id.substr(slash + 1));
}

void check_detect_rule(Value& rule, std::string_view entry, Findings& findings) {
  const Value* id = find(rule, "id");
  if (id != nullptr && id->kind == Kind::string && !is_detect_id(id->string)) {
    findings.error(
        id->position,
        fmt::format("{} is no id of the form '<tool>/<slug>' (lower-case letters, digits "
                    "and '-')",
                    quoted(id->string)));
  }
  require_key(rule, "kind", entry, findings);
  require_key(rule, "match", entry, findings);
  const std::string kind = string_at(rule, "kind");
  if (kind == "trailer" || kind == "env") {
    require_key(rule, "key", entry, findings);
  }
  const Value* content = find(rule, "content");
  if (content != nullptr && kind != "file") {
    findings.error(content->key_position,
                   fmt::format("{} has a 'content', which only rules of kind 'file' take", entry));
  }
  const Value* match = find(rule, "match");
  if (kind == "author-id" && match != nullptr && match->kind == Kind::string &&
      match->string.find_first_not_of("0123456789") != std::string::npos) {
    findings.error(match->position,
                   fmt::format("'match' of {} must be a decimal account number", entry));
  }
}

void check_id(const Value& table, std::string_view key, Findings& findings) {
  const Value* id = find(table, key);
  if (id != nullptr && id->kind == Kind::string && !is_id(id->string)) {
    findings.error(id->position, fmt::format("{} is no id: use lower-case letters, digits and '-'",
                                             quoted(id->string)));
  }
}

void check_question(Value& question, std::string_view entry, Findings& findings) {
  check_id(question, "id", findings);
  require_key(question, "ask", entry, findings);
}

void check_case(Value& table, std::string_view entry, Findings& findings) {
  require_key(table, "expect", entry, findings);
  const Value* files = find(table, "files");
  if (files == nullptr || (files->kind == Kind::array && files->array.empty())) {
    findings.error(table.position,
                   fmt::format("{} has no 'files': a change has at least one", entry));
  }
}

void check_case_file(Value& file, std::string_view entry, Findings& findings) {
  const bool has_lines =
      std::any_of(k_line_counts.begin(), k_line_counts.end(),
                  [&](std::string_view key) { return integer_at(file, key, 0) > 0; });
  const Value* opaque = find(file, "opaque_bytes");
  if (opaque != nullptr && has_lines) {
    findings.error(opaque->key_position,
                   fmt::format("{} has lines, so it cannot be opaque", entry));
  }
}

struct EntryRow {
  std::string_view path;
  std::string_view what;
  std::string_view identity;
  void (*check)(Value&, std::string_view, Findings&);
};

constexpr std::array k_entries{
    EntryRow{"rule[]", "rule", "name", check_rule},
    EntryRow{"detect.rule[]", "detect rule", "id", check_detect_rule},
    EntryRow{"item.*.question[]", "question", "id", check_question},
    EntryRow{"case[]", "case", "name", check_case},
    EntryRow{"case[].files[]", "file", "path", check_case_file},
};

const EntryRow* find_row(std::string_view schema_path) {
  for (const EntryRow& row : k_entries) {
    if (row.path == schema_path) {
      return &row;
    }
  }
  return nullptr;
}

/// Reports the names of the tables in `parent` that `is_good` refuses.
void check_names(Value& parent, std::string_view what, bool (*is_good)(std::string_view),
                 Findings& findings) {
  for (auto& [name, table] : parent.table) {
    if (!is_good(name)) {
      findings.error(table.key_position, fmt::format("{} is no name for {}", quoted(name), what));
    }
  }
}

void check_item_names(Value& items, Findings& findings) {
  for (auto& [id, item] : items.table) {
    if (!is_id(id)) {
      findings.error(item.key_position,
                     fmt::format("{} is no id for an item: use lower-case letters, digits and '-'",
                                 quoted(id)));
    } else if (id == core::k_provenance) {
      findings.error(item.key_position,
                     "item 'provenance' is reserved for declarations and cannot be defined");
    }
  }
}

}  // namespace

std::string_view identity_key(std::string_view schema_path) {
  const EntryRow* row = find_row(schema_path);
  return row == nullptr ? std::string_view{} : row->identity;
}

void check_entry(std::string_view schema_path, Value& table, Findings& findings) {
  if (schema_path == "item") {
    check_item_names(table, findings);
  } else if (schema_path == "group") {
    check_names(table, "a group", is_principal_name, findings);
  } else if (schema_path == "principal") {
    check_names(table, "a principal", is_principal_name, findings);
  } else if (schema_path == "waive") {
    require_key(table, "approvers", "[waive]", findings);
  }
  const EntryRow* row = find_row(schema_path);
  if (row == nullptr) {
    return;
  }
  const Value* identity = find(table, row->identity);
  if (identity == nullptr) {
    findings.error(table.position, fmt::format("a {} has no '{}'", row->what, row->identity));
  }
  if (is_true(table, "enabled", Unset::means_true)) {
    const std::string name = string_at(table, row->identity);
    row->check(table, fmt::format("{} {}", row->what, quoted(name)), findings);
  }
}

void check_duplicates(std::string_view schema_path, const Value& array, Findings& findings) {
  const EntryRow* row = find_row(schema_path);
  if (row == nullptr) {
    return;
  }
  std::map<std::string, int> lines;
  for (const Value& entry : array.array) {
    const Value* identity = find(entry, row->identity);
    if (identity == nullptr || identity->kind != Kind::string) {
      continue;
    }
    const auto [first, fresh] = lines.try_emplace(identity->string, identity->position.line);
    if (!fresh) {
      findings.error(identity->position,
                     fmt::format("{} {} is already defined in line {}", row->what,
                                 quoted(identity->string), first->second));
    }
  }
}

}  // namespace sallyport::policy

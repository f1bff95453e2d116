#include "policy/stages.hpp"
#include "util/json_write.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace sallyport::policy {
namespace {

std::string render_scalar(const Value& value) {
  switch (value.kind) {
    case Kind::boolean:
      return value.boolean ? "true" : "false";
    case Kind::integer:
      return fmt::format("{}", value.integer);
    default:
      return util::json_string(value.string);
  }
}

bool is_bare(std::string_view key) {
  return !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  });
}

/// A basic string of TOML: JSON's escapes are a subset of its own, save that TOML wants DEL
/// escaped.
std::string toml_string(std::string_view text) {
  std::string quoted_text;
  for (const char c : util::json_string(text)) {
    quoted_text += c == '\x7f' ? "\\u007f" : std::string(1, c);
  }
  return quoted_text;
}

std::string toml_key(std::string_view key) {
  return is_bare(key) ? std::string(key) : toml_string(key);
}

/// The recursion follows the schema here and below.
std::string toml_inline(const Value& value) {
  std::vector<std::string> parts;
  if (value.kind == Kind::table) {
    for (const auto& [key, inner] : value.table) {
      parts.push_back(fmt::format("{} = {}", toml_key(key), toml_inline(inner)));
    }
    return parts.empty() ? "{}" : fmt::format("{{ {} }}", util::join(parts, ", "));
  }
  if (value.kind == Kind::array) {
    for (const Value& element : value.array) {
      parts.push_back(toml_inline(element));
    }
    return fmt::format("[{}]", util::join(parts, ", "));
  }
  return value.kind == Kind::string ? toml_string(value.string) : render_scalar(value);
}

bool is_entries(const Value& value) {
  return value.kind == Kind::array && !value.array.empty() &&
         value.array.front().kind == Kind::table;
}

/// Whether `value` stands in the line of its key: all but tables and arrays of them; a rule's
/// `when` is a short table and reads best so.
bool stays_inline(std::string_view key, const Value& value) {
  return key == "when" || (value.kind != Kind::table && !is_entries(value));
}

std::string toml_table(const Value& table, std::string_view path) {
  std::string text;
  for (const auto& [key, value] : table.table) {
    if (stays_inline(key, value)) {
      text += fmt::format("{} = {}\n", toml_key(key), toml_inline(value));
    }
  }
  for (const auto& [key, value] : table.table) {
    const std::string inner =
        path.empty() ? toml_key(key) : fmt::format("{}.{}", path, toml_key(key));
    if (stays_inline(key, value)) {
      continue;
    }
    if (value.kind == Kind::table) {
      text += fmt::format("\n[{}]\n{}", inner, toml_table(value, inner));
    }
    for (const Value& element : value.array) {
      text += fmt::format("\n[[{}]]\n{}", inner, toml_table(element, inner));
    }
  }
  return text;
}

}  // namespace

std::string render_json(const Value& value) {
  std::vector<std::string> parts;
  if (value.kind == Kind::table) {
    for (const auto& [key, inner] : value.table) {
      parts.push_back(fmt::format("{}:{}", util::json_string(key), render_json(inner)));
    }
    return fmt::format("{{{}}}", util::join(parts, ","));
  }
  if (value.kind == Kind::array) {
    for (const Value& element : value.array) {
      parts.push_back(render_json(element));
    }
    return fmt::format("[{}]", util::join(parts, ","));
  }
  return render_scalar(value);
}

std::string render_toml(const Value& policy) {
  return toml_table(policy, "");
}

}  // namespace sallyport::policy

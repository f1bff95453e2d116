#include "policy/toml_read.hpp"

#include "policy/nesting.hpp"
#include "util/text.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <string>
#include <utility>

namespace sallyport::policy {
namespace {

core::SourcePosition place(const toml::source_region& region, std::string_view source) {
  return {std::string(source), static_cast<int>(region.begin.line),
          static_cast<int>(region.begin.column)};
}

core::SourcePosition place(std::string_view text, std::size_t offset, std::string_view source) {
  const std::string_view before = text.substr(0, offset);
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const std::size_t line_start = before.rfind('\n') + 1;
  return {std::string(source), static_cast<int>(line), static_cast<int>(offset - line_start) + 1};
}

Value convert(const toml::node& node, std::string_view source);

void convert_table(const toml::table& from, std::string_view source, Value& to) {
  to.kind = Kind::table;
  for (const auto& [key, node] : from) {
    Value value = convert(node, source);
    value.key_position = place(key.source(), source);
    to.table.emplace(key.str(), std::move(value));
  }
}

void convert_array(const toml::array& from, std::string_view source, Value& to) {
  to.kind = Kind::array;
  for (const toml::node& node : from) {
    to.array.push_back(convert(node, source));
  }
}

void convert_scalar(const toml::node& node, Value& to) {
  if (const auto* string = node.as_string()) {
    to.kind = Kind::string;
    to.string = string->get();
  } else if (const auto* integer = node.as_integer()) {
    to.kind = Kind::integer;
    to.integer = integer->get();
  } else if (const auto* boolean = node.as_boolean()) {
    to.kind = Kind::boolean;
    to.boolean = boolean->get();
  } else {
    to.kind = Kind::other;
    to.string = node.is_floating_point() ? "a number with a fraction" : "a date or time";
  }
}

/// The recursion is as deep as the file's nesting, which `too_deep` has bounded.
Value convert(const toml::node& node, std::string_view source) {
  Value value;
  value.position = place(node.source(), source);
  value.key_position = value.position;
  if (const toml::table* table = node.as_table()) {
    convert_table(*table, source, value);
  } else if (const toml::array* array = node.as_array()) {
    convert_array(*array, source, value);
  } else {
    convert_scalar(node, value);
  }
  return value;
}

}  // namespace

std::optional<Value> read_toml(std::string_view text, std::string_view source, Findings& findings) {
  if (text.size() > k_max_bytes) {
    findings.error({std::string(source), 0, 0},
                   fmt::format("the file has {} bytes, a policy may have at most {}", text.size(),
                               k_max_bytes));
    return std::nullopt;
  }
  if (const auto offset = too_deep(text, k_max_depth)) {
    findings.error(place(text, *offset, source),
                   fmt::format("nested deeper than {} levels", k_max_depth));
    return std::nullopt;
  }
  try {
    return convert(toml::parse(text), source);
  } catch (const toml::parse_error& fault) {
    findings.error(place(fault.source(), source),
                   "not valid TOML: " + util::printable(fault.description()));
    return std::nullopt;
  }
}

}  // namespace sallyport::policy

#include "policy/stages.hpp"
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

/// How many values there are in `node`, itself one of them. The recursion is bounded as above.
std::size_t count_values(const toml::node& node) {
  std::size_t count = 1;
  if (const toml::table* table = node.as_table()) {
    for (const auto& entry : *table) {
      count += count_values(entry.second);
    }
  } else if (const toml::array* array = node.as_array()) {
    for (const toml::node& entry : *array) {
      count += count_values(entry);
    }
  }
  return count;
}

/// The offset after the comment that starts at `at`: its line feed, or the end.
std::size_t after_comment(std::string_view toml, std::size_t at) {
  return std::min(toml.find('\n', at), toml.size());
}

/// The offset after the string that starts with a quote at `at`. An unterminated string ends with
/// the text, or a one-line one with its line: there the parser reports it.
std::size_t after_string(std::string_view toml, std::size_t at) {
  const char quote = toml[at];
  const bool escapes = quote == '"';
  const bool multi_line = toml.substr(at, 3) == std::string_view(escapes ? R"(""")" : "'''");
  const std::string_view closing = toml.substr(at, multi_line ? 3 : 1);
  std::size_t next = at + closing.size();
  while (next < toml.size()) {
    if (toml.substr(next, closing.size()) == closing) {
      return next + closing.size();
    }
    if (!multi_line && toml[next] == '\n') {
      return next;
    }
    next += escapes && toml[next] == '\\' ? 2U : 1U;
  }
  return toml.size();
}

/// How deep the place after the tokens read so far is.
struct Depth {
  int brackets = 0;
  int names = 0;

  void read(char token) {
    switch (token) {
      case '[':
      case '{':
        ++brackets;
        names = 0;
        break;
      case ']':
      case '}':
        brackets = std::max(0, brackets - 1);
        names = 0;
        break;
      case '.':
        ++names;
        break;
      case '\n':
      case ',':
      case '=':
        names = 0;
        break;
      default:
        break;
    }
  }
};

}  // namespace

std::optional<std::size_t> too_deep(std::string_view toml, int limit) {
  Depth depth;
  std::size_t at = 0;
  while (at < toml.size()) {
    const char byte = toml[at];
    if (byte == '#') {
      at = after_comment(toml, at);
      continue;
    }
    if (byte == '"' || byte == '\'') {
      at = after_string(toml, at);
      continue;
    }
    depth.read(byte);
    if (std::max(depth.brackets, depth.names) > limit) {
      return at;
    }
    ++at;
  }
  return std::nullopt;
}

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
    const toml::table table = toml::parse(text);
    if (const std::size_t values = count_values(table); values > k_max_values) {
      findings.error({std::string(source), 0, 0},
                     fmt::format("the file has {} values, a policy may have at most {}", values,
                                 k_max_values));
      return std::nullopt;
    }
    return convert(table, source);
  } catch (const toml::parse_error& fault) {
    findings.error(place(fault.source(), source),
                   "not valid TOML: " + util::printable(fault.description()));
    return std::nullopt;
  }
}

}  // namespace sallyport::policy

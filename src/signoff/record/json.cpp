#include "signoff/record/json.hpp"

#include "util/json_read.hpp"
#include "util/json_write.hpp"

#include <cstddef>
#include <utility>

namespace sallyport::signoff {
namespace {

constexpr int k_depth_limit = 8;

void append_value(std::string& out, const Json& value);

void append_object(std::string& out, const Json& object) {
  std::string_view separator;
  out += '{';
  for (const auto& [key, member] : object.items()) {
    out += separator;
    out += util::json_string(key);
    out += ':';
    append_value(out, member);
    separator = ",";
  }
  out += '}';
}

void append_array(std::string& out, const Json& array) {
  std::string_view separator;
  out += '[';
  for (const Json& element : array) {
    out += separator;
    append_value(out, element);
    separator = ",";
  }
  out += ']';
}

void append_value(std::string& out, const Json& value) {
  if (value.is_object()) {
    append_object(out, value);
  } else if (value.is_array()) {
    append_array(out, value);
  } else if (value.is_string()) {
    out += util::json_string(value.get_ref<const std::string&>());
  } else {
    out += value.dump();
  }
}

}  // namespace

tl::expected<Json, std::string> parse_json(std::string_view text) {
  const util::JsonLimits limits{std::size_t{k_file_limit}, k_depth_limit,
                                util::JsonNumbers::integers};
  auto parsed = util::read_json(text, limits);
  if (!parsed) {
    return tl::unexpected(std::move(parsed.error().text));
  }
  return *std::move(parsed);
}

std::string canonical_json(const Json& value) {
  std::string out;
  append_value(out, value);
  return out;
}

}  // namespace sallyport::signoff

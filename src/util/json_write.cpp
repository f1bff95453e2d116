#include "util/json_write.hpp"

#include "util/encoding.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace sallyport::util {
namespace {

using OrderedJson = nlohmann::ordered_json;

/// Makes every string and key of `json` UTF-8.
void make_utf8(OrderedJson& json) {
  if (json.is_string()) {
    auto& text = json.get_ref<std::string&>();
    text = json_text(text);
  } else if (json.is_object()) {
    OrderedJson::object_t members;
    for (auto& [key, value] : json.get_ref<OrderedJson::object_t&>()) {
      make_utf8(value);
      members.push_back({json_text(key), std::move(value)});
    }
    json = std::move(members);
  } else if (json.is_array()) {
    for (OrderedJson& element : json) {
      make_utf8(element);
    }
  }
}

}  // namespace

std::string json_string(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      quoted += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

std::string json_text(std::string_view bytes) {
  return is_utf8(bytes) ? std::string(bytes) : printable(bytes);
}

std::string json_line(OrderedJson json) {
  make_utf8(json);
  return json.dump(-1, ' ', true) + '\n';
}

}  // namespace sallyport::util

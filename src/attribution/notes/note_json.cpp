#include "attribution/notes/note_json.hpp"

#include <algorithm>
#include <cmath>

namespace sallyport::attribution {

Json read_json(std::string_view text) {
  return Json::parse(text, nullptr, /*allow_exceptions=*/false);
}

const Json& member(const Json& value, std::string_view name) {
  static const Json k_null;
  const auto found = value.find(name);
  return found == value.end() ? k_null : *found;
}

const Json& list_at(const Json& value, std::string_view name) {
  static const Json k_empty = Json::array();
  const Json& list = member(value, name);
  return list.is_structured() ? list : k_empty;
}

std::string text_at(const Json& value, std::string_view name) {
  const Json& text = member(value, name);
  return text.is_string() ? text.get<std::string>() : std::string();
}

std::optional<std::int64_t> count_of(const Json& value) {
  constexpr double k_most = 1e9;
  if (!value.is_number() || value.get<double>() < 0) {
    return std::nullopt;
  }
  return static_cast<std::int64_t>(std::ceil(std::min(value.get<double>(), k_most)));
}

}  // namespace sallyport::attribution

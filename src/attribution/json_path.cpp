#include "attribution/json_path.hpp"

#include <cmath>

namespace sallyport::attribution {

bool JsonPathReader::read(std::string_view text) {
  return nlohmann::json::sax_parse(text.begin(), text.end(), this);
}

bool JsonPathReader::boolean(bool /*value*/) {
  return true;
}

bool JsonPathReader::number_integer(number_integer_t /*value*/) {
  return true;
}

bool JsonPathReader::number_unsigned(number_unsigned_t value) {
  if (is_seen()) {
    on_number(path_, value);
  }
  return true;
}

bool JsonPathReader::number_float(number_float_t value, const string_t& /*text*/) {
  constexpr double k_most = 1e15;
  if (is_seen() && value >= 0 && value < k_most) {
    on_number(path_, static_cast<std::uint64_t>(std::ceil(value)));
  }
  return true;
}

bool JsonPathReader::string(string_t& value) {
  if (is_seen()) {
    on_text(path_, value);
  }
  return true;
}

bool JsonPathReader::binary(binary_t& /*value*/) {
  return true;
}

bool JsonPathReader::start_object(std::size_t /*elements*/) {
  if (is_seen()) {
    on_open(path_);
  }
  return open("");
}

bool JsonPathReader::key(string_t& name) {
  if (is_seen()) {
    path_.back() = name;
  }
  return true;
}

bool JsonPathReader::end_object() {
  return close();
}

bool JsonPathReader::start_array(std::size_t /*elements*/) {
  return open("[]");
}

bool JsonPathReader::end_array() {
  return close();
}

bool JsonPathReader::parse_error(std::size_t /*position*/, const std::string& /*token*/,
                                 const nlohmann::detail::exception& /*error*/) {
  return false;
}

bool JsonPathReader::open(const char* name) {
  ++depth_;
  if (is_seen()) {
    path_.emplace_back(name);
  }
  return true;
}

bool JsonPathReader::close() {
  if (is_seen()) {
    path_.pop_back();
    on_close(path_);
  }
  --depth_;
  return true;
}

}  // namespace sallyport::attribution

#include "report/json_text.hpp"

#include "util/encoding.hpp"
#include "util/text.hpp"

#include <nlohmann/json.hpp>

namespace sallyport::report {

std::string json_text(std::string_view bytes) {
  return util::is_utf8(bytes) ? std::string(bytes) : util::printable(bytes);
}

std::string json_line(const nlohmann::ordered_json& json) {
  return json.dump(-1, ' ', true) + '\n';
}

}  // namespace sallyport::report

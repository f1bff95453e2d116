#include "util/json_read.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace sallyport::util {
namespace {

using Json = nlohmann::json;
using Kind = JsonFault::Kind;

/// Watches a parse and remembers the first fault. Once there is one, nothing more is kept, so that
/// hostile text costs no memory.
class Watcher {
 public:
  explicit Watcher(const JsonLimits& limits) : limits_(limits) {}

  bool accept(int depth, Json::parse_event_t event, const Json& parsed) {
    if (fault_) {
      return false;
    }
    switch (event) {
      case Json::parse_event_t::object_start:
      case Json::parse_event_t::array_start:
        open(depth);
        break;
      case Json::parse_event_t::object_end:
      case Json::parse_event_t::array_end:
        keys_.pop_back();
        break;
      case Json::parse_event_t::key:
        see_key(parsed.get_ref<const std::string&>());
        break;
      case Json::parse_event_t::value:
        see_value(parsed);
        break;
    }
    return !fault_;
  }

  [[nodiscard]] const std::optional<JsonFault>& fault() const { return fault_; }

 private:
  void open(int depth) {
    if (depth >= limits_.levels) {
      fault_ = {Kind::beyond_limits, "", fmt::format("more than {} levels", limits_.levels)};
    }
    keys_.emplace_back();
  }

  void see_key(const std::string& key) {
    if (!keys_.back().insert(key).second) {
      fault_ = {Kind::repeated_key, key, fmt::format("the key '{}' is there twice", key)};
    }
  }

  void see_value(const Json& value) {
    if (limits_.numbers == JsonNumbers::any) {
      return;
    }
    constexpr auto k_most = std::uint64_t{std::numeric_limits<std::int64_t>::max()};
    if (value.is_number_float()) {
      fault_ = {Kind::beyond_limits, "", "a number that is not an integer"};
    } else if (value.is_number_unsigned() && value.get<std::uint64_t>() > k_most) {
      fault_ = {Kind::beyond_limits, "", "an integer that does not fit in 64 bits"};
    }
  }

  JsonLimits limits_;
  std::vector<std::set<std::string>> keys_;
  std::optional<JsonFault> fault_;
};

}  // namespace

tl::expected<Json, JsonFault> read_json(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.bytes) {
    return tl::unexpected(
        JsonFault{Kind::beyond_limits, "", fmt::format("more than {} bytes", limits.bytes)});
  }
  Watcher watcher(limits);
  const auto watch = [&watcher](int depth, Json::parse_event_t event, Json& parsed) {
    return watcher.accept(depth, event, parsed);
  };
  Json parsed = Json::parse(text, watch, /*allow_exceptions=*/false);
  if (watcher.fault()) {
    return tl::unexpected(*watcher.fault());
  }
  if (parsed.is_discarded()) {
    return tl::unexpected(JsonFault{Kind::malformed, "", "not JSON"});
  }
  return parsed;
}

}  // namespace sallyport::util

#include "signoff/json.hpp"

#include "util/json_write.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <limits>
#include <set>
#include <vector>

namespace sallyport::signoff {
namespace {

constexpr int k_depth_limit = 8;

/// Watches a parse and remembers the first thing that a strict reader refuses. Once there is one,
/// nothing more is kept, so that hostile text costs no memory.
class Watcher {
 public:
  bool accept(int depth, Json::parse_event_t event, const Json& parsed) {
    if (!problem_.empty()) {
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
    return problem_.empty();
  }

  [[nodiscard]] const std::string& problem() const { return problem_; }

 private:
  void open(int depth) {
    if (depth >= k_depth_limit) {
      problem_ = fmt::format("more than {} levels", k_depth_limit);
    }
    keys_.emplace_back();
  }

  void see_key(const std::string& key) {
    if (!keys_.back().insert(key).second) {
      problem_ = fmt::format("the key '{}' is there twice", key);
    }
  }

  void see_value(const Json& value) {
    if (value.is_number_float()) {
      problem_ = "a number that is not an integer";
    }
    if (value.is_number_unsigned() &&
        value.get<std::uint64_t>() > std::uint64_t{std::numeric_limits<std::int64_t>::max()}) {
      problem_ = "an integer that does not fit in 64 bits";
    }
  }

  std::vector<std::set<std::string>> keys_;
  std::string problem_;
};

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
  if (static_cast<std::int64_t>(text.size()) > k_file_limit) {
    return tl::unexpected(fmt::format("more than {} bytes", k_file_limit));
  }
  Watcher watcher;
  const auto watch = [&watcher](int depth, Json::parse_event_t event, Json& parsed) {
    return watcher.accept(depth, event, parsed);
  };
  Json parsed = Json::parse(text, watch, /*allow_exceptions=*/false);
  if (!watcher.problem().empty()) {
    return tl::unexpected(watcher.problem());
  }
  if (parsed.is_discarded()) {
    return tl::unexpected(std::string("not JSON"));
  }
  return parsed;
}

std::string canonical_json(const Json& value) {
  std::string out;
  append_value(out, value);
  return out;
}

}  // namespace sallyport::signoff

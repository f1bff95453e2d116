#include "ci/payload.hpp"

#include "util/file.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <set>
#include <vector>

namespace sallyport::ci {
namespace {

using Json = nlohmann::json;

constexpr int k_depth_limit = 64;

/// Watches a parse and remembers the first thing that is refused. Once there is one, nothing more
/// is kept, so that hostile text costs no memory.
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
        break;
    }
    return problem_.empty();
  }

  [[nodiscard]] const std::string& problem() const { return problem_; }

 private:
  void open(int depth) {
    if (depth >= k_depth_limit) {
      problem_ = fmt::format("it has more than {} levels", k_depth_limit);
    }
    keys_.emplace_back();
  }

  void see_key(const std::string& key) {
    if (!keys_.back().insert(key).second) {
      problem_ = fmt::format("the key {} is there twice", shown(key));
    }
  }

  std::vector<std::set<std::string>> keys_;
  std::string problem_;
};

Json parse(const std::string& text, const std::string& place) {
  Watcher watcher;
  const auto watch = [&watcher](int depth, Json::parse_event_t event, const Json& parsed) {
    return watcher.accept(depth, event, parsed);
  };
  Json parsed = Json::parse(text, watch, /*allow_exceptions=*/false);
  if (!watcher.problem().empty()) {
    refuse(place, watcher.problem());
  }
  if (parsed.is_discarded()) {
    refuse(place, "it is not JSON");
  }
  return parsed;
}

}  // namespace

Payload::Payload(const std::filesystem::path& path) : path_(util::printable(path.string())) {
  constexpr std::int64_t k_size_limit = std::int64_t{16} << 20U;
  const std::string place = fmt::format("the event file '{}'", path_);
  const auto text = util::read_file(path, k_size_limit);
  if (!text) {
    refuse(place, "it does not exist");
  }
  root_ = parse(*text, place);
}

std::string Payload::place(std::string_view member) const {
  return fmt::format("{} in the event file '{}'", member, path_);
}

const Json* Payload::find(std::string_view member) const {
  const Json* value = &root_;
  for (const std::string& key : util::split(member, '.')) {
    if (value->is_null()) {
      return nullptr;
    }
    if (!value->is_object()) {
      refuse(place(member), "what should hold it is no object");
    }
    const auto found = value->find(key);
    if (found == value->end()) {
      return nullptr;
    }
    value = &*found;
  }
  return value->is_null() ? nullptr : value;
}

const Json& Payload::at(std::string_view member) const {
  const Json* const value = find(member);
  if (value == nullptr) {
    refuse(place(member), "it is missing");
  }
  return *value;
}

bool Payload::has(std::string_view member) const {
  return find(member) != nullptr;
}

Found Payload::text(std::string_view member) const {
  const Json& value = at(member);
  if (!value.is_string()) {
    refuse(place(member), "it is no string");
  }
  return {value.get<std::string>(), place(member)};
}

Found Payload::optional_text(std::string_view member) const {
  return has(member) ? text(member) : Found{"", place(member)};
}

std::int64_t Payload::integer(std::string_view member) const {
  const Json& value = at(member);
  if (!value.is_number_integer()) {
    refuse(place(member), "it is no integer");
  }
  return value.get<std::int64_t>();
}

std::string Payload::positive(std::string_view member) const {
  return number({fmt::format("{}", integer(member)), place(member)});
}

bool Payload::flag(std::string_view member) const {
  const Json* const value = find(member);
  if (value != nullptr && !value->is_boolean()) {
    refuse(place(member), "it is neither true nor false");
  }
  return value != nullptr && value->get<bool>();
}

Payload read_payload(const util::Environment& environment) {
  return Payload(required(environment, "GITHUB_EVENT_PATH").value);
}

std::string account(const Payload& payload, const std::string& user, std::string_view forge) {
  constexpr std::string_view k_github = "github";
  if (!payload.has(user)) {
    return {};
  }
  const std::string type = payload.optional_text(user + ".type").value;
  const bool is_typed = forge == k_github || !type.empty();
  if (is_typed && type != "User") {
    return {};
  }
  if (forge != k_github && payload.integer(user + ".id") <= 0) {
    return {};
  }
  return fmt::format("{}:{}", forge, payload.positive(user + ".id"));
}

std::string default_branch(const Payload& payload) {
  return optional_branch_ref(payload.optional_text("repository.default_branch"));
}

}  // namespace sallyport::ci

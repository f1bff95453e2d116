#include "ci/payload.hpp"

#include "util/file.hpp"
#include "util/json_read.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <utility>

namespace sallyport::ci {
namespace {

using Json = nlohmann::json;

constexpr util::JsonLimits k_limits{.levels = 64};

std::string words_of(const util::JsonFault& fault) {
  switch (fault.kind) {
    case util::JsonFault::Kind::malformed:
      return "it is " + fault.text;
    case util::JsonFault::Kind::repeated_key:
      return fmt::format("the key {} is there twice", shown(fault.key));
    case util::JsonFault::Kind::beyond_limits:
      return "it has " + fault.text;
  }
  return fault.text;
}

}  // namespace

Payload::Payload(const std::filesystem::path& path) : path_(util::printable(path.string())) {
  const std::string place = fmt::format("the event file '{}'", path_);
  const auto text = util::read_file(path, static_cast<std::int64_t>(k_limits.bytes));
  if (!text) {
    refuse(place, "it does not exist");
  }
  auto parsed = util::read_json(*text, k_limits);
  if (!parsed) {
    refuse(place, words_of(parsed.error()));
  }
  root_ = *std::move(parsed);
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

std::string address_of_bot(const Payload& payload, const std::string& user) {
  return payload.optional_text(user + ".type").value == "Bot"
             ? fmt::format("{}+{}@users.noreply.github.com", payload.positive(user + ".id"),
                           payload.optional_text(user + ".login").value)
             : std::string();
}

std::string default_branch(const Payload& payload) {
  return optional_branch_ref(payload.optional_text("repository.default_branch"));
}

}  // namespace sallyport::ci

#include "signoff/record/fields.hpp"

#include "util/columns.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace sallyport::signoff {
namespace {

const Json& empty_of(Json::value_t type) {
  static const Json k_object = Json::object();
  static const Json k_array = Json::array();
  static const Json k_text = "";
  static const Json k_null;
  switch (type) {
    case Json::value_t::object:
      return k_object;
    case Json::value_t::array:
      return k_array;
    case Json::value_t::string:
      return k_text;
    default:
      return k_null;
  }
}

}  // namespace

bool is_digest(std::string_view text) {
  return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

Fields::Fields(const Json& object, std::string name, std::string& problem)
    : object_(&object), name_(std::move(name)), problem_(&problem) {
  if (!object.is_object()) {
    fail(fmt::format("{} is not an object", name_.empty() ? "the payload" : name_));
  }
}

std::string Fields::path(std::string_view key) const {
  return name_.empty() ? std::string(key) : fmt::format("{}.{}", name_, key);
}

void Fields::fail(std::string_view what) {
  if (problem_->empty()) {
    *problem_ = what;
  }
}

bool Fields::has(const std::string& key) const {
  return object_->is_object() && object_->contains(key);
}

const Json& Fields::member(const std::string& key, Json::value_t type) {
  seen_.insert(key);
  if (!has(key)) {
    fail(fmt::format("{} is missing", path(key)));
    return empty_of(type);
  }
  const Json& value = object_->at(key);
  if (value.type() != type) {
    fail(fmt::format("{} has the wrong type", path(key)));
    return empty_of(type);
  }
  return value;
}

std::string Fields::text(const std::string& key) {
  return member(key, Json::value_t::string).get<std::string>();
}

std::string Fields::digest(const std::string& key) {
  std::string value = text(key);
  if (!is_digest(value)) {
    fail(fmt::format("{} is not a SHA-256 in hex", path(key)));
  }
  return value;
}

bool Fields::flag(const std::string& key) {
  const Json& value = member(key, Json::value_t::boolean);
  return value.is_boolean() && value.get<bool>();
}

std::int64_t Fields::integer(const std::string& key, std::int64_t limit) {
  const Json& value = member(key, Json::value_t::number_unsigned);
  const std::int64_t number = value.is_number_unsigned() ? value.get<std::int64_t>() : 0;
  if (number > limit) {
    fail(fmt::format("{} is too large", path(key)));
    return 0;
  }
  return number;
}

std::vector<std::string> Fields::texts(const std::string& key) {
  std::vector<std::string> values;
  for (const Json& element : member(key, Json::value_t::array)) {
    if (!element.is_string()) {
      fail(fmt::format("{} holds something that is not a text", path(key)));
      return {};
    }
    values.push_back(element.get<std::string>());
  }
  return values;
}

std::vector<std::string> Fields::digests(const std::string& key) {
  std::vector<std::string> values = texts(key);
  if (!std::all_of(values.begin(), values.end(), is_digest)) {
    fail(fmt::format("{} holds something that is not a SHA-256 in hex", path(key)));
  }
  return values;
}

void Fields::constant(const std::string& key, std::string_view expected) {
  const std::string value = text(key);
  if (value != expected) {
    fail(util::say("unknown {} '{}'", path(key), util::first_characters(value, 80)));
  }
}

void Fields::no_others() {
  if (!object_->is_object()) {
    return;
  }
  for (const auto& [key, value] : object_->items()) {
    if (!seen_.contains(key)) {
      fail(util::say("unknown key '{}'", util::first_characters(path(key), 80)));
    }
  }
}

}  // namespace sallyport::signoff

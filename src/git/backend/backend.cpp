#include "git/backend/backend.hpp"

#include "util/error.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace sallyport::git {
namespace {

constexpr std::array k_object_types{
    std::pair{ObjectType::commit, std::string_view("commit")},
    std::pair{ObjectType::tree, std::string_view("tree")},
    std::pair{ObjectType::blob, std::string_view("blob")},
    std::pair{ObjectType::tag, std::string_view("tag")},
};

}  // namespace

std::string_view to_string(ObjectType type) {
  return k_object_types.at(static_cast<std::size_t>(type)).second;
}

std::optional<ObjectType> parse_object_type(std::string_view name) {
  const auto* const row = std::find_if(k_object_types.begin(), k_object_types.end(),
                                       [&](const auto& each) { return each.second == name; });
  return row == k_object_types.end() ? std::nullopt : std::optional(row->first);
}

void refuse_ambiguous_id(std::string_view text) {
  throw util::Error(util::ErrorKind::usage, util::say("cannot resolve '{}': it is ambiguous", text),
                    "give more digits, or the full ref name");
}

std::optional<std::string> promisor_in(std::string_view name, std::string_view value) {
  constexpr std::string_view k_remote = "remote.";
  constexpr std::string_view k_promisor = ".promisor";
  if (name == "extensions.partialclone") {
    return std::string(value);
  }
  const bool is_one = name.starts_with(k_remote) && name.ends_with(k_promisor) &&
                      name.size() > k_remote.size() + k_promisor.size() && value != "false";
  return is_one ? std::optional<std::string>(name.substr(
                      k_remote.size(), name.size() - k_remote.size() - k_promisor.size()))
                : std::nullopt;
}

}  // namespace sallyport::git

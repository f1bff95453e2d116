#include "ci/checked.hpp"

#include "core/git_terms.hpp"
#include "core/oid.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace sallyport::ci {
namespace {

bool is_bad_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  constexpr unsigned char k_delete = 0x7f;
  return byte <= ' ' || byte == k_delete ||
         std::string_view("~^:?*[\\").find(c) != std::string::npos;
}

bool is_component(std::string_view component) {
  return !component.empty() && !component.starts_with('.') && !component.ends_with(".lock");
}

/// git-check-ref-format(1), and no leading '-', as for branches that git itself makes.
bool is_ref_name(std::string_view name) {
  constexpr std::size_t k_longest = 1024;
  const std::vector<std::string> components = util::split(name, '/');
  return name.size() <= k_longest && name != "@" && !name.starts_with('-') &&
         !name.ends_with('.') && name.find("..") == std::string_view::npos &&
         name.find("@{") == std::string_view::npos &&
         std::none_of(name.begin(), name.end(), is_bad_byte) &&
         std::all_of(components.begin(), components.end(), is_component);
}

}  // namespace

Found variable(const util::Environment& environment, std::string_view name) {
  return {util::variable(environment, name), fmt::format("the variable '{}'", name)};
}

Found required(const util::Environment& environment, std::string_view name) {
  Found found = variable(environment, name);
  if (found.value.empty()) {
    refuse(found.place, "it is not set");
  }
  return found;
}

bool is_set(const util::Environment& environment, std::string_view name) {
  return !variable(environment, name).value.empty();
}

void refuse(std::string_view place, std::string_view cause) {
  throw util::Error(util::ErrorKind::unavailable, fmt::format("cannot read {}: {}", place, cause),
                    "say what to judge: sallyport ci --base COMMIT --head COMMIT --target REF");
}

std::string shown(std::string_view bytes) {
  constexpr std::size_t k_longest = 80;
  const std::string_view end = bytes.size() > k_longest ? "..." : "";
  return util::say("'{}{}'", bytes.substr(0, k_longest), end);
}

bool is_commit_id(std::string_view text) {
  return core::parse_oid(text).has_value();
}

bool is_zero_id(std::string_view text) {
  const auto id = core::parse_oid(text);
  return id && id->is_zero();
}

std::string commit_id(const Found& found) {
  if (!is_commit_id(found.value) || is_zero_id(found.value)) {
    refuse(found.place, shown(found.value) + " is no commit id");
  }
  return found.value;
}

std::string optional_commit_id(const Found& found) {
  return found.value.empty() || is_zero_id(found.value) ? std::string() : commit_id(found);
}

bool is_number(std::string_view text) {
  constexpr std::size_t k_longest = 18;
  return !text.empty() && text.size() <= k_longest && text.front() != '0' &&
         text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string number(const Found& found) {
  if (!is_number(found.value)) {
    refuse(found.place, shown(found.value) + " is no positive number");
  }
  return found.value;
}

std::string branch_name(const Found& found) {
  std::string_view name = found.value;
  if (name.starts_with(core::k_heads)) {
    name.remove_prefix(core::k_heads.size());
  }
  if (!is_ref_name(name)) {
    refuse(found.place, shown(found.value) + " is no valid branch name");
  }
  return std::string(name);
}

std::string branch_ref(const Found& found) {
  return std::string(core::k_heads) + branch_name(found);
}

std::string short_branch_ref(const Found& found) {
  if (!is_ref_name(found.value)) {
    refuse(found.place, shown(found.value) + " is no valid branch name");
  }
  return std::string(core::k_heads) + found.value;
}

std::string optional_branch_ref(const Found& found) {
  return found.value.empty() ? std::string() : branch_ref(found);
}

}  // namespace sallyport::ci

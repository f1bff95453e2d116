#include "policy/shape.hpp"

#include "core/git_terms.hpp"
#include "core/policy/policy.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace sallyport::policy {
namespace {

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

bool component_is_bad(std::string_view component) {
  return component.empty() || component.starts_with('.') || component.ends_with('.') ||
         component.ends_with(".lock");
}

/// The rules of git-check-ref-format(1) for everything but the wildcards.
bool has_ref_format(std::string_view name) {
  const auto bad_byte = [](char c) {
    return is_control(c) || std::string_view(" ~^:[\\").find(c) != std::string_view::npos;
  };
  if (std::any_of(name.begin(), name.end(), bad_byte) ||
      name.find("..") != std::string_view::npos || name.find("@{") != std::string_view::npos) {
    return false;
  }
  const auto components = util::split(name, '/');
  return std::none_of(components.begin(), components.end(), component_is_bad);
}

bool has_wildcard(std::string_view name) {
  return name.find_first_of("*?") != std::string_view::npos;
}

}  // namespace

bool is_id(std::string_view id) {
  return !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

bool is_principal_name(std::string_view name) {
  return !name.empty() && !name.starts_with('@') &&
         std::none_of(name.begin(), name.end(), [](char c) { return is_control(c) || c == ' '; });
}

bool is_forge_id(std::string_view id) {
  const std::size_t colon = id.find(':');
  if (colon == std::string_view::npos || !is_principal_name(id.substr(0, colon))) {
    return false;
  }
  const std::string_view account = id.substr(colon + 1);
  return id.substr(0, colon) == core::k_own_server
             ? is_principal_name(account)
             : !account.empty() &&
                   account.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string ref_glob_fault(std::string_view glob) {
  if (!glob.starts_with("refs/")) {
    return "must start with 'refs/', such as 'refs/heads/main'";
  }
  return has_ref_format(glob) ? "" : "is no valid ref name (git check-ref-format)";
}

std::string ref_fault(std::string_view name) {
  if (has_wildcard(name)) {
    return "must name one ref, without '*' or '?'";
  }
  return ref_glob_fault(name);
}

std::string branch_fault(std::string_view name) {
  if (name.starts_with("refs/")) {
    return "must be a branch name without 'refs/heads/'";
  }
  if (has_wildcard(name) || !has_ref_format(std::string(core::k_heads) + std::string(name))) {
    return "is no valid branch name (git check-ref-format --branch)";
  }
  return "";
}

std::string glob_fault(std::string_view glob) {
  if (glob.empty()) {
    return "matches no path: it is empty";
  }
  if (glob.starts_with('/')) {
    return "matches no path: paths do not start with '/'";
  }
  if (glob.ends_with('/')) {
    return "matches no path: write '**' after the last '/' for what is in a folder";
  }
  if (glob.starts_with('!')) {
    return "cannot be negated with '!': use not_paths";
  }
  const auto components = util::split(glob, '/');
  const bool empty_or_dots = std::any_of(components.begin(), components.end(), [](const auto& c) {
    return c.empty() || c == "." || c == "..";
  });
  return empty_or_dots ? "matches no path: a part of it is empty, '.' or '..'" : "";
}

}  // namespace sallyport::policy

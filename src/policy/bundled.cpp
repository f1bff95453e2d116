#include "policy/policy.hpp"

#include <charconv>
#include <string>

namespace sallyport::policy {
namespace {

/// The `N` of `NAME@N`; 0 where it is no number.
int version_of(std::string_view name) {
  const std::string_view digits = name.substr(name.find('@') + 1);
  int version = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), version);
  return version;
}

bool is_version_of(const BundledPolicy& policy, std::string_view name) {
  return policy.name == name || policy.name.substr(0, policy.name.find('@')) == name;
}

}  // namespace

const BundledPolicy* find_bundled(std::string_view name) {
  const BundledPolicy* newest = nullptr;
  for (const BundledPolicy& policy : bundled_policies()) {
    if (is_version_of(policy, name) &&
        (newest == nullptr || version_of(policy.name) > version_of(newest->name))) {
      newest = &policy;
    }
  }
  return newest;
}

}  // namespace sallyport::policy

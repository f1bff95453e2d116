#include "core/review/trust_path.hpp"

#include "util/glob.hpp"

#include <algorithm>
#include <array>

namespace sallyport::core {
namespace {

template <typename Globs>
bool any_matches(const Globs& globs, std::string_view path) {
  return std::any_of(globs.begin(), globs.end(),
                     [&](const auto& glob) { return util::glob_matches_folded(glob, path); });
}

}  // namespace

bool is_trust_path(std::string_view path, const Policy& policy) {
  static constexpr std::array<std::string_view, 2> k_own{"/.sallyport", ".sallyport/**"};
  return any_matches(k_own, path) || any_matches(policy.trust_paths, path);
}

}  // namespace sallyport::core

#include "util/glob.hpp"

#include "fuzz/targets.hpp"

namespace sallyport::fuzz {

/// A glob, and below it the path that it may match.
void glob(std::string_view input) {
  const std::size_t end = std::min(input.find('\n'), input.size());
  const std::string_view path = input.substr(std::min(end + 1, input.size()));
  (void)util::glob_matches_folded(input.substr(0, end), path);
  require(util::glob_matches("**", path));
}

}  // namespace sallyport::fuzz

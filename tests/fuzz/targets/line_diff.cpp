#include "git/lines/line_diff.hpp"

#include "fuzz/targets.hpp"
#include "git/backend/backend.hpp"
#include "unit/support/hunks_of_git.hpp"

#include <algorithm>

namespace sallyport::fuzz {

/// Two texts with a NUL between them: the hunks are git's.
void line_diff(std::string_view input) {
  git::start_libgit2();
  const std::size_t end = std::min(input.find('\0'), input.size());
  const std::string_view before = input.substr(0, end);
  const std::string_view after = input.substr(std::min(end + 1, input.size()));
  for (const auto mode : {git::WhiteSpace::compared, git::WhiteSpace::ignored}) {
    require(git::diff_lines(before, after, mode) == git::hunks_of_git(before, after, mode));
  }
}

}  // namespace sallyport::fuzz

#include "git/backend/libgit2_types.hpp"

#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace sallyport::git {

git_oid to_git(const core::Oid& oid) {
  git_oid result;
  std::copy_n(oid.bytes.begin(), std::size(result.id), std::begin(result.id));
  return result;
}

core::Oid from_git(const git_oid& oid) {
  core::Oid result;
  std::copy(std::begin(oid.id), std::end(oid.id), result.bytes.begin());
  return result;
}

std::string last_error() {
  const git_error* error = git_error_last();
  return error == nullptr || error->message == nullptr ? std::string("unknown cause")
                                                       : util::printable(error->message);
}

void check(int code, std::string_view action) {
  if (code < 0) {
    const std::string what = fmt::format("cannot {}: {}", action, last_error());
    const std::string hint = util::hint_for(what);
    throw util::Error(util::ErrorKind::unavailable, what, hint.empty() ? "git fsck --full" : hint);
  }
}

}  // namespace sallyport::git

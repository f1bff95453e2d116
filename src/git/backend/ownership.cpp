#include "git/backend/ownership.hpp"

#include "git/command.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <charconv>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace sallyport::git {
namespace {

namespace fs = std::filesystem;

/// Whether `path` belongs to the caller, or to whoever called sudo.
bool is_own(const fs::path& path, const util::Environment& environment) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0 || status.st_uid == ::geteuid()) {
    return true;
  }
  if (::geteuid() != 0) {
    return false;
  }
  const std::string digits = util::variable(environment, "SUDO_UID");
  uid_t user = 0;
  const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), user);
  return parsed.ec == std::errc() && parsed.ptr == digits.data() + digits.size() &&
         user == status.st_uid;
}

}  // namespace

void check_ownership(const Layout& layout, const fs::path& directory,
                     const util::Environment& environment) {
  const fs::path top = layout.work_dir.value_or(layout.git_dir);
  if (is_own(layout.git_dir, environment) && is_own(top, environment)) {
    return;
  }
  const Command command = command_in(directory.string(), environment);
  if (run(command, {"rev-parse", "--git-dir"}).status != 0) {
    std::string place = top.string();
    place.erase(place.find_last_not_of('/') + 1);
    throw util::Error(
        util::ErrorKind::unavailable,
        util::say("cannot read the repository '{}': it belongs to another user", place),
        util::say("git config --global --add safe.directory '{}'", place));
  }
}

}  // namespace sallyport::git

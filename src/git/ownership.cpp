#include "git/ownership.hpp"

#include "git/command.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <charconv>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace sallyport::git {
namespace {

/// Whether `path` belongs to the caller, or to whoever called sudo.
bool is_own(const char* path, const util::Environment& environment) {
  struct stat status {};
  if (path == nullptr || ::lstat(path, &status) != 0 || status.st_uid == ::geteuid()) {
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

void check_ownership(git_repository* repository, const std::filesystem::path& directory,
                     const util::Environment& environment) {
  const char* work_dir = git_repository_workdir(repository);
  if (is_own(git_repository_path(repository), environment) && is_own(work_dir, environment)) {
    return;
  }
  const Command command = command_in(directory.string(), environment);
  if (run(command, {"rev-parse", "--git-dir"}).status != 0) {
    std::string place = work_dir == nullptr ? git_repository_path(repository) : work_dir;
    place.erase(place.find_last_not_of('/') + 1);
    throw util::Error(
        util::ErrorKind::unavailable,
        util::say("cannot read the repository '{}': it belongs to another user", place),
        util::say("git config --global --add safe.directory '{}'", place));
  }
}

}  // namespace sallyport::git

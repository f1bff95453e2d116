#include "setup/hook_place.hpp"

#include "setup/hook_files.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

namespace sallyport::setup {
namespace {

namespace fs = std::filesystem;

using util::Error;
using util::ErrorKind;

fs::path resolved(const fs::path& path) {
  std::error_code error;
  const fs::path real = fs::weakly_canonical(path, error);
  return error ? path : real;
}

/// The lines that call us from scripts that someone else keeps.
std::string lines_to_add(const fs::path& folder, std::span<const std::string> hooks) {
  std::string text;
  for (const std::string& hook : hooks) {
    text += fmt::format("in {}:  sallyport hook {} \"$@\" || exit 1\n",
                        util::printable((folder / hook).string()), hook);
  }
  return text;
}

[[noreturn]] void refuse_shared(const Setting& hooks_path, const fs::path& folder,
                                std::span<const std::string> hooks) {
  throw Error(
      ErrorKind::refused,
      fmt::format(
          "cannot install hooks in '{}': core.hooksPath of {} ({}) shares that folder among "
          "all repositories",
          util::printable(folder.string()), hooks_path.scope, util::printable(hooks_path.origin)),
      "either give this repository its own hooks: git config --local core.hooksPath "
      "\"$(git rev-parse --path-format=absolute --git-common-dir)/hooks\"\n"
      "or use git 2.54 or later, where `sallyport install --global` needs no folder\n"
      "or add these lines yourself:\n" +
          lines_to_add(folder, hooks));
}

void check_scope(const Setting& hooks_path, const fs::path& folder,
                 std::span<const std::string> hooks) {
  if (hooks_path.scope == "command") {
    throw Error(ErrorKind::refused,
                "cannot install hooks: core.hooksPath is set for this one command only",
                "run it without `git -c core.hooksPath=…` and GIT_CONFIG_COUNT");
  }
  if (hooks_path.scope == "global" || hooks_path.scope == "system") {
    refuse_shared(hooks_path, folder, hooks);
  }
}

}  // namespace

bool is_inside(const fs::path& path, const fs::path& folder) {
  const fs::path inner = resolved(path);
  const fs::path outer = resolved(folder);
  return std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end()).first == outer.end();
}

bool is_in_work_tree(const git::Repository& repository, const fs::path& folder) {
  const auto work_dir = repository.work_dir();
  return work_dir && is_inside(folder, *work_dir) && !is_inside(folder, repository.common_dir());
}

fs::path writable_hooks_folder(const git::Repository& repository, const GitCommand& command,
                               std::span<const std::string> hooks) {
  fs::path folder = hooks_folder(command);
  if (const auto hooks_path = setting(command, "core.hooksPath")) {
    check_scope(*hooks_path, folder, hooks);
  }
  const std::string shown = util::printable(folder.string());
  if (is_in_work_tree(repository, folder)) {
    throw Error(ErrorKind::refused,
                fmt::format("cannot install hooks in '{}': core.hooksPath makes it a part of the "
                            "project's own files",
                            shown),
                "add these lines there, before anything that reads standard input:\n" +
                    lines_to_add(folder, hooks));
  }
  std::error_code error;
  if (is_present(folder) && !fs::is_directory(folder, error)) {
    throw Error(ErrorKind::refused,
                fmt::format("cannot install hooks in '{}': it is no folder", shown),
                "git config --unset core.hooksPath");
  }
  return folder;
}

}  // namespace sallyport::setup

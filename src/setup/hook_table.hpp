#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::setup {

/// Where a hook runs; those of a server are installed only when they are named.
enum class HookSide { clone, server };

/// Whether each hook manager can run a hook, or only some.
enum class ManagedBy { all, some, none };

/// A hook of git that is a gate (githooks(5)).
struct HookKind {
  std::string_view name;
  HookSide side;
  ManagedBy managers;
};

/// Every hook that `install` knows. What each does stands in `cli/hook.cpp`.
inline constexpr std::array<HookKind, 6> k_hooks{{
    {"pre-commit", HookSide::clone, ManagedBy::all},
    {"pre-merge-commit", HookSide::clone, ManagedBy::some},
    {"prepare-commit-msg", HookSide::clone, ManagedBy::some},
    {"commit-msg", HookSide::clone, ManagedBy::some},
    {"pre-push", HookSide::clone, ManagedBy::all},
    {"pre-receive", HookSide::server, ManagedBy::none},
}};

/// The names of all hooks.
std::vector<std::string> all_hooks();

/// The names of the hooks of one side, such as those of a clone, which `install` puts in place when
/// none are named.
std::vector<std::string> hooks_of(HookSide side);

/// The names of the hooks that each hook manager can run.
std::vector<std::string> hooks_of_managers();

/// A program that may own the hooks of a repository, and what is to be known about it.
struct ManagerKind {
  std::string_view name;
  /// Its configuration, relative to the work tree. A `*` at the end stands for the name of a hook
  /// and, behind a dot, for an extension.
  std::span<const std::string_view> files;
  std::span<const std::string_view> watched;     ///< globs of files that make it call something
  std::span<const std::string_view> skipped_by;  ///< variables that make it skip hooks
  std::string_view stanza;                       ///< what to add to its configuration
  std::string_view apply_command;                ///< what puts its hooks in place
  std::string_view input_key;  ///< must be set for pre-push to get its input; empty: always does
};

/// Every hook manager that is known, in the order in which they are looked for.
std::span<const ManagerKind> hook_managers();

/// The hook manager of one repository, found by its configuration file.
struct HookManager : ManagerKind {
  std::string file;  ///< relative to the work tree: `lefthook.yml`, `.husky`
  std::string text;  ///< of its configuration, all its files together

  /// Whether its configuration names us already.
  [[nodiscard]] bool calls_us() const { return text.find("sallyport") != std::string::npos; }
  /// Whether what it calls at pre-push is given the refs, as far as its configuration tells.
  [[nodiscard]] bool passes_input() const { return text.find(input_key) != std::string::npos; }
};

/// The hook manager that the work tree is set up for; nothing when there is none.
std::optional<HookManager> find_hook_manager(const std::filesystem::path& work_dir);

/// Whether a hook manager may be told by the file at that path, from the root, what to call.
bool is_manager_file(std::string_view path);

}  // namespace sallyport::setup

#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace sallyport::setup {

/// A program that owns the hooks of a repository, found by its configuration file.
struct HookManager {
  std::string_view name;
  std::string file;                ///< relative to the work tree: `lefthook.yml`, `.husky`
  std::string text;                ///< of its configuration, all its files together
  std::string_view stanza;         ///< what to add there
  std::string_view apply_command;  ///< what puts its hooks in place
  std::string_view input_key;  ///< must be set for pre-push to get its input; empty: always does

  /// Whether its configuration names us already.
  [[nodiscard]] bool calls_us() const { return text.find("sallyport") != std::string::npos; }
  /// Whether what it calls at pre-push is given the refs, as far as its configuration tells.
  [[nodiscard]] bool passes_input() const { return text.find(input_key) != std::string::npos; }
};

/// The hook manager that the work tree is set up for; nothing when there is none.
std::optional<HookManager> find_hook_manager(const std::filesystem::path& work_dir);

}  // namespace sallyport::setup

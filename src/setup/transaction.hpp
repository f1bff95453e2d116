#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace sallyport::setup {

/// What was done, or would be done: one line each, ready to print.
using Actions = std::vector<std::string>;

/// One change that can be taken back.
struct Step {
  std::string line;                        ///< what it does, ready to print
  std::function<void()> apply = nullptr;   ///< empty: nothing to do, only said
  std::function<void()> revert = nullptr;  ///< undoes `apply`; empty where there is nothing to undo
};

/// Whether steps are carried out or only told.
enum class Run { real, dry };

/// Carries out the steps in order and returns their lines. When one throws, those before it are
/// reverted, last first, and the exception goes on.
Actions perform(const std::vector<Step>& steps, Run run);

/// What puts the file back to what it is now: its text and mode, or gone.
std::function<void()> restorer(const std::filesystem::path& path);

/// Writes `text` to the file, with that mode (octal permissions); `line` says so.
Step write_step(std::string line, const std::filesystem::path& path, const std::string& text,
                unsigned mode = 0644);

/// Deletes a file that may be missing. Throws `util::Error` (unavailable).
void remove_file(const std::filesystem::path& path);

/// Appends `more` to `steps`.
void append(std::vector<Step>& steps, std::vector<Step> more);

}  // namespace sallyport::setup

#pragma once

#include "setup/hooks.hpp"

#include <functional>
#include <string>
#include <vector>

namespace sallyport::setup {

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

/// Appends `more` to `steps`.
void append(std::vector<Step>& steps, std::vector<Step> more);

}  // namespace sallyport::setup

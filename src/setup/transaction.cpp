#include "setup/transaction.hpp"

#include "util/error.hpp"

#include <algorithm>
#include <iterator>
#include <ranges>
#include <utility>

namespace sallyport::setup {
namespace {

/// A step that cannot be undone must not keep the ones before it from being undone.
void revert_quietly(const Step& step) {
  try {
    if (step.revert) {
      step.revert();
    }
  } catch (const util::Error&) {  // NOLINT(bugprone-empty-catch): the first failure is the one told
  }
}

}  // namespace

Actions perform(const std::vector<Step>& steps, Run run) {
  Actions lines;
  for (std::size_t done = 0; done < steps.size(); ++done) {
    const Step& step = steps[done];
    try {
      if (run == Run::real && step.apply) {
        step.apply();
      }
    } catch (...) {
      for (std::size_t index = done; index > 0; --index) {
        revert_quietly(steps[index - 1]);
      }
      throw;
    }
    lines.push_back(step.line);
  }
  return lines;
}

void append(std::vector<Step>& steps, std::vector<Step> more) {
  std::ranges::move(more, std::back_inserter(steps));
}

}  // namespace sallyport::setup

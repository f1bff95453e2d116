#include "setup/transaction.hpp"

#include "util/error.hpp"
#include "util/file.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <iterator>
#include <ranges>
#include <system_error>
#include <utility>

namespace sallyport::setup {
namespace {

namespace fs = std::filesystem;

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

std::function<void()> restorer(const fs::path& path) {
  const auto before = util::read_file(path);
  if (!before) {
    return [path] { remove_file(path); };
  }
  const auto mode = static_cast<unsigned>(fs::status(path).permissions() & fs::perms::mask);
  return [path, before, mode] { util::write_file(path, *before, mode); };
}

Step write_step(std::string line, const fs::path& path, const std::string& text, unsigned mode) {
  return {std::move(line), [path, text, mode] { util::write_file(path, text, mode); },
          restorer(path)};
}

void remove_file(const fs::path& path) {
  std::error_code error;
  fs::remove(path, error);
  if (error) {
    throw util::Error(util::ErrorKind::unavailable,
                      util::say("cannot remove '{}': {}", path.string(), error.message()),
                      util::say("ls -ld {}", util::shell_word(path.parent_path().string())));
  }
}

void append(std::vector<Step>& steps, std::vector<Step> more) {
  std::ranges::move(more, std::back_inserter(steps));
}

}  // namespace sallyport::setup

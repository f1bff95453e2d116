#include "cli/run.hpp"
#include "util/platform.hpp"

#include <chrono>
#include <fcntl.h>
#include <iostream>
#include <unistd.h>

namespace {

/// Gives a closed standard descriptor to a file that it cannot be used with, so that no file opened
/// later takes its place and whoever uses it is told.
void occupy(int descriptor, int mode) {
  if (::fcntl(descriptor, F_GETFD) < 0) {
    ::open("/dev/null", mode);
  }
}

}  // namespace

int main(int argc, char** argv) {
  using namespace sallyport;
  occupy(STDIN_FILENO, O_WRONLY | O_CLOEXEC);
  occupy(STDOUT_FILENO, O_RDONLY | O_CLOEXEC);
  occupy(STDERR_FILENO, O_RDONLY | O_CLOEXEC);
  std::ios::sync_with_stdio(false);  // an error of reading is then seen
  const std::vector<std::string> words(argv, argv + argc);
  const cli::Streams streams{std::cin,
                             {std::cout, ::isatty(STDOUT_FILENO) == 1},
                             {std::cerr, ::isatty(STDERR_FILENO) == 1}};
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  return cli::run({words.begin() + 1, words.end()},
                  {util::current_environment(), now, util::program_path().string()}, streams);
}

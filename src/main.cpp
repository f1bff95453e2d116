#include "cli/run.hpp"

#include <chrono>
#include <filesystem>
#include <iostream>
#include <unistd.h>

namespace {

std::string own_path(const char* name) {
  std::error_code error;
  const auto path = std::filesystem::read_symlink("/proc/self/exe", error);
  return error ? std::string(name) : path.string();
}

}  // namespace

int main(int argc, char** argv) {
  using namespace sallyport;
  const std::vector<std::string> words(argv, argv + argc);
  const cli::Streams streams{std::cin,
                             {std::cout, ::isatty(STDOUT_FILENO) == 1},
                             {std::cerr, ::isatty(STDERR_FILENO) == 1}};
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  return cli::run({words.begin() + 1, words.end()},
                  {util::current_environment(), now, own_path(argv[0])}, streams);
}

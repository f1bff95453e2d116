// The two functions by which libFuzzer drives a program, for the target that its first argument
// names; replay.cpp calls them too. usage: fuzz TARGET [OPTION of libFuzzer…] [FOLDER | FILE…]
#include "fuzz/targets.hpp"
#include "util/environment.hpp"
#include "util/error.hpp"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <iostream>

namespace sallyport::fuzz {
namespace {

const Target* chosen_target = nullptr;

const Target* find_target(std::string_view name) {
  const auto* const found = std::find_if(k_targets.begin(), k_targets.end(),
                                         [&](const Target& target) { return target.name == name; });
  return found == k_targets.end() ? nullptr : found;
}

/// The arguments without the target's name, with its bound and, behind a folder for what is found,
/// its seeds.
std::vector<std::string> arguments_for_libfuzzer(const std::vector<std::string>& given) {
  std::vector<std::string> arguments{given.front(), "-max_len=" + std::to_string(chosen().longest)};
  arguments.insert(arguments.end(), given.begin() + 2, given.end());
  if (std::filesystem::is_directory(arguments.back())) {
    const auto seeds = seed_folders();
    arguments.insert(arguments.end(), seeds.begin(), seeds.end());
  }
  return arguments;
}

}  // namespace

const Target& chosen() {
  return *chosen_target;
}

std::vector<std::string> seed_folders() {
  const std::string root = util::variable(util::current_environment(), "SOURCE_DIR") + "/";
  std::vector<std::string> folders{root + "tests/fuzz/corpus/" + std::string(chosen().name)};
  if (!chosen().fixtures.empty()) {
    folders.push_back(root + std::string(chosen().fixtures));
  }
  return folders;
}

}  // namespace sallyport::fuzz

extern "C" int LLVMFuzzerInitialize(int* count, char*** arguments) {
  namespace fuzz = sallyport::fuzz;
  const std::vector<std::string> given(*arguments, *arguments + *count);
  fuzz::chosen_target = given.size() < 2 ? nullptr : fuzz::find_target(given[1]);
  if (fuzz::chosen_target == nullptr) {
    std::cerr << "fuzz: the first argument is no target of tests/fuzz/targets.hpp\n";
    std::exit(2);
  }
  static std::vector<std::string> texts;
  static std::vector<char*> pointers;
  texts = fuzz::arguments_for_libfuzzer(given);
  std::transform(texts.begin(), texts.end(), std::back_inserter(pointers),
                 [](std::string& text) { return text.data(); });
  *count = static_cast<int>(pointers.size());
  pointers.push_back(nullptr);
  *arguments = pointers.data();
  return 0;
}

/// That input is refused is an answer; what else is thrown is a find.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    sallyport::fuzz::chosen().run({reinterpret_cast<const char*>(data), size});
  } catch (const sallyport::util::Error&) {
    return 0;
  }
  return 0;
}

// Runs a target without libFuzzer, in seconds: over its seeds as they are, each of them many times
// over, and 1,000 inputs made of them, the same ones everywhere. usage: fuzz TARGET
#include "fuzz/targets.hpp"
#include "util/file.hpp"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <random>

extern "C" int LLVMFuzzerInitialize(int* count, char*** arguments);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace sallyport::fuzz {
namespace {

constexpr std::size_t k_runs = 1000;
constexpr std::size_t k_longest_mutant = 4096;

/// A copy of its own, so that a read beyond its end is seen.
void run(const std::string& input) {
  const std::vector<std::uint8_t> bytes(input.begin(), input.end());
  LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

std::vector<std::string> read_seeds() {
  std::vector<std::filesystem::path> paths;
  for (const std::string& folder : seed_folders()) {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      paths.push_back(entry.path());
    }
  }
  std::sort(paths.begin(), paths.end());  // a file system has no order
  std::vector<std::string> seeds{""};
  for (const auto& path : paths) {
    seeds.push_back(util::read_file(path).value());
  }
  return seeds;
}

std::string repeated(const std::string& seed) {
  std::string text;
  while (!seed.empty() && text.size() + seed.size() <= chosen().longest) {
    text += seed;
  }
  return text;
}

/// Makes inputs of seeds.
class Mutator {
 public:
  explicit Mutator(const std::vector<std::string>& seeds) : seeds_(seeds) {}

  std::string next() {
    std::string text = seed();
    for (std::size_t steps = 1 + below(4); steps > 0; --steps) {
      change(text);
    }
    return text.substr(0, k_longest_mutant);
  }

 private:
  std::size_t below(std::size_t limit) { return engine_() % limit; }

  const std::string& seed() { return seeds_[below(seeds_.size())]; }

  /// A part of a seed.
  std::string piece() {
    const std::string& other = seed();
    return other.substr(below(other.size() + 1), 1 + below(32));
  }

  void change(std::string& text) {
    const std::size_t at = below(text.size() + 1);
    switch (below(4)) {
      case 0:
        text.insert(at, 1, static_cast<char>(below(256)));
        return;
      case 1:
        text.erase(at, 1 + below(32));
        return;
      case 2:
        text.insert(at, piece());
        return;
      default:
        text.replace(at, 1, 1, static_cast<char>(below(256)));
    }
  }

  const std::vector<std::string>& seeds_;
  std::mt19937 engine_{20261122};
};

void replay() {
  const std::vector<std::string> seeds = read_seeds();
  for (const std::string& seed : seeds) {
    run(seed);
    run(repeated(seed));
  }
  Mutator mutator(seeds);
  for (std::size_t i = 0; i < k_runs; ++i) {
    run(mutator.next());
  }
}

}  // namespace
}  // namespace sallyport::fuzz

int main(int count, char** arguments) {
  LLVMFuzzerInitialize(&count, &arguments);
  sallyport::fuzz::replay();
}

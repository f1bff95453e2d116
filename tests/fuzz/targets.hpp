#pragma once

#include <array>
#include <cstddef>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::fuzz {

/// Ends the program, which is a find, unless `condition` holds.
inline void require(bool condition) {
  if (!condition) {
    std::abort();
  }
}

// Each is the one function of `targets/NAME.cpp`: it hands `input` to what reads such bytes.
void attestation(std::string_view input);
void cases(std::string_view input);
void comment(std::string_view input);
void commit(std::string_view input);
void content(std::string_view input);
void envelope(std::string_view input);
void event(std::string_view input);
void glob(std::string_view input);
void hook_input(std::string_view input);
void index(std::string_view input);
void line_diff(std::string_view input);
void merge(std::string_view input);
void message(std::string_view input);
void note(std::string_view input);
void policy(std::string_view input);
void signers(std::string_view input);
void sshsig(std::string_view input);
void statement(std::string_view input);
void trace(std::string_view input);
void tree(std::string_view input);

/// What is fuzzed, and how.
struct Target {
  std::string_view name;  ///< its seeds are in `corpus/NAME`
  void (*run)(std::string_view input);
  std::size_t longest = std::size_t{64} << 10U;  ///< bytes of an input
  std::string_view fixtures{};                   ///< a folder of more seeds, from the root
};

inline constexpr std::array k_targets{
    Target{"attestation", attestation},
    Target{"cases", cases, std::size_t{16} << 10U},
    Target{"comment", comment},
    Target{"commit", commit},
    Target{"content", content},
    Target{"envelope", envelope},
    Target{"event", event},
    Target{"glob", glob, std::size_t{4} << 10U},
    Target{"hook_input", hook_input},
    Target{"index", index},
    Target{"line_diff", line_diff},
    Target{"merge", merge},
    Target{"message", message},
    Target{"note", note, std::size_t{64} << 10U, "tests/fixtures/git-ai-notes"},
    Target{"policy", policy, std::size_t{16} << 10U, "policies"},
    Target{"signers", signers},
    Target{"sshsig", sshsig},
    Target{"statement", statement},
    Target{"trace", trace},
    Target{"tree", tree},
};

/// The target that the program was called with: its first argument.
const Target& chosen();

/// The folders of its seeds. SOURCE_DIR in the environment is the root of the checkout.
std::vector<std::string> seed_folders();

}  // namespace sallyport::fuzz

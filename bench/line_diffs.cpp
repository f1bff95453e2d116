// Compares the line diffs of Sallyport with those of git, of pairs of blobs that
// bench/line_diffs.sh names, and says how much processor time both took. usage: bench_line_diffs
// REPOSITORY <PAIRS
#include "git/lines/line_diff.hpp"
#include "git/objects/objects.hpp"
#include "unit/support/hunks_of_git.hpp"
#include "unit/support/text_pairs.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <array>
#include <ctime>
#include <iostream>
#include <string>
#include <string_view>

namespace {

namespace core = sallyport::core;
namespace git = sallyport::git;

class Comparison {
 public:
  void compare(std::string_view before, std::string_view after) {
    for (const auto mode : {git::WhiteSpace::compared, git::WhiteSpace::ignored}) {
      const std::array times{std::clock(), add(git::diff_lines(before, after, mode), ours_),
                             add(git::hunks_of_git(before, after, mode), gits_)};
      our_time_ += times[1] - times[0];
      git_time_ += times[2] - times[1];
      ++count_;
      differing_ += ours_ == gits_ ? 0 : 1;
    }
  }

  void print(std::string_view what) const {
    fmt::print("{}: {} comparisons, {} differ, {:.2f} of git's processor time\n", what, count_,
               differing_, static_cast<double>(our_time_) / static_cast<double>(git_time_));
  }

 private:
  static std::clock_t add(std::vector<git::Hunk> found, std::vector<git::Hunk>& hunks) {
    hunks = std::move(found);
    return std::clock();
  }

  std::vector<git::Hunk> ours_;
  std::vector<git::Hunk> gits_;
  std::clock_t our_time_ = 0;
  std::clock_t git_time_ = 0;
  long count_ = 0;
  long differing_ = 0;
};

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::cerr << "usage: bench_line_diffs REPOSITORY <PAIRS\n";
    return 2;
  }
  git::OpenOptions options;
  options.directory = arguments[1];
  options.environment = sallyport::util::current_environment();
  git::start_libgit2();
  const auto backend = git::open_with_libgit2(options);
  git::Objects objects(*backend, options.environment, false);
  Comparison of_history;
  for (std::string line; std::getline(std::cin, line);) {
    const auto ids = sallyport::util::split(line, ' ');
    const auto before = core::parse_oid(ids.at(0));
    const auto after = core::parse_oid(ids.at(1));
    const bool are_text = objects.is_text(*before) && objects.is_text(*after);
    if (are_text) {
      of_history.compare(objects.blob(*before).view, objects.blob(*after).view);
    }
  }
  of_history.print("changed files");
  constexpr int k_made = 500'000;
  git::TextPairs pairs;
  Comparison of_made;
  for (int i = 0; i < k_made; ++i) {
    const auto [before, after] = pairs.next();
    of_made.compare(before, after);
  }
  of_made.print("made texts");
  return 0;
}

#include "signoff/log/log_history.hpp"

#include "sample.hpp"
#include "ssh_sample.hpp"
#include "unit/support/sandbox.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <map>

namespace sallyport::signoff::log_history_test {
namespace {

using test::Home;
using Contents = std::map<std::string, std::string>;

/// A log whose commits are made one by one, each with a whole tree.
class Commits {
 public:
  Commits() : repository_(home_.make_repository("repo")) {}

  core::Oid add(const std::vector<core::Oid>& parents, const Contents& files) {
    core::Commit commit;
    commit.author = commit.committer = {"Alice", "alice@example.com"};
    commit.time = test::k_time + std::chrono::seconds{++clock_};
    commit.parents = parents;
    std::vector<git::PathBlob> blobs;
    blobs.reserve(files.size());
    for (const auto& [path, content] : files) {
      blobs.emplace_back(path, repository_.write_blob(content));
    }
    commit.tree = git::tree_with(repository_, core::empty_tree(), blobs);
    return repository_.write_commit(commit);
  }

  /// What a run that is told of nothing but `tip` finds lost, as `path content` and what became of
  /// it; `known` are the tips that earlier runs were told of.
  std::vector<std::string> lost(const core::Oid& tip, const std::vector<core::Oid>& known = {}) {
    std::filesystem::remove_all(cache_folder());
    for (const core::Oid& earlier : known) {
      LogHistory history(repository_);
      history.tip(earlier);
      history.keep();
    }
    LogHistory history(repository_);
    return lost_in(history, tip);
  }

  std::vector<std::string> lost_in(LogHistory& history, const core::Oid& tip) {
    std::vector<std::string> lines;
    for (const LostFile& file : history.tip(tip).lost) {
      lines.push_back(file.path + " " + repository_.read_blob(file.blob, 100) +
                      (file.loss == LogLoss::removed ? " removed" : " altered"));
    }
    return lines;
  }

  [[nodiscard]] std::filesystem::path cache_folder() const {
    return repository_.common_dir() / "sallyport";
  }

  git::Repository& repository() { return repository_; }

 private:
  Home home_;
  git::Repository repository_;
  int clock_ = 0;
};

using Lines = std::vector<std::string>;

TEST_CASE("a history that only grew has lost nothing") {
  Commits log;
  const core::Oid first = log.add({}, {{"standing/a", "1"}});
  const core::Oid second = log.add({first}, {{"standing/a", "1"}, {"subjects/x/new/b", "2"}});
  CHECK(log.lost(second).empty());
  CHECK(log.lost(second, {first}).empty());
}

TEST_CASE("what a commit removed or altered is found, walked whole or from a known commit on") {
  Commits log;
  const core::Oid first =
      log.add({}, {{"standing/a", "1"}, {"standing/b", "2"}, {"subjects/x/new/c", "3"}});
  const core::Oid second = log.add({first}, {{"standing/b", "other"}});
  const core::Oid third = log.add({second}, {{"standing/b", "third"}, {"standing/d", "4"}});
  const Lines expected{"standing/a 1 removed", "standing/b 2 altered", "standing/b other altered",
                       "subjects/x/new/c 3 removed"};
  auto found = log.lost(third);
  std::sort(found.begin(), found.end());
  CHECK(found == expected);
  for (const std::vector<core::Oid>& known :
       {std::vector{first}, std::vector{second}, std::vector{first, second}}) {
    found = log.lost(third, known);
    std::sort(found.begin(), found.end());
    CHECK(found == expected);
  }
}

TEST_CASE("a file that came back is lost no more") {
  Commits log;
  const core::Oid first = log.add({}, {{"standing/a", "1"}});
  const core::Oid second = log.add({first}, {});
  const core::Oid third = log.add({second}, {{"standing/a", "1"}});
  CHECK(log.lost(second, {first}) == Lines{"standing/a 1 removed"});
  CHECK(log.lost(third, {first, second}).empty());
}

TEST_CASE("what a merge leaves out of either side is found") {
  Commits log;
  const core::Oid start = log.add({}, {{"standing/a", "1"}});
  const core::Oid left = log.add({start}, {{"standing/a", "1"}, {"standing/l", "2"}});
  const core::Oid right = log.add({start}, {{"standing/a", "1"}, {"standing/r", "3"}});
  const core::Oid merge = log.add({left, right}, {{"standing/a", "1"}, {"standing/l", "2"}});
  const Lines expected{"standing/r 3 removed"};
  CHECK(log.lost(merge) == expected);
  CHECK(log.lost(merge, {left}) == expected);
  CHECK(log.lost(merge, {right}) == expected);
  CHECK(log.lost(merge, {left, right}) == expected);
}

TEST_CASE("a tip that is no descendant of a known one is not blamed for its files") {
  Commits log;
  const core::Oid start = log.add({}, {{"standing/a", "1"}});
  const core::Oid ahead = log.add({start}, {{"standing/a", "1"}, {"standing/b", "2"}});
  CHECK(log.lost(start, {ahead}).empty());
}

/// A log of two commits whose second one removed a file, and the cache that a run has left.
class Emptied {
 public:
  Emptied() : tip_(log_.add({log_.add({}, {{"standing/a", "1"}})}, {})) {
    LogHistory history(log_.repository());
    history.tip(tip_);
    history.keep();
  }

  [[nodiscard]] std::filesystem::path cache() const { return log_.cache_folder() / "log-history"; }

  /// Whether a run finds the removed file.
  bool finds_it() {
    LogHistory history(log_.repository());
    return log_.lost_in(history, tip_) == Lines{"standing/a 1 removed"};
  }

  bool finds_it_with(const std::string& cache_bytes) {
    util::write_file(cache(), cache_bytes);
    return finds_it();
  }

  git::Repository& repository() { return log_.repository(); }

 private:
  Commits log_;
  core::Oid tip_;
};

TEST_CASE("a cache of which one bit is damaged is made anew") {
  Emptied log;
  const std::string whole = util::read_file(log.cache()).value();
  REQUIRE(whole.find("removed") != std::string::npos);
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    REQUIRE(log.finds_it_with(damaged));
  }
}

TEST_CASE("a cache that is cut short, or longer than it was, is made anew") {
  Emptied log;
  const std::string whole = util::read_file(log.cache()).value();
  CHECK(log.finds_it_with(""));
  CHECK(log.finds_it_with(whole.substr(0, whole.size() / 2)));
  CHECK(log.finds_it_with(whole + "x"));
}

TEST_CASE("a cache that says nothing sensible is made anew") {
  Emptied log;
  for (const std::string& line : Lines{"tip", "tip 12", "removed", "removed 12 x"}) {
    CacheFile(log.repository(), "log-history").keep({line});
    CHECK(log.finds_it());
  }
}

TEST_CASE("where nothing can be kept, nothing is said") {
  Commits log;
  const core::Oid first = log.add({}, {{"standing/a", "1"}});
  std::ofstream(log.cache_folder()) << "a file where the folder would be";
  LogHistory history(log.repository());
  CHECK(history.tip(first).lost.empty());
  history.keep();
  CHECK(CacheFile(log.repository(), "log-history").lines().empty());
}

}  // namespace
}  // namespace sallyport::signoff::log_history_test

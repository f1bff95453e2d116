#include "signoff/log/log_history.hpp"

#include "sample.hpp"
#include "signoff/log/log.hpp"
#include "signoff/log/log_path.hpp"
#include "ssh_sample.hpp"
#include "unit/support/sandbox.hpp"
#include "util/encoding.hpp"
#include "util/sha256.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <map>

namespace sallyport::signoff::log_history_test {
namespace {

using test::Home;
using Contents = std::map<std::string, std::string>;
using Lines = std::vector<std::string>;

/// The unsigned rejection with these notes.
LogFile rejection(const std::string& notes) {
  core::SignoffRecord record = test::sample_record();
  record.verdict = core::RecordVerdict::reject;
  record.notes = notes;
  const Payload payload = encode_payload(record);
  return log_files(record, payload, encode_envelope(payload.json, "", "")).front();
}

std::string path_of(const std::string& notes) {
  return rejection(notes).path;
}

/// A log of such records.
Contents records(const std::vector<std::string>& notes) {
  Contents files;
  for (const std::string& each : notes) {
    files.emplace(path_of(each), rejection(each).content);
  }
  return files;
}

Contents with(Contents files, const std::string& path, const std::string& content) {
  files[path] = content;
  return files;
}

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

  /// What a run that is told of nothing but `tip` finds lost, as the notes of records, or the path
  /// of another file, and what became of it; `known` are the tips that earlier runs were told of.
  std::vector<std::string> lost(const core::Oid& tip, const std::vector<core::Oid>& known = {}) {
    std::filesystem::remove_all(cache_folder());
    for (const core::Oid& earlier : known) {
      run(earlier);
    }
    return run(tip);
  }

  /// One run.
  std::vector<std::string> run(const core::Oid& tip) {
    Sieve sieve(repository_, test::every_record().keys);
    LogHistory history(repository_, sieve);
    std::vector<std::string> lines;
    for (const LostFile& file : history.tip(tip).lost) {
      const auto decoded = decode_record(repository_.read_blob(file.blob, k_largest_record), "");
      lines.push_back((decoded ? decoded->first.notes : file.path) +
                      (file.loss == LogLoss::removed ? " removed" : " altered"));
    }
    history.keep();
    sieve.keep();
    std::sort(lines.begin(), lines.end());
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

TEST_CASE("a history that only grew has lost nothing") {
  Commits log;
  const core::Oid first = log.add({}, records({"a"}));
  const core::Oid second = log.add({first}, records({"a", "b"}));
  CHECK(log.lost(second).empty());
  CHECK(log.lost(second, {first}).empty());
}

TEST_CASE("what a commit removed or altered is found, walked whole or from a known commit on") {
  Commits log;
  const core::Oid first = log.add({}, records({"a", "b", "c"}));
  const core::Oid second = log.add({first}, with(records({"c"}), path_of("b"), "other"));
  const core::Oid third = log.add({second}, with(records({"d"}), path_of("b"), "third"));
  const Lines expected{"a removed", "b altered", "c removed"};
  CHECK(log.lost(third) == expected);
  for (const std::vector<core::Oid>& known :
       {std::vector{first}, std::vector{second}, std::vector{first, second}}) {
    CHECK(log.lost(third, known) == expected);
  }
}

TEST_CASE("what is no record may come and go") {
  Commits log;
  const std::string name = path_of("a");
  const core::Oid first =
      log.add({}, with(with(with({}, "standing/a", "1"), name, "junk"), "subjects/x/new/b", "2"));
  const core::Oid second = log.add({first}, {});
  CHECK(log.lost(second).empty());
}

TEST_CASE("the covers that a record was signed with are found when they were altered, no others") {
  Commits log;
  core::SignoffRecord record = test::sample_record();
  record.verdict = core::RecordVerdict::reject;
  record.covers.clear();
  for (int i = 0; i < 1001; ++i) {
    record.covers.push_back(test::sample_entry(std::to_string(10'000 + i)));
  }
  const Payload payload = encode_payload(record);
  Contents files;
  for (const LogFile& file : log_files(record, payload, encode_envelope(payload.json, "", ""))) {
    files.emplace(file.path, file.content);
  }
  const std::string covers =
      "standing/" + util::to_hex(util::sha256(payload.json)) + std::string(k_covers_suffix);
  REQUIRE(files.contains(covers));
  const core::Oid first = log.add(
      {}, with(files, "standing/" + std::string(64, 'a') + std::string(k_covers_suffix), "[]"));
  const core::Oid second = log.add({first}, with(files, covers, "[]"));
  const core::Oid third = log.add({second}, with(files, covers, "[1]"));
  CHECK(log.lost(third) == Lines{covers + " altered"});
  CHECK(log.lost(third, {second}) == Lines{covers + " altered"});
}

TEST_CASE("a file that came back is lost no more") {
  Commits log;
  const core::Oid first = log.add({}, records({"a"}));
  const core::Oid second = log.add({first}, {});
  const core::Oid third = log.add({second}, records({"a"}));
  CHECK(log.lost(second, {first}) == Lines{"a removed"});
  CHECK(log.lost(third, {first, second}).empty());
}

TEST_CASE("what a merge leaves out of either side is found") {
  Commits log;
  const core::Oid start = log.add({}, records({"a"}));
  const core::Oid left = log.add({start}, records({"a", "l"}));
  const core::Oid right = log.add({start}, records({"a", "r"}));
  const core::Oid merge = log.add({left, right}, records({"a", "l"}));
  const Lines expected{"r removed"};
  CHECK(log.lost(merge) == expected);
  CHECK(log.lost(merge, {left}) == expected);
  CHECK(log.lost(merge, {right}) == expected);
  CHECK(log.lost(merge, {left, right}) == expected);
}

TEST_CASE("a tip that is no descendant of a known one is not blamed for its files") {
  Commits log;
  const core::Oid start = log.add({}, records({"a"}));
  const core::Oid ahead = log.add({start}, records({"a", "b"}));
  CHECK(log.lost(start, {ahead}).empty());
}

/// A log of two commits whose second one removed a file, and the cache that a run has left.
class Emptied {
 public:
  Emptied() : tip_(log_.add({log_.add({}, records({"a"}))}, {})) { log_.run(tip_); }

  [[nodiscard]] std::filesystem::path cache() const { return log_.cache_folder() / "log-history"; }

  /// Whether a run finds the removed file.
  bool finds_it() { return log_.run(tip_) == Lines{"a removed"}; }

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
  const core::Oid first = log.add({}, records({"a"}));
  std::ofstream(log.cache_folder()) << "a file where the folder would be";
  CHECK(log.run(first).empty());
  CHECK(CacheFile(log.repository(), "log-history").lines().empty());
}

}  // namespace
}  // namespace sallyport::signoff::log_history_test

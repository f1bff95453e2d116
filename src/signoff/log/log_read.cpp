#include "core/git_terms.hpp"
#include "signoff/kept/waiting.hpp"
#include "signoff/log/log.hpp"
#include "signoff/log/log_copies.hpp"
#include "signoff/log/log_history.hpp"
#include "signoff/log/log_path.hpp"
#include "signoff/log/log_refs.hpp"
#include "signoff/record/json.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace sallyport::signoff {
namespace {

constexpr std::size_t k_most_records = 200'000;
constexpr std::int64_t k_most_bytes_read = std::int64_t{1} << 30U;

DateRange range_of(const LogScope& scope) {
  return {scope.earliest ? util::date_folder(*scope.earliest) : "",
          scope.latest ? util::date_folder(*scope.latest) : ""};
}

/// Reads one log: what passed the sieve.
class Reader {
 public:
  Reader(const git::Repository& repository, Sieve& sieve, const LogScope& scope)
      : repository_(&repository), sieve_(&sieve), keys_(&scope.keys), range_(range_of(scope)) {}

  void add_tip(const LogTip& tip) {
    trees_.push_back(tip.tree);
    for (const RecordFolder& folder : record_folders(*repository_, tip.tree, range_)) {
      for (const auto& [path, blob] : sieve_->files_in(folder.path, folder.tree)) {
        add_file(path, blob);
      }
    }
    for (const LostFile& file : tip.lost) {
      add_lost(file);
    }
  }

  /// Adds the records that wait in this clone, whoever signed them.
  void add_waiting(const core::Oid& tree) {
    trees_.push_back(tree);
    for (const auto& [path, blob] : record_files(*repository_, tree)) {
      if (!parse_log_path(path)->is_covers && files_.emplace(path, blob).second) {
        waiting_.insert(path);
      }
    }
  }

  Log read() {
    for (const auto& [path, blob] : files_) {
      decode(path, read_blob(blob, k_largest_record));
    }
    for (const auto& [path, loss] : lost_) {
      report(path, loss == LogLoss::removed ? "was removed from the log; it still counts"
                                            : "was altered in the log; the original counts");
    }
    std::sort(log_.records.begin(), log_.records.end(),
              [](const auto& a, const auto& b) { return a.record.file < b.record.file; });
    std::sort(log_.problems.begin(), log_.problems.end());
    return std::move(log_);
  }

 private:
  void add_file(const std::string& path, const core::Oid& blob) {
    files_.emplace(path, blob);
    if (files_.size() > k_most_records) {
      throw util::Error(
          util::ErrorKind::unavailable,
          fmt::format("cannot read the sign-off log: more than {} records", k_most_records));
    }
  }

  void add_lost(const LostFile& file) {
    const LogPath place = parse_log_path(file.path).value_or(LogPath{});
    lost_.emplace(file.path, file.loss);
    if (!place.date.empty() && !range_.holds(place.date)) {
      return;
    }
    if (place.is_covers) {
      lost_covers_[file.path].insert(file.blob);
    } else {
      add_file(file.path, file.blob);
    }
  }

  void report(std::string_view path, std::string_view what) {
    log_.problems.push_back(util::say("'{}' {}", path, what));
  }

  void decode(const std::string& path, std::string_view content) {
    auto decoded = decode_record(content, covers_file(path, content));
    if (!decoded) {
      report(path, "is malformed: " + decoded.error());
      return;
    }
    decoded->first.folder_date = parse_log_path(path)->date;
    const bool is_asked_for = holds(*keys_, claimed_key(decoded->second));
    if (is_asked_for || waiting_.contains(path)) {
      log_.records.push_back(
          {std::move(decoded->first), std::move(decoded->second), !is_asked_for});
    }
  }

  /// Every file that lay beside a record as its covers.
  std::set<core::Oid> covers_at(const std::string& path) {
    std::set<core::Oid> blobs = lost_covers_[path];
    for (const core::Oid& tree : trees_) {
      if (const auto blob = repository_->blobs_at(tree, {&path, 1}).front()) {
        blobs.insert(*blob);
      }
    }
    return blobs;
  }

  /// The covers file beside a record that has one; of several, the one that was signed.
  std::string covers_file(std::string_view path, std::string_view content) {
    const auto beside = covers_beside(path, content);
    for (const core::Oid& blob : beside ? covers_at(beside->path) : std::set<core::Oid>{}) {
      std::string covers = read_blob(blob, k_file_limit);
      if (is_signed(*beside, covers)) {
        return covers;
      }
    }
    return {};
  }

  /// Nothing of one that is too large.
  std::string read_blob(const core::Oid& blob, std::int64_t limit) {
    std::string content = repository_->small_blob(blob, limit).value_or("");
    bytes_ += static_cast<std::int64_t>(content.size());
    if (bytes_ > k_most_bytes_read) {
      throw util::Error(
          util::ErrorKind::unavailable,
          fmt::format("cannot read the sign-off log: more than {} bytes", k_most_bytes_read));
    }
    return content;
  }

  const git::Repository* repository_;
  Sieve* sieve_;
  const Keys* keys_;
  DateRange range_;
  std::vector<core::Oid> trees_;
  std::map<std::string, core::Oid> files_;
  std::set<std::string> waiting_;  ///< those of `files_` that are in no log
  std::map<std::string, std::set<core::Oid>> lost_covers_;
  std::set<std::pair<std::string, LogLoss>> lost_;
  std::int64_t bytes_ = 0;
  Log log_;
};

/// The files in all folders of records on all tips of the log.
std::map<std::string, core::Oid> files_of_records(const git::Repository& repository,
                                                  std::string_view branch, const LogScope& scope) {
  std::map<std::string, core::Oid> files;
  for (const core::Oid& tip : log_tips(repository, branch)) {
    for (const RecordFolder& folder :
         record_folders(repository, repository.tree_of(tip), range_of(scope))) {
      for (const git::FolderEntry& entry : repository.entries_of_folder(folder.tree)) {
        if (core::is_blob_mode(entry.mode)) {
          files.emplace(folder.path + entry.name, entry.oid);
        }
      }
    }
  }
  return files;
}

/// In a partial clone: the records and what lies beside them.
void prefetch_files(const git::Repository& repository, std::string_view branch,
                    const LogScope& scope) {
  std::vector<core::Oid> blobs;
  if (repository.fetches()) {
    for (const auto& [path, blob] : files_of_records(repository, branch, scope)) {
      blobs.push_back(blob);
    }
  }
  repository.prefetch(blobs);
}

}  // namespace

Log read_log(const git::Repository& repository, std::string_view branch, const LogScope& scope) {
  Sieve sieve(repository, scope.keys);
  LogHistory history(repository, sieve);
  Reader reader(repository, sieve, scope);
  std::vector<core::Oid> tips = log_tips(repository, branch);
  std::vector<std::string> problems;
  for (const RolledBack& copy : watch_copies(repository, branch)) {
    tips.insert(tips.end(), copy.before.begin(), copy.before.end());
    problems.push_back(describe(copy));
  }
  prefetch_files(repository, branch, scope);
  for (const core::Oid& tip : tips) {
    reader.add_tip(history.tip(tip));
  }
  // In a repository that others push to, they could make that ref.
  if (!repository.is_bare()) {
    reader.add_waiting(waiting_tree(repository));
  }
  history.keep();
  sieve.keep();
  Log log = reader.read();
  log.problems.insert(log.problems.begin(), problems.begin(), problems.end());
  return log;
}

std::vector<PassedOver> passed_over(const git::Repository& repository, std::string_view branch,
                                    const LogScope& scope, std::size_t most) {
  const auto files = files_of_records(repository, branch, scope);
  const Sieve sieve(repository, scope.keys);
  std::vector<PassedOver> found;
  for (const auto& [path, blob] : files) {
    const auto place = parse_log_path(path);
    if (place && place->is_covers) {
      continue;
    }
    const auto sifted = sieve.sift(path, blob);
    if (!sifted) {
      found.push_back({path, found.size() < most ? sifted.error() : ""});
    }
  }
  return found;
}

}  // namespace sallyport::signoff

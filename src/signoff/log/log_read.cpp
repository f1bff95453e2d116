#include "signoff/kept/subjects.hpp"
#include "signoff/log/log.hpp"
#include "signoff/log/log_copies.hpp"
#include "signoff/log/log_history.hpp"
#include "signoff/log/log_path.hpp"
#include "signoff/log/log_refs.hpp"
#include "signoff/record/json.hpp"
#include "signoff/record/statement.hpp"
#include "util/encoding.hpp"
#include "util/error.hpp"
#include "util/sha256.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace sallyport::signoff {
namespace {

constexpr std::size_t k_most_files = 200'000;
constexpr std::int64_t k_most_bytes_read = std::int64_t{1} << 30U;

/// Every blob that a path ever had.
using Files = std::map<std::string, std::set<core::Oid>>;

/// Reads one log. The blobs of a path are tried in turn: whoever altered a file cannot make the one
/// that its name is the digest of count any less.
class Reader {
 public:
  /// `earliest` is a date folder; empty: none.
  Reader(const git::Repository& repository, std::string earliest)
      : repository_(&repository), earliest_(std::move(earliest)) {}

  void add_tip(const LogTip& tip) {
    for (const auto& [path, blob] : record_files(*repository_, tip.tree, earliest_)) {
      add_file(path, blob);
    }
    for (const LostFile& file : tip.lost) {
      if (is_for_records(file.path)) {
        add_lost(file);
      }
    }
  }

  Log read() {
    for (const auto& [path, blobs] : files_) {
      read_path(path, blobs);
    }
    for (const auto& [path, loss] : lost_) {
      report(path, loss == LogLoss::removed ? "was removed from the log; it still counts"
                                            : "was altered in the log; the original counts");
    }
    keep_each_once();
    std::sort(log_.problems.begin(), log_.problems.end());
    return std::move(log_);
  }

 private:
  void add_file(const std::string& path, const core::Oid& blob) {
    files_[path].insert(blob);
    if (files_.size() > k_most_files) {
      throw util::Error(
          util::ErrorKind::unavailable,
          fmt::format("cannot read the sign-off log: more than {} files", k_most_files));
    }
  }

  void add_lost(const LostFile& file) {
    const auto parsed = parse_log_path(file.path);
    const bool is_early = parsed && !parsed->date.empty() && parsed->date < earliest_;
    if (!is_early) {
      add_file(file.path, file.blob);
    }
    if (parsed || file.loss == LogLoss::removed) {
      lost_.emplace(file.path, file.loss);
    }
  }

  /// A copy in another folder must not shadow a record: the one in the folder of its date stays.
  void keep_each_once() {
    const auto key = [](const LoggedRecord& logged) {
      const core::SignoffRecord& record = logged.record;
      return std::tuple(record.file, record.folder_date != util::date_folder(record.time),
                        record.folder_date);
    };
    std::vector<LoggedRecord>& records = log_.records;
    std::sort(records.begin(), records.end(),
              [&](const auto& a, const auto& b) { return key(a) < key(b); });
    const auto same = [](const auto& a, const auto& b) { return a.record.file == b.record.file; };
    records.erase(std::unique(records.begin(), records.end(), same), records.end());
  }

  void report(std::string_view path, std::string_view what) {
    log_.problems.push_back(util::say("'{}' {}", path, what));
  }

  void read_path(const std::string& path, const std::set<core::Oid>& blobs) {
    const auto parsed = parse_log_path(path);
    if (!parsed) {
      report(path, "is no file of a sign-off log");
      return;
    }
    if (blobs.size() > 1) {
      lost_.emplace(path, LogLoss::altered);
    }
    if (!parsed->is_covers) {
      read_record(path, *parsed, blobs);
    }
  }

  void read_record(const std::string& path, const LogPath& parsed,
                   const std::set<core::Oid>& blobs) {
    for (const core::Oid& blob : blobs) {
      const std::string content = read_blob(blob);
      if (util::to_hex(util::sha256(content)) == parsed.name) {
        decode(path, parsed, content);
        return;
      }
    }
    report(path, "is malformed: its name is not the SHA-256 of its content");
  }

  void decode(const std::string& path, const LogPath& parsed, std::string_view content) {
    auto decoded = decode_record(content, covers_file(path, content));
    if (!decoded) {
      report(path, "is malformed: " + decoded.error());
      return;
    }
    decoded->first.folder_date = parsed.date;
    log_.records.push_back({std::move(decoded->first), std::move(decoded->second)});
  }

  /// The covers file beside a record that has one; of several, the one that was signed.
  std::string covers_file(std::string_view path, std::string_view content) {
    const auto envelope = decode_envelope(content);
    const std::string id = envelope ? util::to_hex(util::sha256(envelope->payload)) : "";
    const std::string folder(path.substr(0, path.rfind('/') + 1));
    const auto beside = files_.find(folder + id + std::string(k_covers_suffix));
    if (beside == files_.end()) {
      return {};
    }
    const std::string signed_digest = covers_digest(envelope->payload);
    for (const core::Oid& blob : beside->second) {
      std::string covers = read_blob(blob);
      if (util::to_hex(util::sha256(covers)) == signed_digest) {
        return covers;
      }
    }
    return {};
  }

  std::string read_blob(const core::Oid& blob) {
    std::string content = repository_->read_blob(blob, k_file_limit);
    bytes_ += static_cast<std::int64_t>(content.size());
    if (bytes_ > k_most_bytes_read) {
      throw util::Error(
          util::ErrorKind::unavailable,
          fmt::format("cannot read the sign-off log: more than {} bytes", k_most_bytes_read));
    }
    return content;
  }

  const git::Repository* repository_;
  std::string earliest_;
  Files files_;
  std::set<std::pair<std::string, LogLoss>> lost_;
  std::int64_t bytes_ = 0;
  Log log_;
};

}  // namespace

Log read_log(const git::Repository& repository, std::string_view branch,
             std::optional<util::Time> earliest) {
  LogHistory history(repository);
  Reader reader(repository, earliest ? util::date_folder(*earliest) : "");
  std::vector<core::Oid> tips = log_tips(repository, branch);
  std::vector<std::string> problems;
  for (const RolledBack& copy : watch_copies(repository, branch)) {
    tips.insert(tips.end(), copy.before.begin(), copy.before.end());
    problems.push_back(describe(copy));
  }
  for (const core::Oid& tip : tips) {
    reader.add_tip(history.tip(tip));
  }
  history.keep();
  Log log = reader.read();
  log.problems.insert(log.problems.begin(), problems.begin(), problems.end());
  return log;
}

std::string fault_of_log_file(std::string_view path, std::string_view content) {
  if (is_for_subjects(path)) {
    return parse_subject_path(path) ? "" : "it is not named as a reviewed file is";
  }
  const auto place = parse_log_path(path);
  if (!place) {
    return "it is not named as a record is";
  }
  if (place->is_covers) {
    const auto covers = parse_json(content);
    return covers && covers->is_array() ? "" : "it is no list of covers";
  }
  if (place->name != util::to_hex(util::sha256(content))) {
    return "its name is not the SHA-256 of its content";
  }
  const auto envelope = decode_envelope(content);
  return envelope ? "" : envelope.error();
}

}  // namespace sallyport::signoff

#include "signoff/fields.hpp"
#include "signoff/json.hpp"
#include "signoff/log.hpp"
#include "signoff/log_refs.hpp"
#include "signoff/subjects.hpp"
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
constexpr std::int64_t k_most_bytes = std::int64_t{1} << 30U;
constexpr std::string_view k_covers_suffix = ".covers.json";
constexpr std::string_view k_record_suffix = ".json";

/// Every blob that a path ever had.
using Files = std::map<std::string, std::set<core::Oid>>;

/// A path of the log, taken apart.
struct LogPath {
  std::string date;  ///< `2026/11/22`; empty: in `standing/`
  std::string name;  ///< a record's file name, or the id whose covers it holds
  bool is_covers = false;
};

std::optional<LogPath> parse_log_path(std::string_view path) {
  LogPath result;
  if (path.starts_with("records/") && path.size() > 19 && path[18] == '/') {
    result.date = path.substr(8, 10);
    path.remove_prefix(19);
    if (!util::parse_date_folder(result.date)) {
      return std::nullopt;
    }
  } else if (path.starts_with("standing/")) {
    path.remove_prefix(9);
  } else {
    return std::nullopt;
  }
  result.is_covers = path.ends_with(k_covers_suffix);
  const std::string_view suffix = result.is_covers ? k_covers_suffix : k_record_suffix;
  if (!path.ends_with(suffix)) {
    return std::nullopt;
  }
  result.name = path.substr(0, path.size() - suffix.size());
  return is_digest(result.name) ? std::optional(result) : std::nullopt;
}

bool is_for_records(std::string_view path) {
  return path.starts_with("records/") || path.starts_with("standing/");
}

/// Which files are in a tree, each folder read once.
class Present {
 public:
  Present(const git::Repository& repository, const core::Oid& tree)
      : repository_(&repository), tree_(tree) {}

  bool holds(const std::string& path) {
    const auto slash = path.rfind('/');
    const std::string folder = slash == std::string::npos ? "" : path.substr(0, slash);
    return names_of(folder).contains(path.substr(slash == std::string::npos ? 0 : slash + 1));
  }

 private:
  const std::set<std::string>& names_of(const std::string& folder) {
    const auto known = folders_.find(folder);
    if (known != folders_.end()) {
      return known->second;
    }
    std::set<std::string>& names = folders_[folder];
    for (const auto& [name, mode] : repository_->list_folder(tree_, folder)) {
      names.insert(name);
    }
    return names;
  }

  const git::Repository* repository_;
  core::Oid tree_;
  std::map<std::string, std::set<std::string>> folders_;
};

core::Oid tree_of(const git::Repository& repository, const core::Oid& commit) {
  const auto tree = repository.resolve_tree(core::to_hex(commit));
  if (!tree) {
    throw util::Error(
        util::ErrorKind::unavailable,
        fmt::format("cannot read the sign-off log: commit {} is missing", core::to_hex(commit)),
        "git fetch --refetch");
  }
  return *tree;
}

/// Reads one log. The blobs of a path are tried in turn: whoever altered a file cannot make the one
/// that its name is the digest of count any less.
class Reader {
 public:
  explicit Reader(const git::Repository& repository) : repository_(&repository) {}

  void add_tip(const core::Oid& tip) {
    Present present(*repository_, tree_of(*repository_, tip));
    for (const auto& [path, blob] : repository_->files_ever_added({&tip, 1})) {
      if (is_for_records(path)) {
        add_file(path, blob, present);
      }
    }
  }

  Log read() {
    for (const auto& [path, blobs] : files_) {
      read_path(path, blobs);
    }
    for (const std::string& path : removed_) {
      report(path, "was removed from the log; it still counts");
    }
    keep_each_once();
    std::sort(log_.problems.begin(), log_.problems.end());
    return std::move(log_);
  }

 private:
  void add_file(const std::string& path, const core::Oid& blob, Present& present) {
    files_[path].insert(blob);
    if (files_.size() > k_most_files) {
      throw util::Error(
          util::ErrorKind::unavailable,
          fmt::format("cannot read the sign-off log: more than {} files", k_most_files));
    }
    if (!present.holds(path)) {
      removed_.insert(path);
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
    log_.problems.push_back(fmt::format("'{}' {}", util::printable(path), what));
  }

  void read_path(const std::string& path, const std::set<core::Oid>& blobs) {
    const auto parsed = parse_log_path(path);
    if (!parsed) {
      report(path, "is no file of a sign-off log");
      return;
    }
    if (blobs.size() > 1) {
      report(path, "was altered in the log; the original counts");
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
    for (const core::Oid& blob : beside->second) {
      std::string covers = read_blob(blob);
      const std::string digest = util::to_hex(util::sha256(covers));
      if (envelope->payload.find(R"("sha256":")" + digest) != std::string::npos) {
        return covers;
      }
    }
    return {};
  }

  std::string read_blob(const core::Oid& blob) {
    std::string content = repository_->read_blob(blob, k_file_limit);
    bytes_ += static_cast<std::int64_t>(content.size());
    if (bytes_ > k_most_bytes) {
      throw util::Error(
          util::ErrorKind::unavailable,
          fmt::format("cannot read the sign-off log: more than {} bytes", k_most_bytes));
    }
    return content;
  }

  const git::Repository* repository_;
  Files files_;
  std::set<std::string> removed_;
  std::int64_t bytes_ = 0;
  Log log_;
};

}  // namespace

Log read_log(const git::Repository& repository, std::string_view branch) {
  Reader reader(repository);
  for (const core::Oid& tip : log_tips(repository, branch)) {
    reader.add_tip(tip);
  }
  return reader.read();
}

std::string fault_of_log_file(std::string_view path, std::string_view content) {
  if (path.starts_with("subjects/")) {
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

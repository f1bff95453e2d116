#pragma once

#include "git/repository.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::signoff {

/// A path of the log, taken apart.
struct LogPath {
  std::string date;  ///< `2026/11/22`; empty: in `standing/`
  std::string name;  ///< a record's file name, or the id whose covers it holds
  bool is_covers = false;
};

/// Nothing where a path is not named as the files of a record are.
std::optional<LogPath> parse_log_path(std::string_view path);

/// What the names of a record and of the covers file beside it end in.
inline constexpr std::string_view k_record_suffix = ".json";
inline constexpr std::string_view k_covers_suffix = ".covers.json";

/// The dates that approvals are read of (`2026/11/22`), both included; empty: from the first, to
/// the last.
struct DateRange {
  std::string earliest;
  std::string latest;

  /// Whether a date, a month or a year holds some of it.
  [[nodiscard]] bool holds(std::string_view date) const;
};

/// A folder of the log that holds records.
struct RecordFolder {
  std::string path;  ///< with its final '/'
  core::Oid tree;
};

/// `standing/`, and the folders of dates in a range. No other folders are read.
std::vector<RecordFolder> record_folders(const git::Repository& repository, const core::Oid& tree,
                                         const DateRange& range);

/// The files in all of these folders that are named as those of records are.
std::vector<git::PathBlob> record_files(const git::Repository& repository, const core::Oid& tree);

/// The folder of a log that subjects are in, one folder a record.
inline constexpr std::string_view k_subjects = "subjects";

/// No file system takes a longer path, and one that is too long for a tree would spoil the log.
inline constexpr std::size_t k_longest_path = 4096;

/// `subjects/<id>`
std::string subjects_folder(const std::string& id);

/// Where the folder of a record says who purged its subjects: `<file>` of the record that says so.
inline constexpr std::string_view k_purged_by = "purged-by";

/// A path of the log below `subjects/`, taken apart.
struct SubjectPath {
  std::string id;    ///< of the record
  std::string file;  ///< `old/<path>` or `new/<path>`; empty: a mark that they were purged
};

/// Nothing for a path that no subject has.
std::optional<SubjectPath> parse_subject_path(std::string_view path);

}  // namespace sallyport::signoff

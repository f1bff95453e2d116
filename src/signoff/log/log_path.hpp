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

/// Whether records are kept in the folder that a path begins with.
bool is_for_records(std::string_view path);

/// What the name of the covers file beside a record ends in.
inline constexpr std::string_view k_covers_suffix = ".covers.json";

/// The files of `standing/` and those of `records/` that are not in the folder of a date before
/// `earliest` (`2026/11/22`; empty: all). Only the folders of later days are read.
std::vector<git::PathBlob> record_files(const git::Repository& repository, const core::Oid& tree,
                                        std::string_view earliest);

/// The folder of a log that subjects are in, one folder a record.
inline constexpr std::string_view k_subjects = "subjects";

/// What the folder of a record holds where its subjects were purged.
inline constexpr std::string_view k_purged = "purged";

/// No file system takes a longer path, and one that is too long for a tree would spoil the log.
inline constexpr std::size_t k_longest_path = 4096;

/// `subjects/<id>`
std::string subjects_folder(const std::string& id);

/// Whether a path of the log is for subjects.
bool is_for_subjects(std::string_view path);

/// A path of the log below `subjects/`, taken apart.
struct SubjectPath {
  std::string id;    ///< of the record
  std::string file;  ///< `old/<path>` or `new/<path>`; empty: the mark that they were purged
};

/// Nothing for a path that no subject has.
std::optional<SubjectPath> parse_subject_path(std::string_view path);

}  // namespace sallyport::signoff

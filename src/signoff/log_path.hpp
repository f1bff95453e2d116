#pragma once

#include "git/repository.hpp"

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

}  // namespace sallyport::signoff

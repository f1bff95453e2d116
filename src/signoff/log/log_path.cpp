#include "signoff/log/log_path.hpp"

#include "core/git_terms.hpp"
#include "signoff/record/fields.hpp"
#include "util/time.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sallyport::signoff {
namespace {

constexpr std::string_view k_records = "records/";
constexpr std::string_view k_standing = "standing/";
constexpr std::string_view k_date_form = "0000/00/00";
constexpr std::size_t k_digits = 64;  ///< of an id

/// Whether `text` has the form of a year, of a year and month, or of a date.
bool is_date_part(std::string_view text) {
  const bool has_length = text.size() == 4 || text.size() == 7 || text.size() == k_date_form.size();
  return has_length &&
         std::equal(text.begin(), text.end(), k_date_form.begin(), [](char byte, char form) {
           return form == '0' ? byte >= '0' && byte <= '9' : byte == form;
         });
}

/// Adds the folders of dates below `folder` (a year's, a month's, or that of all years).
void add_dates(const git::Repository& repository, const RecordFolder& folder,
               const DateRange& range, std::vector<RecordFolder>& found) {
  for (const git::FolderEntry& entry : repository.entries_of_folder(folder.tree)) {
    const std::string path = folder.path + entry.name;
    const std::string_view date = std::string_view(path).substr(k_records.size());
    if (entry.mode != core::k_mode_tree || !is_date_part(date) || !range.holds(date)) {
      continue;
    }
    const RecordFolder below{path + "/", entry.oid};
    if (date.size() == k_date_form.size()) {
      found.push_back(below);
    } else {
      add_dates(repository, below, range, found);
    }
  }
}

}  // namespace

bool DateRange::holds(std::string_view date) const {
  return date >= std::string_view(earliest).substr(0, date.size()) &&
         (latest.empty() || date <= std::string_view(latest).substr(0, date.size()));
}

std::optional<LogPath> parse_log_path(std::string_view path) {
  LogPath result;
  const std::size_t dated = k_records.size() + k_date_form.size();
  if (path.starts_with(k_records) && path.size() > dated + 1 && path[dated] == '/') {
    result.date = path.substr(k_records.size(), k_date_form.size());
    path.remove_prefix(dated + 1);
    if (!util::parse_date_folder(result.date)) {
      return std::nullopt;
    }
  } else if (path.starts_with(k_standing)) {
    path.remove_prefix(k_standing.size());
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

std::vector<RecordFolder> record_folders(const git::Repository& repository, const core::Oid& tree,
                                         const DateRange& range) {
  std::vector<RecordFolder> found;
  for (const git::FolderEntry& entry : repository.entries_of_folder(tree)) {
    const RecordFolder folder{entry.name + "/", entry.oid};
    if (entry.mode == core::k_mode_tree && folder.path == k_records) {
      add_dates(repository, folder, range, found);
    } else if (entry.mode == core::k_mode_tree && folder.path == k_standing) {
      found.push_back(folder);
    }
  }
  return found;
}

std::vector<git::PathBlob> record_files(const git::Repository& repository, const core::Oid& tree) {
  std::vector<git::PathBlob> files;
  for (const RecordFolder& folder : record_folders(repository, tree, {})) {
    for (const git::FolderEntry& entry : repository.entries_of_folder(folder.tree)) {
      std::string path = folder.path + entry.name;
      if (core::is_blob_mode(entry.mode) && parse_log_path(path)) {
        files.emplace_back(std::move(path), entry.oid);
      }
    }
  }
  return files;
}

std::string subjects_folder(const std::string& id) {
  return fmt::format("{}/{}", k_subjects, id);
}

std::optional<SubjectPath> parse_subject_path(std::string_view path) {
  if (!path.starts_with(k_subjects) || !path.substr(k_subjects.size()).starts_with('/')) {
    return std::nullopt;
  }
  path.remove_prefix(k_subjects.size() + 1);
  const std::string_view id = path.substr(0, k_digits);
  if (!is_digest(id) || path.size() <= k_digits || path[k_digits] != '/') {
    return std::nullopt;
  }
  path.remove_prefix(k_digits + 1);
  if (path.starts_with(k_purged_by)) {
    const std::string_view mark = path.substr(k_purged_by.size());
    return mark.starts_with('/') && is_digest(std::string(mark.substr(1)))
               ? std::optional(SubjectPath{std::string(id), ""})
               : std::nullopt;
  }
  const bool is_side = path.starts_with("old/") || path.starts_with("new/");
  const std::size_t length = is_side ? path.size() - 4 : 0;
  return length > 0 && length <= k_longest_path
             ? std::optional(SubjectPath{std::string(id), std::string(path)})
             : std::nullopt;
}

}  // namespace sallyport::signoff

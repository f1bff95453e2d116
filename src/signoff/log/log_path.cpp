#include "signoff/log/log_path.hpp"

#include "signoff/record/fields.hpp"
#include "util/time.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sallyport::signoff {
namespace {

constexpr std::string_view k_records = "records/";
constexpr std::string_view k_standing = "standing/";
constexpr std::string_view k_record_suffix = ".json";
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

/// Goes down from `records/` to the folders of days. What is not named as a date is read whatever
/// it is, so that it is found out.
class DatedFiles {
 public:
  DatedFiles(const git::Repository& repository, const core::Oid& tree, std::string_view earliest)
      : repository_(&repository), tree_(tree), earliest_(earliest) {}

  std::vector<git::PathBlob> read() {
    std::vector<std::string> folders{"records"};
    while (!folders.empty()) {
      const std::string folder = std::move(folders.back());
      folders.pop_back();
      for (const auto& [name, unused] : repository_->list_folder(tree_, folder)) {
        std::string path = folder;
        path += "/";
        path += name;
        enter(path, folders);
      }
    }
    return std::move(files_);
  }

 private:
  void enter(const std::string& path, std::vector<std::string>& folders) {
    const std::string_view date = std::string_view(path).substr(k_records.size());
    const bool is_date = is_date_part(date);
    if (is_date && date < earliest_.substr(0, date.size())) {
      return;
    }
    if (is_date && date.size() < k_date_form.size()) {
      folders.push_back(path);
    }
    if (const auto blob = repository_->blobs_at(tree_, {&path, 1}).front()) {
      files_.emplace_back(path, *blob);
    } else if (!is_date || date.size() == k_date_form.size()) {
      auto below = repository_->files_below(tree_, path);
      files_.insert(files_.end(), std::make_move_iterator(below.begin()),
                    std::make_move_iterator(below.end()));
    }
  }

  const git::Repository* repository_;
  core::Oid tree_;
  std::string_view earliest_;
  std::vector<git::PathBlob> files_;
};

}  // namespace

bool is_for_records(std::string_view path) {
  return path.starts_with(k_records) || path.starts_with(k_standing);
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

std::vector<git::PathBlob> record_files(const git::Repository& repository, const core::Oid& tree,
                                        std::string_view earliest) {
  std::vector<git::PathBlob> files = earliest.empty()
                                         ? repository.files_below(tree, "records")
                                         : DatedFiles(repository, tree, earliest).read();
  const auto standing = repository.files_below(tree, "standing");
  files.insert(files.end(), standing.begin(), standing.end());
  return files;
}

std::string subjects_folder(const std::string& id) {
  return fmt::format("{}/{}", k_subjects, id);
}

bool is_for_subjects(std::string_view path) {
  return path.starts_with(k_subjects) && path.substr(k_subjects.size()).starts_with('/');
}

std::optional<SubjectPath> parse_subject_path(std::string_view path) {
  if (!is_for_subjects(path)) {
    return std::nullopt;
  }
  path.remove_prefix(k_subjects.size() + 1);
  const std::string_view id = path.substr(0, k_digits);
  if (!is_digest(id) || path.size() <= k_digits || path[k_digits] != '/') {
    return std::nullopt;
  }
  path.remove_prefix(k_digits + 1);
  if (path == k_purged) {
    return SubjectPath{std::string(id), ""};
  }
  const bool is_side = path.starts_with("old/") || path.starts_with("new/");
  const std::size_t length = is_side ? path.size() - 4 : 0;
  return length > 0 && length <= k_longest_path
             ? std::optional(SubjectPath{std::string(id), std::string(path)})
             : std::nullopt;
}

}  // namespace sallyport::signoff

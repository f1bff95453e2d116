#include "signoff/log/admission.hpp"

#include "git/merge/file_replay.hpp"
#include "signoff/log/log_path.hpp"
#include "signoff/record/json.hpp"
#include "util/sha256.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace sallyport::signoff {
namespace {

/// Looks at files that are to be added together.
class Admission {
 public:
  Admission(const git::Repository& repository, const std::vector<git::PathBlob>& files,
            const Keys& keys, const core::Oid& log_tree)
      : repository_(&repository),
        files_(&files),
        keys_(&keys),
        sieve_(repository, keys),
        log_tree_(log_tree) {
    for (const auto& [path, blob] : files) {
      const auto place = parse_log_path(path);
      if (place && place->is_covers) {
        covers_.emplace(path, blob);
      }
    }
  }

  std::map<git::PathBlob, std::string> faults() {
    std::map<git::PathBlob, std::string> faults;
    for (const git::PathBlob& file : *files_) {
      const bool is_covers = covers_.contains(file);
      std::string fault = is_covers ? "no record beside it was signed with it" : fault_of(file);
      if (!fault.empty()) {
        faults.emplace(file, std::move(fault));
      }
    }
    for (const git::PathBlob& file : signed_covers_) {
      faults.erase(file);
    }
    sieve_.keep();
    return faults;
  }

 private:
  std::string fault_of(const git::PathBlob& file) {
    if (parse_log_path(file.first)) {
      return fault_of_record(file);
    }
    const auto subject = parse_subject_path(file.first);
    if (!subject) {
      return file.first.starts_with(k_subjects) ? "it is not named as a reviewed file is"
                                                : "it is not named as a record is";
    }
    return subject->file.empty() || is_covered(*subject, file.second)
               ? ""
               : "no record in the log covers it";
  }

  /// Whether a file is as the record that it is kept for has it.
  bool is_covered(const SubjectPath& subject, const core::Oid& blob) {
    const auto [found, is_new] = records_.try_emplace(subject.id);
    if (is_new) {
      found->second = find_record(*repository_, sieve_, log_tree_, subject.id);
    }
    const auto content =
        found->second ? repository_->small_blob(blob, git::k_largest_replay) : std::nullopt;
    if (!content) {
      return false;
    }
    const bool is_old = subject.file.starts_with("old/");
    const auto& covers = found->second->record.covers;
    const util::Sha256 digest = util::sha256(*content);
    return std::any_of(covers.begin(), covers.end(), [&](const core::Entry& cover) {
      return cover.path == subject.file.substr(4) &&
             (is_old ? cover.old_sha256 : cover.new_sha256) == digest;
    });
  }

  std::string fault_of_record(const git::PathBlob& file) {
    const auto content = repository_->small_blob(file.second, k_largest_record);
    const auto sifted = sift(file.first, content.value_or(""), *keys_);
    if (!content || !sifted) {
      return content ? sifted.error() : fmt::format("it has more than {} bytes", k_largest_record);
    }
    const auto decoded = decode_record(*content, covers_of(file.first, *content));
    return decoded ? "" : decoded.error();
  }

  /// The covers file that a record was signed with, among those that come with it.
  std::string covers_of(const std::string& path, const std::string& content) {
    const auto wanted = covers_beside(path, content);
    if (!wanted) {
      return "";
    }
    for (auto at = covers_.lower_bound({wanted->path, {}});
         at != covers_.end() && at->first == wanted->path; ++at) {
      auto covers = repository_->small_blob(at->second, k_file_limit);
      if (covers && is_signed(*wanted, *covers)) {
        signed_covers_.insert(*at);
        return *std::move(covers);
      }
    }
    return "";
  }

  const git::Repository* repository_;
  const std::vector<git::PathBlob>* files_;
  const Keys* keys_;
  Sieve sieve_;
  core::Oid log_tree_;
  std::map<std::string, std::optional<LoggedRecord>> records_;  ///< by id
  std::set<git::PathBlob> covers_;
  std::set<git::PathBlob> signed_covers_;
};

}  // namespace

std::optional<LoggedRecord> read_record(const git::Repository& repository,
                                        const core::Oid& log_tree, const git::PathBlob& file) {
  const auto content = repository.small_blob(file.second, k_largest_record);
  const auto beside = content ? covers_beside(file.first, *content) : std::nullopt;
  const auto covers =
      beside ? repository.small_file(log_tree, beside->path, k_file_limit) : std::nullopt;
  auto decoded = decode_record(content.value_or(""),
                               covers ? repository.read_blob(*covers, k_file_limit) : "");
  if (!decoded) {
    return std::nullopt;
  }
  decoded->first.folder_date = parse_log_path(file.first)->date;
  return LoggedRecord{std::move(decoded->first), std::move(decoded->second)};
}

std::optional<LoggedRecord> find_record(const git::Repository& repository, Sieve& sieve,
                                        const core::Oid& log_tree, const std::string& id) {
  for (const git::PathBlob& file : sieve.records_with(log_tree, id)) {
    auto record = read_record(repository, log_tree, file);
    if (record && record->record.id == id) {
      return record;
    }
  }
  return std::nullopt;
}

std::map<git::PathBlob, std::string> faults_of(const git::Repository& repository,
                                               const std::vector<git::PathBlob>& files,
                                               const Keys& keys, const core::Oid& log_tree) {
  return Admission(repository, files, keys, log_tree).faults();
}

}  // namespace sallyport::signoff

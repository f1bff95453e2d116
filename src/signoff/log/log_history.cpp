#include "signoff/log/log_history.hpp"

#include "signoff/log/log_path.hpp"
#include "signoff/record/json.hpp"
#include "util/encoding.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <tuple>
#include <utility>

namespace sallyport::signoff {
namespace {

constexpr std::size_t k_most_tips_told = 16;

std::optional<LostFile> parse_lost(const std::vector<std::string>& words) {
  const auto loss = words.size() == 3 ? util::enum_of<LogLoss>(words[0]) : std::nullopt;
  const auto blob = loss ? core::parse_oid(words[1]) : std::nullopt;
  const auto path = blob ? util::percent_decode(words[2]) : std::nullopt;
  return path ? std::optional(LostFile{*path, *blob, *loss}) : std::nullopt;
}

/// Those of `files` that `tree` does not have so.
std::vector<LostFile> lost_files(const git::Repository& repository, const core::Oid& tree,
                                 const std::set<git::PathBlob>& files) {
  std::vector<std::string> paths;
  paths.reserve(files.size());
  for (const auto& [path, unused] : files) {
    paths.push_back(path);
  }
  const auto present = repository.blobs_at(tree, paths);
  std::vector<LostFile> lost;
  auto at = present.begin();
  for (const auto& [path, blob] : files) {
    if (*at != blob) {
      lost.push_back({path, blob, *at ? LogLoss::altered : LogLoss::removed});
    }
    ++at;
  }
  return lost;
}

/// The folder that a path is in, with its final '/'.
std::string folder_of_path(std::string_view path) {
  return std::string(path.substr(0, path.rfind('/') + 1));
}

}  // namespace

LogHistory::LogHistory(const git::Repository& repository, Sieve& sieve)
    : repository_(&repository), sieve_(&sieve), file_(repository, k_history_cache) {
  const std::vector<std::string> lines = file_.lines();
  const bool is_by_sieve = !lines.empty() && lines.front() == sieve.id();
  if (!is_by_sieve ||
      !std::all_of(lines.begin() + 1, lines.end(), [&](const auto& line) { return take(line); })) {
    tips_.clear();
    order_.clear();
  }
}

const LogTip& LogHistory::tip(const core::Oid& commit) {
  if (!tips_.contains(commit)) {
    LogTip found = walk(commit);
    tips_.emplace(commit, std::move(found));
    is_new_ = true;
  }
  order_.erase(std::remove(order_.begin(), order_.end(), commit), order_.end());
  order_.insert(order_.begin(), commit);
  LogTip& result = tips_.at(commit);
  result.tree = tree_of(commit);
  return result;
}

void LogHistory::keep() {
  if (!is_new_) {
    return;
  }
  std::vector<std::string> lines{sieve_->id()};
  for (std::size_t i = 0; i < std::min(order_.size(), k_most_tips_told); ++i) {
    lines.push_back("tip " + core::to_hex(order_[i]));
    for (const LostFile& file : tips_.at(order_[i]).lost) {
      lines.push_back(fmt::format("{} {} {}", util::to_string(file.loss), core::to_hex(file.blob),
                                  util::percent_encode(file.path)));
    }
  }
  file_.keep(lines);
  is_new_ = false;
}

core::Oid LogHistory::tree_of(const core::Oid& commit) const {
  const auto tree = repository_->resolve_tree(core::to_hex(commit));
  if (!tree) {
    throw util::Error(
        util::ErrorKind::unavailable,
        fmt::format("cannot read the sign-off log: commit {} is missing", core::to_hex(commit)),
        "git fetch --refetch");
  }
  return *tree;
}

std::vector<core::Oid> LogHistory::known_ancestors(const core::Oid& commit) const {
  std::vector<core::Oid> known;
  std::copy_if(order_.begin(), order_.end(), std::back_inserter(known), [&](const auto& tip) {
    return repository_->has_commit(tip) && repository_->is_ancestor(tip, commit);
  });
  return known;
}

/// What new commits took away, and what had been lost at a known ancestor already.
LogTip LogHistory::walk(const core::Oid& commit) {
  LogTip tip{tree_of(commit), {}};
  const std::vector<core::Oid> known = known_ancestors(commit);
  std::set<git::PathBlob> taken;
  for (git::PathBlob& file : repository_->files_ever_taken({&commit, 1}, known)) {
    if (parse_log_path(file.first)) {
      taken.insert(std::move(file));
    }
  }
  for (const core::Oid& ancestor : known) {
    for (const LostFile& lost : tips_.at(ancestor).lost) {
      taken.emplace(lost.path, lost.blob);
    }
  }
  std::vector<LostFile> covers;
  for (LostFile& file : lost_files(*repository_, tip.tree, taken)) {
    if (parse_log_path(file.path)->is_covers) {
      covers.push_back(std::move(file));
    } else if (sieve_->sift(file.path, file.blob)) {
      tip.lost.push_back(std::move(file));
    }
  }
  const auto more = signed_covers(tip.tree, tip.lost, covers);
  tip.lost.insert(tip.lost.end(), more.begin(), more.end());
  std::sort(tip.lost.begin(), tip.lost.end(), [](const LostFile& a, const LostFile& b) {
    return std::tie(a.path, a.blob) < std::tie(b.path, b.blob);
  });
  return tip;
}

std::vector<LostFile> LogHistory::signed_covers(const core::Oid& tree,
                                                const std::vector<LostFile>& records,
                                                const std::vector<LostFile>& covers) {
  if (covers.empty()) {
    return {};
  }
  std::map<std::string, CoversBeside> wanted;
  const auto want = [&](const std::string& path, const core::Oid& record) {
    const auto beside = covers_beside(path, repository_->read_blob(record, k_largest_record));
    if (beside) {
      wanted.emplace(beside->path, *beside);
    }
  };
  std::set<std::string> folders;
  for (const LostFile& file : covers) {
    folders.insert(folder_of_path(file.path));
  }
  for (const RecordFolder& folder : record_folders(*repository_, tree, {})) {
    if (folders.contains(folder.path)) {
      for (const auto& [path, record] : sieve_->files_in(folder.path, folder.tree)) {
        want(path, record);
      }
    }
  }
  for (const LostFile& record : records) {
    want(record.path, record.blob);
  }
  std::vector<LostFile> found;
  std::copy_if(covers.begin(), covers.end(), std::back_inserter(found), [&](const LostFile& file) {
    const auto beside = wanted.find(file.path);
    const auto content =
        beside == wanted.end() ? std::nullopt : repository_->small_blob(file.blob, k_file_limit);
    return content && is_signed(beside->second, *content);
  });
  return found;
}

bool LogHistory::take(const std::string& line) {
  const std::vector<std::string> words = util::split(line, ' ');
  const auto commit =
      words.size() == 2 && words[0] == "tip" ? core::parse_oid(words[1]) : std::nullopt;
  if (commit) {
    order_.push_back(*commit);
    return tips_.emplace(*commit, LogTip{}).second;
  }
  auto lost = parse_lost(words);
  if (lost && !order_.empty()) {
    tips_.at(order_.back()).lost.push_back(*std::move(lost));
    return true;
  }
  return false;
}

}  // namespace sallyport::signoff

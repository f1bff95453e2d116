#include "signoff/log/log_history.hpp"

#include "util/encoding.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

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

}  // namespace

LogHistory::LogHistory(const git::Repository& repository)
    : repository_(&repository), file_(repository, k_history_cache) {
  const std::vector<std::string> lines = file_.lines();
  if (!std::all_of(lines.begin(), lines.end(), [&](const auto& line) { return take(line); })) {
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
  std::vector<std::string> lines;
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

/// Beside what the new commits added, a file of a known ancestor can be lost: one that was lost
/// there already, or one of its tree.
LogTip LogHistory::walk(const core::Oid& commit) const {
  LogTip tip{tree_of(commit), {}};
  const std::vector<core::Oid> known = known_ancestors(commit);
  const auto added = repository_->files_ever_added({&commit, 1}, known);
  std::set<git::PathBlob> files(added.begin(), added.end());
  for (const core::Oid& ancestor : known) {
    const auto gone = repository_->files_only_in(tree_of(ancestor), tip.tree);
    files.insert(gone.begin(), gone.end());
    for (const LostFile& lost : tips_.at(ancestor).lost) {
      files.emplace(lost.path, lost.blob);
    }
  }
  tip.lost = lost_files(*repository_, tip.tree, files);
  return tip;
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

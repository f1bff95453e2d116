#include "core/verdict/measure.hpp"

#include "util/glob.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace sallyport::core {
namespace {

constexpr std::int64_t k_bytes_per_line = 40;

/// What a line counts as; in the order in which rounding favours them.
enum class Weight { ai, undeclared, human };

/// Weighs shares of lines by the commits they come from.
class Scale {
 public:
  Scale(const Attribution& attribution, Undeclared undeclared)
      : attribution_(attribution), undeclared_(undeclared) {}

  [[nodiscard]] Weight weigh(const LineShare& share) const {
    if (is_by_ai(share)) {
      return Weight::ai;
    }
    const bool human = is_human(share.touched_by) &&
                       (!is_of_change(share.introduced_by) || is_human(share.introduced_by));
    if (human) {
      return Weight::human;
    }
    return undeclared_ == Undeclared::ai ? Weight::ai : Weight::undeclared;
  }

  /// Whether there is evidence that an AI wrote the share: about a commit, or about its lines.
  [[nodiscard]] bool is_by_ai(const LineShare& share) const {
    return is_ai_commit(share.introduced_by) || is_ai_commit(share.touched_by) ||
           share.noted_by != k_outside;
  }

  /// Whether the share is what people wrote earlier: it was taken away since, and is brought back.
  [[nodiscard]] bool was_there(const LineShare& share) const {
    return share.introduced_by != k_outside && !is_of_change(share.introduced_by) &&
           at(share.introduced_by).landed && !is_by_ai(share);
  }

  /// The commit that answers for the share: the AI among the two, the one that wrote its bytes
  /// first, else the one whose note names an AI, else the one that wrote its bytes.
  [[nodiscard]] int answering_commit(const LineShare& share) const {
    if (is_ai_commit(share.introduced_by) && !is_ai_commit(share.touched_by)) {
      return share.introduced_by;
    }
    const bool by_note = share.noted_by != k_outside && !is_ai_commit(share.touched_by);
    return by_note ? share.noted_by : share.touched_by;
  }

  [[nodiscard]] bool is_ai_commit(int index) const { return is_ai(origin_of(index)); }

  /// Whether `index` is one of the change's own commits.
  [[nodiscard]] bool is_of_change(int index) const {
    return index >= 0 && static_cast<std::size_t>(index) < attribution_.commits.size();
  }

  /// The tool of that commit; empty where it is not known which commit it is.
  [[nodiscard]] const std::string& tool_of(int index) const {
    static const std::string unknown;
    return index == k_outside ? unknown : at(index).tool;
  }

  [[nodiscard]] const CommitAttribution& at(int index) const {
    const auto place = static_cast<std::size_t>(index);
    return is_of_change(index) ? attribution_.commits[place]
                               : attribution_.earlier.at(place - attribution_.commits.size());
  }

 private:
  /// Declarations speak about the change: what an earlier commit wrote is the AI's or as outside.
  [[nodiscard]] Origin origin_of(int index) const {
    const bool speaks = is_of_change(index) || (index != k_outside && is_ai(at(index).origin));
    return speaks ? at(index).origin : attribution_.outside;
  }

  [[nodiscard]] bool is_human(int index) const { return origin_of(index) == Origin::human; }

  const Attribution& attribution_;
  Undeclared undeclared_;
};

struct WeighedShare {
  Weight weight = Weight::undeclared;
  int commit = k_outside;
  std::int64_t size = 0;  ///< lines, or bytes where bytes decide
  bool by_ai = false;     ///< there is evidence of an AI
};

/// The shares of a file in lines or bytes, whichever decides its effective lines, AI first; lines
/// that no share covers come from outside.
std::vector<WeighedShare> weighed_shares(const FileChange& file, const Scale& scale,
                                         std::int64_t LineShare::*unit, std::int64_t total) {
  std::vector<WeighedShare> shares;
  std::int64_t covered = 0;
  for (const LineShare& share : file.shares) {
    shares.push_back(
        {scale.weigh(share), scale.answering_commit(share), share.*unit, scale.is_by_ai(share)});
    covered += share.*unit;
  }
  if (covered < total) {
    shares.push_back({scale.weigh(LineShare{}), k_outside, total - covered, false});
  }
  std::stable_sort(shares.begin(), shares.end(), [](const auto& a, const auto& b) {
    return std::tie(a.weight, a.commit) < std::tie(b.weight, b.commit);
  });
  return shares;
}

/// Turns sizes into effective lines that add up to the file's, by cumulative rounding up.
std::vector<WeighedShare> effective_shares(const FileChange& file, const Scale& scale) {
  const std::int64_t effective = effective_lines(file);
  const bool by_lines = effective == file.added;
  const std::int64_t total = by_lines ? file.added : file.added_bytes;
  auto shares =
      weighed_shares(file, scale, by_lines ? &LineShare::lines : &LineShare::bytes, total);
  std::int64_t seen = 0;
  std::int64_t given = 0;
  for (WeighedShare& share : shares) {
    seen += share.size;
    const std::int64_t until = total == 0 ? 0 : (effective * seen + total - 1) / total;
    share.size = until - given;
    given = until;
  }
  return shares;
}

/// What is run is never left out.
bool is_excluded(const FileChange& file, const Policy& policy) {
  if (file.script) {
    return false;
  }
  if (file.lock_file && policy.exclude_lock_files) {
    return true;
  }
  return std::any_of(
      policy.exclude_paths.begin(), policy.exclude_paths.end(),
      [&](const std::string& glob) { return util::glob_matches(glob, file.entry.path); });
}

/// Lines that another file got from each deleted one whose content counts, so that moving them is
/// no more than that.
std::map<std::string, std::int64_t> moved_lines(const Change& change, const Policy& policy) {
  std::map<std::string, std::int64_t> moved;
  for (const FileChange& file : change.files) {
    if (file.entry.new_mode == 0 && !file.opaque && !is_excluded(file, policy)) {
      moved.emplace(file.entry.path, 0);
    }
  }
  for (const FileChange& file : change.files) {
    if (const auto from = moved.find(file.moved_from); from != moved.end()) {
      for (const LineShare& share : file.shares) {
        from->second += share.moved ? share.lines : 0;
      }
    }
  }
  return moved;
}

/// `file` without the lines that are not new.
template <typename IsOld>
FileChange without_old_lines(FileChange file, const IsOld& is_old) {
  for (const LineShare& share : file.shares) {
    file.added -= is_old(share) ? share.lines : 0;
    file.added_bytes -= is_old(share) ? share.bytes : 0;
  }
  std::erase_if(file.shares, is_old);
  return file;
}

class Meter {
 public:
  Meter(const Change& change, const Attribution& attribution, const Policy& policy)
      : policy_(policy),
        scale_(attribution, policy.undeclared),
        moved_lines_(moved_lines(change, policy)) {
    result_.metrics.commits = static_cast<std::int64_t>(change.commits.size());
    result_.commit_lines.resize(change.commits.size() + change.earlier.size());
    result_.commit_ai_lines.resize(result_.commit_lines.size());
    result_.commit_undeclared_lines.resize(result_.commit_lines.size());
  }

  void add(const FileChange& file) {
    Metrics& metrics = result_.metrics;
    metrics.files += 1;
    metrics.added += file.added;
    metrics.deleted += file.deleted;
    const auto moved = moved_lines_.find(file.entry.path);
    metrics.removed += file.deleted - (moved == moved_lines_.end() ? 0 : moved->second);
    add_to_files(file);
    add_touching_tools(file);
    if (is_excluded(file, policy_)) {
      result_.files.back().excluded = true;
      metrics.excluded_files += 1;
      metrics.excluded_lines += effective_lines(file);
      return;
    }
    if (file.opaque) {
      metrics.opaque_files += 1;
      metrics.opaque_bytes += file.opaque_bytes;
      metrics.packed_files += file.packed ? 1 : 0;
    }
    const bool is_moved = moved_lines_.contains(file.moved_from);
    add_lines(without_old_lines(file, [&](const LineShare& share) {
      return (share.moved && is_moved) || scale_.was_there(share);
    }));
  }

  Measurement finish() {
    for (const auto& [id, lines] : tool_lines_) {
      const auto commits = static_cast<std::int64_t>(tool_commits_[id].size());
      result_.tools.push_back({id, commits, lines});
    }
    std::stable_sort(result_.tools.begin(), result_.tools.end(),
                     [](const ToolUse& a, const ToolUse& b) { return a.lines > b.lines; });
    return std::move(result_);
  }

 private:
  void add_touching_tools(const FileChange& file) {
    bool touched_by_ai = false;
    for (const int commit : file.touched_by) {
      if (scale_.is_ai_commit(commit)) {
        touched_by_ai = true;
        tool_lines_.try_emplace(scale_.at(commit).tool, 0);
        add_commit(commit);
      }
    }
    // Moving what an AI wrote to another path does not make that path free of it.
    const bool holds_ai_lines =
        std::any_of(file.shares.begin(), file.shares.end(),
                    [&](const LineShare& share) { return scale_.is_by_ai(share); });
    result_.files.back().touched_by_ai = touched_by_ai || holds_ai_lines;
    result_.metrics.ai_files += result_.files.back().touched_by_ai ? 1 : 0;
  }

  void add_to_files(const FileChange& file) {
    FileAttribution& shown = result_.files.emplace_back();
    shown.path = file.entry.path;
    shown.removed = file.entry.new_mode == 0;
    shown.opaque = file.opaque;
    for (const LineShare& share : file.shares) {
      const int commit = scale_.answering_commit(share);
      if (file.opaque || scale_.weigh(share) != Weight::ai) {
        continue;
      }
      const std::string& tool = scale_.tool_of(commit);
      auto& ranges = shown.ai_lines;
      const std::int64_t last = share.first_line + share.lines - 1;
      if (!ranges.empty() && ranges.back().last + 1 == share.first_line &&
          ranges.back().tool == tool) {
        ranges.back().last = last;
      } else {
        ranges.push_back({share.first_line, last, tool});
      }
    }
  }

  static std::string tool_named(const CommitAttribution& commit) {
    return commit.tool.empty() ? std::string(k_unknown_tool) : commit.tool;
  }

  /// A commit counts under its own tool, but every tool that counted evidence names was there.
  void add_commit(int index) {
    const CommitAttribution& commit = scale_.at(index);
    tool_commits_[tool_named(commit)].insert(index);
    result_.tools_seen.insert(tool_named(commit));
    for (const Evidence& evidence : commit.evidence) {
      if (evidence.strength >= policy_.min_strength) {
        result_.tools_seen.insert(evidence.tool);
      }
    }
  }

  void add_lines(const FileChange& file) {
    Metrics& metrics = result_.metrics;
    FileAttribution& shown = result_.files.back();
    for (const WeighedShare& share : effective_shares(file, scale_)) {
      metrics.effective += share.size;
      (share.weight == Weight::ai           ? metrics.ai
       : share.weight == Weight::undeclared ? metrics.undeclared
                                            : metrics.human) += share.size;
      (share.weight == Weight::ai           ? shown.ai
       : share.weight == Weight::undeclared ? shown.undeclared
                                            : shown.human) += share.size;
      if (share.commit != k_outside) {
        add_to_commit(share);
      }
    }
  }

  void add_to_commit(const WeighedShare& share) {
    const auto commit = static_cast<std::size_t>(share.commit);
    result_.commit_lines.at(commit) += share.size;
    result_.commit_ai_lines.at(commit) += share.weight == Weight::ai ? share.size : 0;
    result_.commit_undeclared_lines.at(commit) +=
        share.weight == Weight::undeclared ? share.size : 0;
    if (share.by_ai) {
      tool_lines_[tool_named(scale_.at(share.commit))] += share.size;
      add_commit(share.commit);
    }
  }

  const Policy& policy_;
  Scale scale_;
  std::map<std::string, std::int64_t> moved_lines_;  ///< by path of the deleted file
  std::map<std::string, std::int64_t> tool_lines_;
  std::map<std::string, std::set<int>> tool_commits_;
  Measurement result_;
};

}  // namespace

std::int64_t effective_lines(const FileChange& file) {
  return std::max(file.added, (file.added_bytes + k_bytes_per_line - 1) / k_bytes_per_line);
}

Measurement measure(const Change& change, const Attribution& attribution, const Policy& policy,
                    const FileFilter& filter) {
  Meter meter(change, attribution, policy);
  for (const FileChange& file : change.files) {
    if (!filter || filter(file)) {
      meter.add(file);
    }
  }
  return meter.finish();
}

}  // namespace sallyport::core

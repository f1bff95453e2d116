#include "git/lines/origins.hpp"

#include "core/git_terms.hpp"
#include "git/lines/deleted.hpp"
#include "git/lines/line_origins.hpp"
#include "git/objects/tree_diff.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <unordered_set>
#include <utility>

namespace sallyport::git {
namespace {

/// A parent of the commit at hand: its place in the change, and how the commit's tree differs.
struct Parent {
  int index = core::k_outside;
  std::vector<Difference> differences;

  [[nodiscard]] const Difference* at(const std::string& path) const {
    const auto found = std::lower_bound(
        differences.begin(), differences.end(), path,
        [](const Difference& left, const std::string& right) { return left.path < right; });
    return found != differences.end() && found->path == path ? &*found : nullptr;
  }
};

/// The origin of content that an earlier commit had made, and that `commit` brings back or copies:
/// its new lines were introduced by who wrote them then.
FileOrigin brought_back(const FileOrigin& now, const FileOrigin& then, int commit) {
  const auto merged = [&](std::size_t line) {
    LineOrigin origin = now.at(line);
    if (origin.introduced_by == commit) {
      origin.introduced_by = then.at(line).introduced_by;
      origin.noted_by =
          origin.noted_by == core::k_outside ? then.at(line).noted_by : origin.noted_by;
    }
    return origin;
  };
  if (!now.lines && !then.lines) {
    return {.all = merged(0), .unknown = now.unknown};
  }
  std::vector<LineOrigin> lines(now.lines ? now.lines->size() : then.lines->size());
  for (std::size_t line = 0; line < lines.size(); ++line) {
    lines[line] = merged(line);
  }
  return {{}, std::make_shared<const std::vector<LineOrigin>>(std::move(lines)), now.unknown};
}

class OriginTrace {
 public:
  OriginTrace(Objects& objects, const ChangeRequest& request, int head)
      : objects_(objects),
        request_(request),
        commits_(request.commits),
        head_(head),
        waiting_(request.commits.size(), 0) {
    for (std::size_t index = 0; index < commits_.size(); ++index) {
      if (commits_[index].id) {
        index_of_.emplace(*commits_[index].id, static_cast<int>(index));
      }
      for (const core::Oid& parent : core::sources_of(commits_[index])) {
        if (const int at = index_of(parent); at != core::k_outside) {
          ++waiting_[static_cast<std::size_t>(at)];
        }
      }
    }
    states_.resize(commits_.size());
  }

  Origins run() {
    for (std::size_t index = 0; index < commits_.size(); ++index) {
      trace_commit(static_cast<int>(index));
    }
    Origins origins;
    origins.touched = std::move(touched_);
    origins.watched = std::move(watched_);
    origins.written = std::move(lines_);
    if (head_ != core::k_outside) {
      origins.at_head = std::move(states_.at(static_cast<std::size_t>(head_)));
    }
    return origins;
  }

 private:
  [[nodiscard]] int index_of(const core::Oid& commit) const {
    const auto found = index_of_.find(commit);
    return found == index_of_.end() ? core::k_outside : found->second;
  }

  void trace_commit(int commit) {
    const std::vector<Parent> parents = read_parents(at(commit));
    Deleted deleted(objects_, parents.front().differences);
    std::vector<std::pair<std::string, std::optional<FileOrigin>>> updates;
    for (const Difference& difference : parents.front().differences) {
      if (is_touched(parents, difference.path)) {
        note_touch(difference.path, commit);
        watch(parents, difference, deleted, commit);
      }
      updates.emplace_back(difference.path, origin_of(parents, difference, deleted, commit));
    }
    PathOrigins state = inherit(parents.front().index);
    for (auto& [path, origin] : updates) {
      if (origin) {
        state.insert_or_assign(path, std::move(*origin));
      } else {
        state.erase(path);
      }
    }
    for (std::size_t other = 1; other < parents.size(); ++other) {
      release(parents[other].index);
    }
    states_[static_cast<std::size_t>(commit)] = std::move(state);
  }

  /// A root commit has one parent here: the empty tree.
  [[nodiscard]] std::vector<Parent> read_parents(const core::Commit& commit) const {
    std::vector<Parent> parents;
    for (const core::Oid& id : core::sources_of(commit)) {
      const int index = index_of(id);
      const core::Oid tree = index == core::k_outside
                                 ? objects_.tree_of_commit(id)
                                 : commits_.at(static_cast<std::size_t>(index)).tree;
      parents.push_back({index, compare_trees(objects_, tree, commit.tree)});
    }
    if (parents.empty()) {
      parents.push_back({core::k_outside, compare_trees(objects_, core::Oid{}, commit.tree)});
    }
    return parents;
  }

  [[nodiscard]] static bool is_touched(const std::vector<Parent>& parents,
                                       const std::string& path) {
    return std::all_of(parents.begin(), parents.end(),
                       [&](const Parent& parent) { return parent.at(path) != nullptr; });
  }

  void note_touch(const std::string& path, int commit) {
    const auto [commits, is_new] = touched_.try_emplace(path);
    commits->second.push_back(commit);
    if (is_new && request_.watches && request_.watches(path)) {
      watched_paths_.insert(path);
    }
  }

  void watch(const std::vector<Parent>& parents, const Difference& difference,
             const Deleted& deleted, int commit) {
    if (!core::is_regular(difference.new_mode) || !watched_paths_.contains(difference.path)) {
      return;
    }
    const bool added = std::all_of(parents.begin(), parents.end(), [&](const Parent& parent) {
      return parent.at(difference.path)->old_mode == 0;
    });
    const bool moved = deleted.same(difference) != nullptr;
    watched_.push_back({commit, difference.path, difference.new_oid, added && !moved});
  }

  [[nodiscard]] FileOrigin state_of(int parent, const std::string& path) const {
    if (parent == core::k_outside) {
      return {};
    }
    const PathOrigins& state = states_.at(static_cast<std::size_t>(parent));
    const auto found = state.find(path);
    return found == state.end() ? FileOrigin{} : found->second;
  }

  /// Nothing for a path that the commit does not have, and for what has no lines.
  std::optional<FileOrigin> origin_of(const std::vector<Parent>& parents,
                                      const Difference& difference, Deleted& deleted, int commit) {
    if (!core::is_blob_mode(difference.new_mode)) {
      return std::nullopt;
    }
    std::vector<Source> sources;
    for (const Parent& parent : parents) {
      const Difference* change = parent.at(difference.path);
      if (change == nullptr) {
        return state_of(parent.index, difference.path);
      }
      if (core::type_of(change->old_mode) == core::type_of(difference.new_mode)) {
        sources.push_back({change->old_oid, state_of(parent.index, difference.path)});
      }
    }
    if (sources.empty()) {
      if (const Difference* moved = deleted.same(difference); moved != nullptr) {
        return state_of(parents.front().index, moved->path);
      }
      if (const Difference* moved = deleted.similar(difference); moved != nullptr) {
        sources.push_back({moved->old_oid, state_of(parents.front().index, moved->path)});
      }
    }
    FileOrigin origin = blend_origins(objects_, difference.new_oid, sources, commit);
    add_notes(difference, commit, origin);
    const auto [before, is_new] = written_.try_emplace(difference.new_oid, origin);
    if (!is_new) {
      return brought_back(origin, before->second, commit);
    }
    if (commits_.size() > 1 && objects_.is_text(difference.new_oid)) {
      lines_.add(objects_.text(difference.new_oid).view, origin, commit);
    }
    return origin;
  }

  /// Marks the lines of a text of `commit` that an AI wrote by what is noted about that commit.
  void add_notes(const Difference& difference, int commit, FileOrigin& origin) {
    const auto* const notes = request_.notes ? request_.notes(at(commit)) : nullptr;
    if (notes == nullptr || !objects_.is_text(difference.new_oid)) {
      return;
    }
    const auto of_file = notes->files.find(difference.path);
    if (of_file == notes->files.end()) {
      return;
    }
    const std::int64_t count = core::count_lines(objects_.text(difference.new_oid).view);
    origin = with_notes(origin, {of_file->second, commit}, static_cast<std::size_t>(count));
  }

  [[nodiscard]] const core::Commit& at(int commit) const {
    return commits_.at(static_cast<std::size_t>(commit));
  }

  /// The state of a parent to build on: moved out when no other commit still needs it.
  PathOrigins inherit(int parent) {
    if (parent == core::k_outside) {
      return {};
    }
    const auto at = static_cast<std::size_t>(parent);
    --waiting_[at];
    return waiting_[at] == 0 && parent != head_ ? std::move(states_[at]) : states_[at];
  }

  void release(int parent) {
    if (parent == core::k_outside) {
      return;
    }
    const auto at = static_cast<std::size_t>(parent);
    if (--waiting_[at] == 0 && parent != head_) {
      states_[at] = {};
    }
  }

  Objects& objects_;
  const ChangeRequest& request_;
  const std::vector<core::Commit>& commits_;
  int head_;
  std::vector<int> waiting_;  ///< children not traced yet, by commit
  std::map<core::Oid, int> index_of_;
  std::vector<PathOrigins> states_;
  std::unordered_map<std::string, std::vector<int>> touched_;
  std::unordered_set<std::string> watched_paths_;
  std::vector<core::WatchedFile> watched_;
  std::map<core::Oid, FileOrigin> written_;  ///< of each content that some commit made
  WrittenLines lines_;
};

}  // namespace

Origins trace_origins(Objects& objects, const ChangeRequest& request, int head) {
  return OriginTrace(objects, request, head).run();
}

}  // namespace sallyport::git

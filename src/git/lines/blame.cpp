#include "core/change/content.hpp"
#include "core/git_terms.hpp"
#include "git/lines/deleted.hpp"
#include "git/lines/history.hpp"
#include "git/lines/line_diff.hpp"
#include "git/objects/objects.hpp"
#include "git/objects/tree_diff.hpp"
#include "git/repository.hpp"
#include "git/repository_state.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace sallyport::git {
namespace {

/// Lines of the file asked about, and where they are in the version at hand; counted from 0.
struct Piece {
  std::int64_t there = 0;
  std::int64_t first = 0;
  std::int64_t lines = 0;
};
using Pieces = std::vector<Piece>;

/// A version of the file that lines may come from.
struct Version {
  core::Oid commit;  ///< zero: it is about to be made
  core::Oid tree;
  std::string path;
  core::Oid blob;
};

bool is_file(const std::optional<TreePlace>& place) {
  return place && core::is_blob_mode(place->mode);
}

/// The share of `pieces` that the older side of `hunks` has, placed there; what it has not is added
/// to `kept`. `pieces` are in order of their place.
Pieces pass_on(const Pieces& pieces, const std::vector<Hunk>& hunks, std::int64_t lines,
               Pieces& kept) {
  Pieces passed;
  const std::vector<Run> runs = kept_runs(hunks, lines);
  auto run = runs.begin();
  for (const Piece& piece : pieces) {
    const std::int64_t end = piece.there + piece.lines;
    std::int64_t at = piece.there;
    while (at < end) {
      while (run != runs.end() && run->new_start + run->lines <= at) {
        ++run;
      }
      const std::int64_t start = run == runs.end() ? end : std::min(end, run->new_start);
      if (at < start) {
        kept.push_back({at, piece.first + (at - piece.there), start - at});
        at = start;
        continue;
      }
      const std::int64_t until = std::min(end, run->new_start + run->lines);
      passed.push_back(
          {run->old_start + (at - run->new_start), piece.first + (at - piece.there), until - at});
      at = until;
    }
  }
  return passed;
}

/// Hands lines back from version to version, the newest first, until the commits that wrote them
/// are found.
class Blame {
 public:
  Blame(Objects& objects, History& history) : objects_(objects), history_(history) {}

  std::vector<BlamedLines> run(const Version& head, const History::Node& origin, Pieces lines) {
    examine(head, origin, std::move(lines));
    while (!waiting_.empty()) {
      const auto newest = std::prev(waiting_.end());
      auto [version, pieces] = std::move(newest->second);
      waiting_.erase(newest);
      examine(version, history_.node(version.commit), std::move(pieces));
    }
    return in_order();
  }

 private:
  void suspect(const Version& version, Pieces pieces) {
    auto& known = waiting_[{history_.node(version.commit).time, version.commit, version.path}];
    known.first = version;
    known.second.insert(known.second.end(), pieces.begin(), pieces.end());
  }

  void examine(const Version& version, const History::Node& node, Pieces pieces) {
    std::vector<Version> older;
    for (const core::Oid& parent : node.parents) {
      const core::Oid tree = objects_.tree_of_commit(parent);
      if (const auto place = find_path(objects_, tree, version.path); is_file(place)) {
        older.push_back({parent, tree, version.path, place->oid});
      }
    }
    const auto same = std::find_if(older.begin(), older.end(), [&](const Version& parent) {
      return parent.blob == version.blob;
    });
    if (same != older.end()) {
      suspect(*same, std::move(pieces));
      return;
    }
    if (older.empty()) {
      older = renamed_from(node.parents, version);
    }
    std::sort(pieces.begin(), pieces.end(),
              [](const Piece& left, const Piece& right) { return left.there < right.there; });
    for (const Version& parent : older) {
      pieces = hand_to(parent, version, pieces);
    }
    if (node.cut && !pieces.empty()) {
      throw_cut_off(version.commit);
    }
    settle(version, pieces);
  }

  /// What of `pieces` remains when `parent` has taken the lines that it has.
  Pieces hand_to(const Version& parent, const Version& version, const Pieces& pieces) {
    if (pieces.empty() || !objects_.is_text(parent.blob)) {
      return pieces;
    }
    const Bytes before = objects_.text(parent.blob);
    const Bytes after = objects_.text(version.blob);
    Pieces kept;
    Pieces passed = pass_on(pieces, diff_lines(before.view, after.view, WhiteSpace::ignored),
                            core::count_lines(after.view), kept);
    if (!passed.empty()) {
      suspect(parent, std::move(passed));
    }
    return kept;
  }

  std::vector<Version> renamed_from(const std::vector<core::Oid>& parents, const Version& version) {
    std::vector<Version> older;
    for (const core::Oid& parent : parents) {
      if (auto found = renamed_from(parent, version)) {
        older.push_back(std::move(*found));
      }
    }
    return older;
  }

  std::optional<Version> renamed_from(const core::Oid& parent, const Version& version) {
    const core::Oid tree = objects_.tree_of_commit(parent);
    const std::vector<Difference> differences = compare_trees(objects_, tree, version.tree);
    Deleted deleted(objects_, differences);
    const auto added =
        std::find_if(differences.begin(), differences.end(),
                     [&](const Difference& each) { return each.path == version.path; });
    const Difference* moved = deleted.same(*added);
    moved = moved == nullptr ? deleted.similar(*added) : moved;
    return moved == nullptr ? std::nullopt
                            : std::optional(Version{parent, tree, moved->path, moved->old_oid});
  }

  void settle(const Version& version, const Pieces& pieces) {
    for (const Piece& piece : pieces) {
      found_.push_back(
          {piece.first + 1, piece.lines, version.commit, version.path, piece.there + 1});
    }
  }

  std::vector<BlamedLines> in_order() {
    std::sort(found_.begin(), found_.end(), [](const auto& left, const auto& right) {
      return left.first_line < right.first_line;
    });
    std::vector<BlamedLines> joined;
    for (BlamedLines& run : found_) {
      const bool goes_on =
          !joined.empty() && joined.back().commit == run.commit && joined.back().path == run.path &&
          joined.back().first_line_there + joined.back().lines == run.first_line_there;
      if (goes_on) {
        joined.back().lines += run.lines;
      } else {
        joined.push_back(std::move(run));
      }
    }
    return joined;
  }

  Objects& objects_;
  History& history_;
  /// By committer time, commit and path.
  std::map<std::tuple<std::int64_t, core::Oid, std::string>, std::pair<Version, Pieces>> waiting_;
  std::vector<BlamedLines> found_;
};

/// The text of a commit at a path; nothing where there is none.
std::optional<Version> text_at(Objects& objects, const core::Commit& commit,
                               std::string_view path) {
  const auto place = find_path(objects, commit.tree, path);
  return is_file(place) && objects.is_text(place->oid)
             ? std::optional(Version{commit.id.value_or(core::Oid{}), commit.tree,
                                     std::string(path), place->oid})
             : std::nullopt;
}

}  // namespace

std::vector<BlamedLines> Repository::blame(const core::Commit& commit,
                                           std::string_view path) const {
  Objects& objects = *state_->objects;
  const auto head = text_at(objects, commit, path);
  const std::int64_t lines = head ? core::count_lines(objects.text(head->blob).view) : 0;
  if (lines == 0) {
    return {};
  }
  const History::Node origin = commit.id ? state_->history->node(*commit.id)
                                         : History::Node{.id = {}, .parents = commit.parents};
  return Blame(objects, *state_->history).run(*head, origin, {{0, 0, lines}});
}

std::vector<BlamedLines> Repository::blame(const core::Oid& id, std::string_view path,
                                           std::span<const std::int64_t> lines) const {
  const auto head = text_at(*state_->objects, commit(id), path);
  Pieces pieces;
  for (const std::int64_t line : lines) {
    pieces.push_back({line, line, 1});
  }
  return !head || pieces.empty() ? std::vector<BlamedLines>{}
                                 : Blame(*state_->objects, *state_->history)
                                       .run(*head, state_->history->node(id), std::move(pieces));
}

}  // namespace sallyport::git

#include "git/lines/history.hpp"

#include "git/objects/commit.hpp"
#include "util/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <queue>
#include <tuple>
#include <utility>

namespace sallyport::git {
namespace {

using Dated = std::pair<std::int64_t, core::Oid>;

/// The marking walk of git's merge base search: newest commits first, until only commits below
/// known bases are left.
class Painter {
 public:
  static constexpr unsigned k_head = 1;
  static constexpr unsigned k_other = 2;
  static constexpr unsigned k_both = 3;
  static constexpr unsigned k_below = 4;  ///< an ancestor of a common ancestor
  static constexpr unsigned k_found = 8;

  explicit Painter(History& history) : history_(history) {}

  void start(const core::Oid& id, unsigned mark) { add_marks(id, mark); }

  std::vector<core::Oid> run() {
    while (open_ > 0) {
      visit();
    }
    std::vector<core::Oid> bases;
    std::copy_if(found_.begin(), found_.end(), std::back_inserter(bases),
                 [&](const core::Oid& id) { return (marks_[id].bits & k_below) == 0; });
    return bases;
  }

  /// The first boundary commit met, if any.
  [[nodiscard]] const core::Oid* boundary() const { return cut_.is_zero() ? nullptr : &cut_; }

 private:
  struct Marks {
    unsigned bits = 0;
    int queued = 0;
  };

  void visit() {
    const core::Oid id = queue_.top().second;
    queue_.pop();
    Marks& marks = marks_[id];
    --marks.queued;
    open_ -= (marks.bits & k_below) == 0 ? 1 : 0;
    unsigned passed_on = marks.bits & (k_both | k_below);
    if (passed_on == k_both) {
      if ((marks.bits & k_found) == 0) {
        marks.bits |= k_found;
        found_.push_back(id);
      }
      passed_on |= k_below;
    }
    const History::Node& node = history_.node(id);
    if (node.cut && (passed_on & k_below) == 0) {
      cut_ = id;
    }
    for (const core::Oid& parent : node.parents) {
      add_marks(parent, passed_on);
    }
  }

  void add_marks(const core::Oid& id, unsigned bits) {
    Marks& marks = marks_[id];
    if ((marks.bits & bits) == bits) {
      return;
    }
    if ((marks.bits & k_below) == 0 && (bits & k_below) != 0) {
      open_ -= marks.queued;
    }
    marks.bits |= bits;
    ++marks.queued;
    open_ += (marks.bits & k_below) == 0 ? 1 : 0;
    queue_.emplace(history_.node(id).time, id);
  }

  History& history_;
  std::priority_queue<Dated> queue_;
  std::map<core::Oid, Marks> marks_;
  std::vector<core::Oid> found_;
  core::Oid cut_;
  int open_ = 0;  ///< queue entries that could still lead to a base
};

/// The limited walk of `A ^B`: newest first, hiding what is reachable from the hidden commits.
/// Clock skew can only make it list too much.
class RangeWalk {
 public:
  explicit RangeWalk(History& history) : history_(history) {}

  /// All hidden commits come before the first listed one.
  void start_hidden(const core::Oid& id) {
    hide(id);
    enqueue(id);
  }

  void start_listed(const core::Oid& id) { enqueue(id); }

  std::set<core::Oid> run() {
    while (!queue_.empty() && patience_ > 0) {
      visit();
    }
    std::set<core::Oid> wanted;
    std::copy_if(listed_.begin(), listed_.end(), std::inserter(wanted, wanted.end()),
                 [&](const core::Oid& id) { return !hidden_.contains(id); });
    return wanted;
  }

 private:
  static constexpr int k_slop = 5;

  void enqueue(const core::Oid& id) {
    if (seen_.insert(id).second) {
      queue_.emplace(history_.node(id).time, id);
      shown_in_queue_ += hidden_.contains(id) ? 0 : 1;
    }
  }

  void visit() {
    const auto [time, id] = queue_.top();
    queue_.pop();
    visited_.insert(id);
    const bool hidden = hidden_.contains(id);
    if (!hidden) {
      --shown_in_queue_;
      listed_.push_back(id);
      oldest_listed_ = std::min(oldest_listed_, time);
    }
    for (const core::Oid& parent : history_.node(id).parents) {
      if (hidden) {
        hide(parent);
      }
      enqueue(parent);
    }
    const bool useful =
        shown_in_queue_ > 0 || (!queue_.empty() && queue_.top().first >= oldest_listed_);
    patience_ = useful ? k_slop : patience_ - 1;
  }

  /// Hides a commit and those of its ancestors that were met already.
  void hide(const core::Oid& id) {
    std::vector<core::Oid> pending{id};
    while (!pending.empty()) {
      const core::Oid next = pending.back();
      pending.pop_back();
      if (!hidden_.insert(next).second) {
        continue;
      }
      if (visited_.contains(next)) {
        const auto& parents = history_.node(next).parents;
        pending.insert(pending.end(), parents.begin(), parents.end());
      } else if (seen_.contains(next)) {
        --shown_in_queue_;
      }
    }
  }

  History& history_;
  std::priority_queue<Dated> queue_;
  std::set<core::Oid> seen_;
  std::set<core::Oid> visited_;
  std::set<core::Oid> hidden_;
  std::vector<core::Oid> listed_;
  std::int64_t oldest_listed_ = INT64_MAX;
  int shown_in_queue_ = 0;
  int patience_ = k_slop;
};

}  // namespace

void throw_cut_off(const core::Oid& id) {
  throw util::Error(util::ErrorKind::unavailable,
                    fmt::format("cannot read the history: it is cut off at '{}' (shallow clone)",
                                core::to_hex(id)),
                    "git fetch --unshallow");
}

History::History(const Objects& objects, std::set<core::Oid> boundary)
    : objects_(objects), boundary_(std::move(boundary)) {}

const History::Node& History::node(const core::Oid& id) {
  const auto known = nodes_.find(id);
  if (known != nodes_.end()) {
    return known->second;
  }
  CommitObject commit = read_commit_object(objects_, id);
  Node node{{}, commit.committer.time, false};
  if (boundary_.contains(id)) {
    node.cut = !commit.parents.empty();
  } else {
    node.parents = std::move(commit.parents);
  }
  return nodes_.emplace(id, std::move(node)).first->second;
}

std::vector<core::Oid> History::paint_down(const core::Oid& head,
                                           std::span<const core::Oid> others) {
  Painter painter(*this);
  painter.start(head, Painter::k_head);
  for (const core::Oid& other : others) {
    painter.start(other, Painter::k_other);
  }
  std::vector<core::Oid> bases = painter.run();
  if (bases.empty() && painter.boundary() != nullptr) {
    throw_cut_off(*painter.boundary());
  }
  return bases;
}

std::vector<core::Oid> History::merge_bases(const core::Oid& head,
                                            std::span<const core::Oid> others) {
  const std::vector<core::Oid> candidates = paint_down(head, others);
  std::vector<core::Oid> bases;
  for (const core::Oid& candidate : candidates) {
    if (std::none_of(candidates.begin(), candidates.end(), [&](const core::Oid& other) {
          return other != candidate && is_ancestor(candidate, other);
        })) {
      bases.push_back(candidate);
    }
  }
  std::sort(bases.begin(), bases.end(), [&](const core::Oid& left, const core::Oid& right) {
    return std::pair(-node(left).time, left) < std::pair(-node(right).time, right);
  });
  return bases;
}

bool History::is_ancestor(const core::Oid& ancestor, const core::Oid& descendant) {
  const std::vector<core::Oid> bases = paint_down(ancestor, std::span(&descendant, 1));
  return std::find(bases.begin(), bases.end(), ancestor) != bases.end();
}

std::vector<core::Oid> History::between(std::span<const core::Oid> heads,
                                        std::span<const core::Oid> hidden) {
  RangeWalk walk(*this);
  for (const core::Oid& id : hidden) {
    walk.start_hidden(id);
  }
  for (const core::Oid& id : heads) {
    walk.start_listed(id);
  }
  const std::set<core::Oid> wanted = walk.run();
  for (const core::Oid& id : wanted) {
    if (node(id).cut) {
      throw_cut_off(id);
    }
  }
  return in_order(wanted);
}

std::vector<core::Oid> History::first_parents(const core::Oid& tip, std::size_t most) {
  std::vector<core::Oid> line{tip};
  while (line.size() < most && !node(line.back()).parents.empty()) {
    line.push_back(node(line.back()).parents.front());
  }
  if (line.size() < most && node(line.back()).cut) {
    throw_cut_off(line.back());
  }
  return line;
}

std::vector<core::Oid> History::in_order(const std::set<core::Oid>& commits) {
  std::map<core::Oid, int> missing_parents;
  std::map<core::Oid, std::vector<core::Oid>> children;
  std::priority_queue<Dated, std::vector<Dated>, std::greater<>> ready;
  for (const core::Oid& id : commits) {
    int& missing = missing_parents[id];
    for (const core::Oid& parent : node(id).parents) {
      if (commits.contains(parent)) {
        ++missing;
        children[parent].push_back(id);
      }
    }
    if (missing == 0) {
      ready.emplace(node(id).time, id);
    }
  }
  std::vector<core::Oid> ordered;
  while (!ready.empty()) {
    const core::Oid id = ready.top().second;
    ready.pop();
    ordered.push_back(id);
    for (const core::Oid& child : children[id]) {
      if (--missing_parents[child] == 0) {
        ready.emplace(node(child).time, child);
      }
    }
  }
  return ordered;
}

}  // namespace sallyport::git

#include "git/lines/history.hpp"

#include "git/objects/commit.hpp"
#include "util/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <queue>
#include <utility>

namespace sallyport::git {
namespace {

using Place = History::Place;

/// A commit in a queue. Of two with one time the order of their ids decides, as if by chance.
struct Dated {
  std::int64_t time = 0;
  Place place = 0;
  const core::Oid* id = nullptr;

  Dated(const History::Node& node, Place at) : time(node.time), place(at), id(&node.id) {}
};

struct IsOlder {
  bool operator()(const Dated& left, const Dated& right) const {
    return left.time != right.time ? left.time < right.time : *left.id < *right.id;
  }
};

struct IsNewer {
  bool operator()(const Dated& left, const Dated& right) const {
    return left.time != right.time ? left.time > right.time : *left.id > *right.id;
  }
};

using NewestFirst = std::priority_queue<Dated, std::vector<Dated>, IsOlder>;
using OldestFirst = std::priority_queue<Dated, std::vector<Dated>, IsNewer>;

/// A value for each commit, at first the one that `T` starts with.
template <typename T>
class ByPlace {
 public:
  T& operator[](Place place) {
    if (place >= values_.size()) {
      values_.resize(std::max<std::size_t>(place + 1, values_.size() * 2));
    }
    return values_[place];
  }

 private:
  std::vector<T> values_;
};

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

  void start(const core::Oid& id, unsigned mark) { add_marks(history_.place_of(id), mark); }

  std::vector<core::Oid> run() {
    while (open_ > 0) {
      visit();
    }
    std::vector<core::Oid> bases;
    for (const Place place : found_) {
      if ((marks_[place].bits & k_below) == 0) {
        bases.push_back(history_.node(place).id);
      }
    }
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
    const Place place = queue_.top().place;
    queue_.pop();
    Marks& marks = marks_[place];
    --marks.queued;
    open_ -= (marks.bits & k_below) == 0 ? 1 : 0;
    unsigned passed_on = marks.bits & (k_both | k_below);
    if (passed_on == k_both) {
      if ((marks.bits & k_found) == 0) {
        marks.bits |= k_found;
        found_.push_back(place);
      }
      passed_on |= k_below;
    }
    const History::Node& node = history_.node(place);
    if (node.cut && (passed_on & k_below) == 0) {
      cut_ = node.id;
    }
    for (const Place parent : node.places) {
      add_marks(parent, passed_on);
    }
  }

  void add_marks(Place place, unsigned bits) {
    Marks& marks = marks_[place];
    if ((marks.bits & bits) == bits) {
      return;
    }
    if ((marks.bits & k_below) == 0 && (bits & k_below) != 0) {
      open_ -= marks.queued;
    }
    marks.bits |= bits;
    ++marks.queued;
    open_ += (marks.bits & k_below) == 0 ? 1 : 0;
    queue_.emplace(history_.node(place), place);
  }

  History& history_;
  NewestFirst queue_;
  ByPlace<Marks> marks_;
  std::vector<Place> found_;
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
    const Place place = history_.place_of(id);
    hide(place);
    enqueue(place);
  }

  void start_listed(const core::Oid& id) { enqueue(history_.place_of(id)); }

  std::vector<Place> run() {
    while (!queue_.empty() && patience_ > 0) {
      visit();
    }
    std::erase_if(listed_, [&](Place place) { return marks_[place].hidden; });
    return std::move(listed_);
  }

 private:
  static constexpr int k_slop = 5;

  struct Marks {
    bool seen = false;
    bool visited = false;
    bool hidden = false;
  };

  void enqueue(Place place) {
    if (!std::exchange(marks_[place].seen, true)) {
      queue_.emplace(history_.node(place), place);
      shown_in_queue_ += marks_[place].hidden ? 0 : 1;
    }
  }

  void visit() {
    const Dated next = queue_.top();
    queue_.pop();
    marks_[next.place].visited = true;
    const bool hidden = marks_[next.place].hidden;
    if (!hidden) {
      --shown_in_queue_;
      listed_.push_back(next.place);
      oldest_listed_ = std::min(oldest_listed_, next.time);
    }
    for (const Place parent : history_.node(next.place).places) {
      if (hidden) {
        hide(parent);
      }
      enqueue(parent);
    }
    const bool useful =
        shown_in_queue_ > 0 || (!queue_.empty() && queue_.top().time >= oldest_listed_);
    patience_ = useful ? k_slop : patience_ - 1;
  }

  /// Hides a commit and those of its ancestors that were met already.
  void hide(Place first) {
    std::vector<Place> pending{first};
    while (!pending.empty()) {
      const Place next = pending.back();
      pending.pop_back();
      if (std::exchange(marks_[next].hidden, true)) {
        continue;
      }
      if (marks_[next].visited) {
        const auto& parents = history_.node(next).places;
        pending.insert(pending.end(), parents.begin(), parents.end());
      } else if (marks_[next].seen) {
        --shown_in_queue_;
      }
    }
  }

  History& history_;
  NewestFirst queue_;
  ByPlace<Marks> marks_;
  std::vector<Place> listed_;
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

History::Place History::place_of(const core::Oid& id) {
  const auto [known, is_new] = places_.try_emplace(id, static_cast<Place>(nodes_.size()));
  if (is_new) {
    nodes_.push_back({.id = id});
  }
  return known->second;
}

const History::Node& History::node(Place place) {
  Node& node = nodes_[place];
  if (node.is_read) {
    return node;
  }
  CommitObject commit = read_commit_object(objects_, node.id);
  node.time = commit.committer.time;
  if (boundary_.contains(node.id)) {
    node.cut = !commit.parents.empty();
  } else {
    for (const core::Oid& parent : commit.parents) {
      node.places.push_back(place_of(parent));
    }
    node.parents = std::move(commit.parents);
  }
  node.is_read = true;
  return node;
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
  const std::vector<Place> wanted = walk.run();
  for (const Place place : wanted) {
    if (node(place).cut) {
      throw_cut_off(node(place).id);
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

std::vector<core::Oid> History::in_order(const std::vector<Place>& commits) {
  struct Links {
    bool is_wanted = false;
    int missing_parents = 0;
    std::vector<Place> children;
  };
  ByPlace<Links> links;
  for (const Place place : commits) {
    links[place].is_wanted = true;
  }
  OldestFirst ready;
  for (const Place place : commits) {
    for (const Place parent : node(place).places) {
      if (links[parent].is_wanted) {
        ++links[place].missing_parents;
        links[parent].children.push_back(place);
      }
    }
    if (links[place].missing_parents == 0) {
      ready.emplace(node(place), place);
    }
  }
  std::vector<core::Oid> ordered;
  while (!ready.empty()) {
    const Dated next = ready.top();
    ready.pop();
    ordered.push_back(*next.id);
    for (const Place child : links[next.place].children) {
      if (--links[child].missing_parents == 0) {
        ready.emplace(node(child), child);
      }
    }
  }
  return ordered;
}

}  // namespace sallyport::git

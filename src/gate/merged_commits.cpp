#include "gate/merged_commits.hpp"

#include <functional>
#include <map>

namespace sallyport::gate {
namespace {

/// From which side of a merge a commit is reachable.
struct Sides {
  bool first = false;
  bool others = false;

  [[nodiscard]] bool only_others() const { return others && !first; }
};

/// Commits still to be visited, the youngest first, so that all children of a commit were visited
/// before it.
class Frontier {
 public:
  void reach(int commit, Sides sides) {
    if (commit == core::k_outside) {
      return;
    }
    Sides& known = waiting_[commit];
    open_ -= known.only_others() ? 1 : 0;
    known = {known.first || sides.first, known.others || sides.others};
    open_ += known.only_others() ? 1 : 0;
  }

  /// Whether a commit waits that only the other parents lead to.
  [[nodiscard]] bool is_open() const { return open_ > 0; }

  std::pair<int, Sides> take() {
    const auto youngest = waiting_.begin();
    const std::pair<int, Sides> taken = *youngest;
    waiting_.erase(youngest);
    open_ -= taken.second.only_others() ? 1 : 0;
    return taken;
  }

 private:
  std::map<int, Sides, std::greater<>> waiting_;
  int open_ = 0;
};

}  // namespace

MergedCommits::MergedCommits(const std::vector<core::Commit>& commits) {
  std::map<core::Oid, int> index_of;
  parents_.reserve(commits.size());
  for (const core::Commit& commit : commits) {
    std::vector<int>& parents = parents_.emplace_back();
    for (const core::Oid& parent : commit.parents) {
      const auto found = index_of.find(parent);
      parents.push_back(found == index_of.end() ? core::k_outside : found->second);
    }
    if (commit.id) {
      index_of.emplace(*commit.id, static_cast<int>(parents_.size()) - 1);
    }
  }
}

std::vector<std::size_t> MergedCommits::brought_by(std::size_t merge) const {
  Frontier frontier;
  const std::vector<int>& parents = parents_.at(merge);
  for (std::size_t side = 0; side < parents.size(); ++side) {
    frontier.reach(parents[side], {side == 0, side > 0});
  }
  std::vector<std::size_t> brought;
  while (frontier.is_open()) {
    const auto [commit, sides] = frontier.take();
    if (sides.only_others()) {
      brought.push_back(static_cast<std::size_t>(commit));
    }
    for (const int parent : parents_.at(static_cast<std::size_t>(commit))) {
      frontier.reach(parent, sides);
    }
  }
  return brought;
}

}  // namespace sallyport::gate

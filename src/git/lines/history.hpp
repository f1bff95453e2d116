#pragma once

#include "core/oid.hpp"
#include "git/objects/objects.hpp"

#include <cstdint>
#include <deque>
#include <set>
#include <span>
#include <unordered_map>
#include <vector>

namespace sallyport::git {

/// Throws `util::Error` (unavailable): the history of a shallow clone ends at `id`, and the answer
/// is beyond it.
[[noreturn]] void throw_cut_off(const core::Oid& id);

/// The commit graph. Commits at the boundary of a shallow clone have no parents here; a walk whose
/// answer needs them throws `util::Error` (unavailable) with the command that fetches them.
class History {
 public:
  /// The number of a commit, counted from 0 as they are met.
  using Place = std::uint32_t;

  /// What the walks need of a commit.
  struct Node {
    core::Oid id{};
    std::vector<core::Oid> parents{};
    std::vector<Place> places{};  ///< of the parents
    std::int64_t time = 0;
    bool cut = false;  ///< it has parents, which this clone does not
    bool is_read = false;
  };

  /// `objects` must outlive this object.
  History(const Objects& objects, std::set<core::Oid> boundary);

  [[nodiscard]] const Node& node(const core::Oid& id) { return node(place_of(id)); }
  /// Lives as long as this object.
  [[nodiscard]] const Node& node(Place place);
  [[nodiscard]] Place place_of(const core::Oid& id);
  /// The best common ancestors of `head` and a merge of `others`, newest first.
  [[nodiscard]] std::vector<core::Oid> merge_bases(const core::Oid& head,
                                                   std::span<const core::Oid> others);
  /// Reachable from `heads`, not from `hidden`; parents before children, else oldest first.
  [[nodiscard]] std::vector<core::Oid> between(std::span<const core::Oid> heads,
                                               std::span<const core::Oid> hidden);
  [[nodiscard]] bool is_ancestor(const core::Oid& ancestor, const core::Oid& descendant);
  /// `tip` and what first parents lead to from it, at most `most` commits.
  [[nodiscard]] std::vector<core::Oid> first_parents(const core::Oid& tip, std::size_t most);
  [[nodiscard]] bool is_shallow() const { return !boundary_.empty(); }

 private:
  [[nodiscard]] std::vector<core::Oid> paint_down(const core::Oid& head,
                                                  std::span<const core::Oid> others);
  [[nodiscard]] std::vector<core::Oid> in_order(const std::vector<Place>& commits);

  const Objects& objects_;
  std::set<core::Oid> boundary_;
  std::unordered_map<core::Oid, Place> places_;
  std::deque<Node> nodes_;  ///< by place
};

}  // namespace sallyport::git

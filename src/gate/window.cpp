#include "gate/window.hpp"

#include "gate/policy_source.hpp"

#include <algorithm>

namespace sallyport::gate {

std::optional<core::Oid> landed_tip(const Session& session, const Selection& selection,
                                    const std::optional<core::Oid>& base) {
  if (!selection.target) {
    return std::nullopt;
  }
  const auto& tip = selection.target->tip;
  const auto& head = selection.head_commit;
  const git::Repository& repository = session.repository;
  if (!tip || tip == base || (head && repository.is_ancestor(*head, *tip))) {
    return base;
  }
  const bool is_queued =
      selection.place == core::Place::lands && head && base && repository.is_ancestor(*tip, *base);
  return is_queued ? base : tip;
}

Window window_at(const Session& session, const core::Oid& tip, std::size_t commits) {
  const std::vector<core::Oid> line = session.repository.first_parents(tip, commits + 1);
  const auto oldest = std::find_if(line.rbegin(), line.rend(), [&](const core::Oid& commit) {
    return has_policy(session, session.repository.tree_of(commit));
  });
  return {{oldest, line.rend()}};
}

}  // namespace sallyport::gate

#include "gate/landed.hpp"

#include <algorithm>

namespace sallyport::gate {
namespace {

bool is_contained(const Session& session, const core::Oid& commit,
                  const std::vector<core::Oid>& tips) {
  return std::any_of(tips.begin(), tips.end(), [&](const core::Oid& tip) {
    return session.repository.is_ancestor(commit, tip);
  });
}

}  // namespace

bool has_landed(const Session& session, const Selection& selection,
                const std::vector<core::Oid>& tips) {
  if (selection.commits.empty()) {
    return selection.target.has_value();
  }
  core::Oid step = *selection.head_commit;
  while (!is_contained(session, step, tips)) {
    const core::Commit commit = session.repository.commit(step);
    const bool plain_merge = commit.clean_merge && commit.parents.size() == 2 &&
                             is_contained(session, commit.parents[1], tips);
    if (!plain_merge) {
      return false;
    }
    step = commit.parents.front();
  }
  return true;
}

}  // namespace sallyport::gate

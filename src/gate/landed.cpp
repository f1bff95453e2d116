#include "gate/landed.hpp"

#include "gate/policy_source.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace sallyport::gate {
namespace {

/// The commits with those removed that another one of them contains.
std::vector<core::Oid> independent(const Session& session, std::vector<core::Oid> commits) {
  std::sort(commits.begin(), commits.end());
  commits.erase(std::unique(commits.begin(), commits.end()), commits.end());
  std::vector<core::Oid> kept;
  for (const core::Oid& commit : commits) {
    const bool contained = std::any_of(commits.begin(), commits.end(), [&](const auto& other) {
      return other != commit && session.repository.is_ancestor(commit, other);
    });
    if (!contained) {
      kept.push_back(commit);
    }
  }
  return kept;
}

bool is_contained(const Session& session, const core::Oid& commit,
                  const std::vector<core::Oid>& tips) {
  return std::any_of(tips.begin(), tips.end(), [&](const core::Oid& tip) {
    return session.repository.is_ancestor(commit, tip);
  });
}

}  // namespace

std::vector<Side> bases_of(const Session& session, const std::vector<core::Oid>& heads,
                           const std::vector<core::Oid>& landed) {
  std::vector<core::Oid> found;
  for (const core::Oid& head : landed.empty() ? std::vector<core::Oid>{} : heads) {
    const auto bases = session.repository.merge_bases(head, landed);
    found.insert(found.end(), bases.begin(), bases.end());
  }
  std::vector<Side> bases;
  for (const core::Oid& commit : independent(session, std::move(found))) {
    bases.push_back({commit, session.repository.tree_of(commit)});
  }
  return bases.empty() ? std::vector<Side>{nothing_in(session)} : bases;
}

std::vector<core::Oid> before_first_policy(const Session& session, const core::Oid& head) {
  const std::vector<core::Oid> line = session.repository.first_parents(head);
  const auto before = std::find_if(line.begin(), line.end(), [&](const core::Oid& commit) {
    return !has_policy(session, session.repository.tree_of(commit));
  });
  return before == line.begin() || before == line.end() ? std::vector<core::Oid>{}
                                                        : std::vector<core::Oid>{*before};
}

std::string describe_bases(const std::vector<Side>& bases) {
  std::vector<std::string> names;
  names.reserve(bases.size());
  for (const Side& base : bases) {
    names.push_back(base.commit ? core::abbreviated(*base.commit) : "the empty tree");
  }
  return util::join(names, " and ");
}

bool has_landed(const Session& session, const core::Oid& head, const std::vector<core::Oid>& tips) {
  core::Oid step = head;
  while (!is_contained(session, step, tips)) {
    const core::Commit commit = session.repository.commit(step);
    const bool plain_merge = commit.parents.size() == 2 &&
                             is_contained(session, commit.parents[1], tips) &&
                             session.repository.is_clean_merge(commit);
    if (!plain_merge) {
      return false;
    }
    step = commit.parents.front();
  }
  return true;
}

}  // namespace sallyport::gate

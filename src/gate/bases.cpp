#include "gate/bases.hpp"

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

}  // namespace

Base base_at(const Session& session, const core::Oid& commit) {
  return {commit, session.repository.tree_of(commit)};
}

Base empty_base() {
  return {std::nullopt, core::empty_tree()};
}

std::vector<Base> bases_of(const Session& session, const std::vector<core::Oid>& heads,
                           const std::vector<core::Oid>& landed) {
  std::vector<core::Oid> found;
  for (const core::Oid& head : landed.empty() ? std::vector<core::Oid>{} : heads) {
    const auto bases = session.repository.merge_bases(head, landed);
    found.insert(found.end(), bases.begin(), bases.end());
  }
  std::vector<Base> bases;
  for (const core::Oid& commit : independent(session, std::move(found))) {
    bases.push_back(base_at(session, commit));
  }
  return bases.empty() ? std::vector<Base>{empty_base()} : bases;
}

std::vector<core::Oid> before_first_policy(const Session& session, const core::Oid& head) {
  const std::vector<core::Oid> line = session.repository.first_parents(head);
  const auto before = std::find_if(line.begin(), line.end(), [&](const core::Oid& commit) {
    return !has_policy(session, session.repository.tree_of(commit));
  });
  return before == line.begin() || before == line.end() ? std::vector<core::Oid>{}
                                                        : std::vector<core::Oid>{*before};
}

std::string describe_bases(const std::vector<Base>& bases) {
  std::vector<std::string> names;
  names.reserve(bases.size());
  for (const Base& base : bases) {
    names.push_back(base.commit ? core::abbreviated(*base.commit) : "the empty tree");
  }
  return util::join(names, " and ");
}

std::string short_name(std::string_view ref) {
  for (const std::string_view prefix : {"refs/heads/", "refs/remotes/", "refs/tags/"}) {
    if (ref.starts_with(prefix)) {
      return std::string(ref.substr(prefix.size()));
    }
  }
  return std::string(ref);
}

}  // namespace sallyport::gate

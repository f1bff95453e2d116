#include "gate/main_line.hpp"

#include "gate/policy_source.hpp"
#include "util/error.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace sallyport::gate {
namespace {

/// Follows the line of a target back from its tip.
class MainLine {
 public:
  MainLine(const Session& session, std::size_t most) : session_(session), most_(most) {}

  /// `tip` first, at most one more than `most` commits.
  std::vector<core::Oid> to(const core::Oid& tip) {
    std::vector<core::Oid> line{tip};
    while (line.size() <= most_) {
      // Throws at a shallow boundary.
      const auto first = session_.repository.first_parents(line.back(), 2);
      if (first.size() < 2) {
        break;
      }
      line.push_back(best_parent(line.back(), first.back()));
    }
    return line;
  }

 private:
  core::Oid best_parent(const core::Oid& commit, const core::Oid& first) {
    core::Oid best = first;
    for (const core::Oid& parent : session_.repository.commit(commit).parents) {
      if (parent != best && governed(parent) > governed(best)) {
        best = parent;
      }
    }
    return best;
  }

  /// How many commits with a policy first parents lead to from `commit`, at most `most_`.
  std::size_t governed(const core::Oid& commit) {
    std::vector<core::Oid> unknown;
    std::size_t known = 0;
    for (const core::Oid& step : session_.repository.first_parents(commit, 2 * most_)) {
      const auto found = governed_.find(step);
      if (found != governed_.end()) {
        known = found->second;
        break;
      }
      unknown.push_back(step);
    }
    std::reverse(unknown.begin(), unknown.end());
    for (const core::Oid& step : unknown) {
      const bool has_one = has_policy(session_, session_.repository.tree_of(step));
      known = std::min(most_, known + (has_one ? 1U : 0U));
      governed_.emplace(step, known);
    }
    return governed_.at(commit);
  }

  const Session& session_;
  std::size_t most_;
  std::map<core::Oid, std::size_t> governed_;
};

/// Adds those of the policy of a commit, unless they are known.
void add_signers(const Session& session, const core::Oid& commit, std::set<core::Oid>& known,
                 std::vector<core::Signer>& signers) {
  try {
    const core::Oid tree = session.repository.tree_of(commit);
    const auto folder = policy_folder(session, tree);
    const auto governing =
        folder && known.insert(*folder).second ? governing_in(session, tree, "") : std::nullopt;
    if (governing) {
      signers.insert(signers.end(), governing->signers.begin(), governing->signers.end());
    }
  } catch (const util::Error&) {  // a policy that could not be read let nobody sign
    return;
  }
}

}  // namespace

Window window_at(const Session& session, const core::Oid& tip, std::size_t commits) {
  const std::vector<core::Oid> line = MainLine(session, commits).to(tip);
  const auto oldest = std::find_if(line.rbegin(), line.rend(), [&](const core::Oid& commit) {
    return has_policy(session, session.repository.tree_of(commit));
  });
  return {{oldest, line.rend()}};
}

std::vector<core::Signer> signers_along(const Session& session, const core::Oid& tip,
                                        std::size_t commits) {
  std::vector<core::Signer> signers;
  std::set<core::Oid> known;
  try {
    for (const core::Oid& commit : window_at(session, tip, commits).line) {
      add_signers(session, commit, known, signers);
    }
  } catch (const util::Error&) {  // the history is cut off here
    add_signers(session, tip, known, signers);
  }
  return signers;
}

}  // namespace sallyport::gate

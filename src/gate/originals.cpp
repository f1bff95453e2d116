#include "gate/originals.hpp"

#include "core/git_terms.hpp"
#include "core/origin/attribute.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace sallyport::gate {
namespace {

/// More branches, commits of one, and files of commits in branches are not looked at.
constexpr std::size_t k_most_branches = 256;
constexpr std::size_t k_most_originals = 1000;
constexpr std::size_t k_most_looks = 50'000;

/// A branch that rested longer before the change than this is no source of it.
constexpr std::chrono::hours k_longest_rest{24 * 90};

/// By how much the clocks of a forge and a person may differ.
constexpr std::chrono::minutes k_clocks_differ{1};

/// The ids that git lists in the message of a local squash, the branch's tip first.
std::optional<core::Oid> listed_tip(std::string_view message) {
  constexpr std::string_view k_list = "Squashed commit of the following:\n\ncommit ";
  const auto at = message.find(k_list);
  if (at == std::string_view::npos) {
    return std::nullopt;
  }
  const std::string_view rest = message.substr(at + k_list.size());
  return core::parse_oid(rest.substr(0, rest.find_first_of(" \n")));
}

bool is_number(std::string_view text) {
  constexpr std::size_t k_most_digits = 9;
  return !text.empty() && text.size() <= k_most_digits &&
         text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// A branch whose tip the change does not have.
struct Branch {
  core::Oid tip;
  core::Oid tree;
  util::Time time;
  std::optional<std::set<std::string>> paths{};  ///< that it changed, once they were asked for
};

/// The branches that a squash may be of.
class Branches {
 public:
  Branches(const Session& session, const Ground& ground)
      : repository_(session.repository), ground_(ground), now_(session.now) {
    for (const core::Commit& commit : ground.commits) {
      own_.insert(commit.id.value_or(core::Oid{}));
    }
    std::set<core::Oid> tips;
    for (const std::string_view names : {k_requests, core::k_heads, core::k_remotes}) {
      for (const git::Reference& branch : repository_.references(names, k_most_branches)) {
        tips.insert(branch.target);
      }
    }
    for (const core::Commit& commit : ground.commits) {
      if (const auto tip = listed_tip(commit.message)) {
        tips.insert(*tip);
      }
    }
    for (const core::Oid& tip : tips) {
      if (!own_.contains(tip) && is_recent(tip)) {
        all_.push_back({tip, repository_.tree_of(tip), repository_.commit(tip).time});
      }
    }
  }

  [[nodiscard]] std::vector<Branch>& all() { return all_; }
  [[nodiscard]] bool is_own(const core::Oid& commit) const { return own_.contains(commit); }

  /// What a branch changed since it last had the change's history; nothing where that was too many
  /// commits ago.
  const std::set<std::string>& paths_of(Branch& branch) {
    if (!branch.paths) {
      branch.paths.emplace();
      if (const auto base = base_of(branch)) {
        for (auto& [path, id] :
             repository_.changed_paths(repository_.tree_of(*base), branch.tree)) {
          branch.paths->insert(std::move(path));
        }
      }
    }
    return *branch.paths;
  }

 private:
  /// The newest commit that the branch and the change have; all merge bases of a branch that merged
  /// others would take far longer to find.
  [[nodiscard]] std::optional<core::Oid> base_of(const Branch& branch) const {
    const core::Commit& head = ground_.commits.back();
    const std::vector<core::Oid> ids =
        repository_.ids_between({{branch.tip}}, head.id ? std::vector{*head.id} : head.parents);
    if (ids.size() > k_most_originals) {
      return std::nullopt;
    }
    const std::set<core::Oid> of_branch(ids.begin(), ids.end());
    std::optional<core::Commit> newest;
    for (const core::Oid& id : ids) {
      for (const core::Oid& parent : repository_.commit(id).parents) {
        if (of_branch.contains(parent)) {
          continue;
        }
        core::Commit commit = repository_.commit(parent);
        if (!newest || commit.time > newest->time) {
          newest = std::move(commit);
        }
      }
    }
    return newest ? newest->id : std::nullopt;
  }

  [[nodiscard]] bool is_recent(const core::Oid& tip) const {
    if (!repository_.has_commit(tip)) {
      return false;
    }
    const util::Time time = repository_.commit(tip).time;
    return std::any_of(ground_.commits.begin(), ground_.commits.end(),
                       [&](const core::Commit& commit) {
                         return time + k_longest_rest >= std::min(commit.time, now_);
                       });
  }

  const git::Repository& repository_;
  const Ground& ground_;
  util::Time now_;  ///< a commit may be dated far ahead
  std::set<core::Oid> own_;
  std::vector<Branch> all_;
};

class Finder {
 public:
  Finder(const Session& session, const Ground& ground, LineNotes& notes)
      : repository_(session.repository),
        ground_(ground),
        notes_(notes),
        branches_(session, ground) {}

  std::vector<core::Commit> run() {
    std::vector<core::Commit> commits;
    for (core::Commit commit : ground_.commits) {
      commit.squash_of = branch_of(commit);
      if (commit.squash_of) {
        add_originals(commit, commits);
      }
      commits.push_back(std::move(commit));
    }
    return commits;
  }

 private:
  using Paths = std::vector<std::pair<std::string, core::Oid>>;

  /// The tip of a branch with an AI's marker that `commit` is the squash of.
  std::optional<core::Oid> branch_of(const core::Commit& commit) {
    if (commit.parents.size() != 1 || branches_.all().empty()) {
      return std::nullopt;
    }
    const Paths changed =
        repository_.changed_paths(repository_.tree_of(commit.parents.front()), commit.tree);
    const auto found =
        std::find_if(branches_.all().begin(), branches_.all().end(), [&](Branch& branch) {
          return is_like(branch, commit, changed) && is_squash_of(branch, commit, changed) &&
                 !is_marked_alone(commit) && has_marker(commit, branch.tip);
        });
    return found == branches_.all().end() ? std::nullopt : std::optional(found->tip);
  }

  /// Whether a commit has a marker and is no squash by its message: nothing beside it makes it
  /// less.
  [[nodiscard]] bool is_marked_alone(const core::Commit& commit) const {
    const core::CommitEvidence found = notes_.detector().examine(commit);
    return !found.squash &&
           core::has_counted_evidence(found, ground_.governing.policy.min_strength);
  }

  /// A cheap look, since most commits are no squashes of most branches: whether the branch is no
  /// younger, and has one of the commit's files as the commit left it.
  bool is_like(const Branch& branch, const core::Commit& commit, const Paths& changed) {
    constexpr std::int64_t k_any_size = std::numeric_limits<std::int64_t>::max();
    return branch.tree == commit.tree ||
           (branch.time <= commit.time + k_clocks_differ &&
            std::any_of(changed.begin(), changed.end(), [&](const auto& path) {
              return looks_ < k_most_looks && !path.second.is_zero() && ++looks_ > 0 &&
                     repository_.small_file(branch.tree, path.first, k_any_size) == path.second;
            }));
  }

  bool is_squash_of(Branch& branch, const core::Commit& commit, const Paths& changed) {
    if (changed.empty() || branch.tree == commit.tree) {
      return !changed.empty();
    }
    const std::set<std::string>& paths = branches_.paths_of(branch);
    return paths.size() == changed.size() &&
           std::equal(
               paths.begin(), paths.end(), changed.begin(),
               [](const std::string& path, const auto& other) { return path == other.first; }) &&
           repository_.is_merge_of(commit.tree, commit.parents.front(), branch.tip);
  }

  [[nodiscard]] std::vector<core::Commit> originals(const core::Oid& tip,
                                                    const core::Oid& parent) const {
    return repository_.commits_between({&tip, 1}, {&parent, 1});
  }

  bool has_marker(const core::Commit& commit, const core::Oid& tip) {
    const auto commits = originals(tip, commit.parents.front());
    const core::Strength least = ground_.governing.policy.min_strength;
    const bool goes_on_from_it =
        std::any_of(commits.begin(), commits.end(),
                    [&](const core::Commit& original) { return original.id == commit.id; });
    return commits.size() <= k_most_originals && !goes_on_from_it &&
           std::any_of(commits.begin(), commits.end(), [&](const core::Commit& original) {
             core::CommitEvidence found = notes_.detector().examine(original);
             const auto& noted = notes_.about(original).evidence;
             found.evidence.insert(found.evidence.end(), noted.begin(), noted.end());
             return core::has_counted_evidence(found, least);
           });
  }

  void add_originals(const core::Commit& squash, std::vector<core::Commit>& commits) {
    for (core::Commit& original : originals(*squash.squash_of, squash.parents.front())) {
      if (!branches_.is_own(*original.id) && added_.insert(*original.id).second) {
        commits.push_back(std::move(original));
      }
    }
  }

  const git::Repository& repository_;
  const Ground& ground_;
  LineNotes& notes_;
  Branches branches_;
  std::set<core::Oid> added_;
  std::size_t looks_ = 0;
};

}  // namespace

std::vector<core::Commit> with_originals(const Session& session, const Ground& ground,
                                         LineNotes& notes) {
  if (session.repository.may_fetch()) {  // one tree of a branch after the other
    return ground.commits;
  }
  try {
    return Finder(session, ground, notes).run();
  } catch (const util::Error& error) {
    if (error.kind != util::ErrorKind::unavailable) {
      throw;
    }
    return ground.commits;  // the history of a branch is not here whole
  }
}

std::string request_of(std::string_view message) {
  const std::string_view subject = util::trim(message.substr(0, message.find('\n')));
  const auto open = subject.rfind(" (#");
  if (open != std::string_view::npos && subject.ends_with(')')) {
    const std::string_view number = subject.substr(open + 3, subject.size() - open - 4);
    return is_number(number) ? fmt::format("refs/pull/{}/head", number) : "";
  }
  for (const std::string_view line : util::split_lines(message)) {
    const std::string_view number = line.substr(line.rfind('!') + 1);
    if (line.starts_with("See merge request ") && is_number(number)) {
      return fmt::format("refs/merge-requests/{}/head", number);
    }
  }
  return {};
}

std::string warning_about_squashes(const core::Change& change,
                                   const std::vector<core::CommitEvidence>& evidence,
                                   core::Strength min_strength) {
  std::vector<std::string> squashes;
  for (std::size_t at = 0; at < change.commits.size(); ++at) {
    const core::Commit& commit = change.commits[at];
    if (evidence.at(at).squash && !commit.squash_of && commit.id &&
        core::has_counted_evidence(evidence[at], min_strength)) {
      squashes.push_back(core::abbreviated(*commit.id));
    }
  }
  if (squashes.empty()) {
    return {};
  }
  return fmt::format(
      "the commits that {} made of are not here: all lines count as its message says (commit "
      "{}{}); "
      "fetch the branch or pull request to tell them apart",
      squashes.size() == 1 ? "a squash is" : "squashes are", squashes.front(),
      squashes.size() == 1 ? "" : fmt::format(" and {} more", squashes.size() - 1));
}

}  // namespace sallyport::gate

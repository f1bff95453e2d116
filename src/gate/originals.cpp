#include "gate/originals.hpp"

#include "core/git_terms.hpp"
#include "core/origin/attribute.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace sallyport::gate {
namespace {

/// More branches, commits of one, and pairs of a squash and a branch are not looked at.
constexpr std::size_t k_most_branches = 256;
constexpr std::size_t k_most_originals = 1000;
constexpr std::size_t k_most_pairs = 4096;

/// A branch that rested longer before the change than this is no source of it.
constexpr std::chrono::hours k_longest_rest{24 * 90};

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

class Branches {
 public:
  Branches(const Session& session, const Ground& ground)
      : repository_(session.repository), ground_(ground) {
    for (const core::Commit& commit : ground.commits) {
      own_.insert(commit.id.value_or(core::Oid{}));
    }
  }

  /// The tips whose commits the change does not have, found when they are first asked for.
  const std::vector<core::Oid>& unmerged() {
    if (!unmerged_) {
      unmerged_ = find_unmerged();
    }
    return *unmerged_;
  }

  [[nodiscard]] bool is_own(const core::Oid& commit) const { return own_.contains(commit); }

 private:
  std::vector<core::Oid> find_unmerged() {
    std::set<core::Oid> tips;
    for (const std::string_view names : {k_requests, core::k_heads, core::k_remotes}) {
      for (const git::Reference& branch : repository_.references(names, k_most_branches)) {
        if (tips.size() < k_most_branches && !is_own(branch.target)) {
          tips.insert(branch.target);
        }
      }
    }
    for (const core::Commit& commit : ground_.commits) {
      if (const auto tip = listed_tip(commit.message)) {
        tips.insert(*tip);
      }
    }
    std::erase_if(tips, [&](const core::Oid& tip) { return !is_recent(tip); });
    if (tips.empty()) {
      return {};
    }
    const std::vector<core::Oid> all(tips.begin(), tips.end());
    const auto ahead = repository_.ids_between(all, ground_.commits.back().id
                                                        ? std::vector{*ground_.commits.back().id}
                                                        : ground_.commits.back().parents);
    const std::set<core::Oid> unmerged(ahead.begin(), ahead.end());
    std::erase_if(tips, [&](const core::Oid& tip) { return !unmerged.contains(tip); });
    return {tips.begin(), tips.end()};
  }

  [[nodiscard]] bool is_recent(const core::Oid& tip) const {
    if (!repository_.has_commit(tip)) {
      return false;
    }
    const util::Time time = repository_.commit(tip).time;
    return std::any_of(
        ground_.commits.begin(), ground_.commits.end(),
        [&](const core::Commit& commit) { return time + k_longest_rest >= commit.time; });
  }

  const git::Repository& repository_;
  const Ground& ground_;
  std::set<core::Oid> own_;
  std::optional<std::vector<core::Oid>> unmerged_;
};

class Finder {
 public:
  Finder(const Session& session, const Ground& ground, LineNotes& notes)
      : session_(session), ground_(ground), notes_(notes), branches_(session, ground) {}

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
  /// The tip of a branch with an AI's marker that `commit` is the squash of.
  std::optional<core::Oid> branch_of(const core::Commit& commit) {
    if (commit.parents.size() != 1) {
      return std::nullopt;
    }
    const auto& tips = branches_.unmerged();
    const auto found = std::find_if(tips.begin(), tips.end(), [&](const core::Oid& tip) {
      return pairs_++ < k_most_pairs && is_squash_of(commit, tip) && has_marker(commit, tip);
    });
    return found == tips.end() ? std::nullopt : std::optional(*found);
  }

  [[nodiscard]] bool is_squash_of(const core::Commit& commit, const core::Oid& tip) const {
    return session_.repository.tree_of(commit.parents.front()) != commit.tree &&
           (session_.repository.tree_of(tip) == commit.tree ||
            session_.repository.is_merge_of(commit.tree, commit.parents.front(), tip));
  }

  [[nodiscard]] std::vector<core::Commit> originals(const core::Oid& tip,
                                                    const core::Oid& parent) const {
    return session_.repository.commits_between({&tip, 1}, {&parent, 1});
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

  const Session& session_;
  const Ground& ground_;
  LineNotes& notes_;
  Branches branches_;
  std::set<core::Oid> added_;
  std::size_t pairs_ = 0;
};

}  // namespace

std::vector<core::Commit> with_originals(const Session& session, const Ground& ground,
                                         LineNotes& notes) {
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
      "the commits that {} made of are not here: all lines count as its message says (commit {}{})",
      squashes.size() == 1 ? "a squash is" : "squashes are", squashes.front(),
      squashes.size() == 1 ? "" : fmt::format(" and {} more", squashes.size() - 1));
}

}  // namespace sallyport::gate

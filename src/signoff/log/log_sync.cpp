#include "git/command.hpp"
#include "signoff/kept/subjects.hpp"
#include "signoff/log/log.hpp"
#include "signoff/log/log_copies.hpp"
#include "signoff/log/log_history.hpp"
#include "signoff/log/log_refs.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace sallyport::signoff {
namespace {

constexpr int k_most_exchanges = 5;

/// One log and one remote.
class Sync {
 public:
  Sync(git::Repository& repository, std::string_view branch, std::string_view remote,
       util::Environment environment)
      : repository_(&repository),
        branch_(branch),
        remote_(remote),
        local_(local_log_ref(branch)),
        tracking_(tracking_log_ref(repository, branch, remote)),
        environment_(std::move(environment)) {}

  SyncResult fetch(std::chrono::seconds timeout) {
    // What the copy shows now is seen, should it go back.
    watch_copies(*repository_, branch_);
    SyncResult result;
    const util::CommandResult ended =
        run({"fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules",
             "--no-auto-maintenance", "--", remote_, "+" + local_ + ":" + tracking_},
            timeout);
    if (ended.timed_out) {
      result.problem =
          fmt::format("no answer from '{}' within {} s", git::one_line(remote_), timeout.count());
    } else if (ended.status != 0 && !is_missing_branch(ended)) {
      result.problem = git::one_line(ended.errors);
    }
    result.fetched = result.problem.empty();
    return result;
  }

  /// Fetches, unites and pushes once; whether it is worth another attempt.
  bool attempt(SyncResult& result, const std::function<void()>& before_push) {
    result = fetch(std::chrono::seconds{0});
    if (!result.fetched) {
      return false;
    }
    if (unite() == git::RefUpdate::changed_meanwhile) {
      const std::string lock = lock_of(*repository_, local_);
      result.problem = lock.empty() ? fmt::format("'{}' kept moving", local_)
                                    : fmt::format("'{}' is locked by '{}'", local_, lock);
      return true;
    }
    return prepare(result, before_push) && push(result);
  }

 private:
  util::CommandResult run(std::vector<std::string> arguments, std::chrono::seconds timeout) {
    return git::run(git::command_for(*repository_, environment_), std::move(arguments), timeout);
  }

  /// Whether the log is ready to be pushed.
  static bool prepare(SyncResult& result, const std::function<void()>& before_push) {
    try {
      if (before_push) {
        before_push();
      }
      return true;
    } catch (const util::Error& error) {
      result.problem = git::one_line(error.what());
      return false;
    }
  }

  static bool is_missing_branch(const util::CommandResult& ended) {
    return util::ascii_lower(ended.errors).find("couldn't find remote ref") != std::string::npos;
  }

  static bool is_lost_race(const util::CommandResult& ended) {
    const std::string words = ended.output + ended.errors;
    return std::any_of(k_race_words.begin(), k_race_words.end(), [&](std::string_view word) {
      return words.find(word) != std::string::npos;
    });
  }

  /// Brings what the remote has, and what it lost, into the local log.
  git::RefUpdate unite() {
    std::vector<core::Oid> tips;
    if (const auto tracking = repository_->reference(tracking_)) {
      tips.push_back(*tracking);
    }
    for (const RolledBack& copy : watch_copies(*repository_, branch_)) {
      if (copy.ref == tracking_) {
        tips.insert(tips.end(), copy.before.begin(), copy.before.end());
      }
    }
    const bool moved = std::all_of(tips.begin(), tips.end(), [&](const core::Oid& tip) {
      return unite_with(tip) == git::RefUpdate::moved;
    });
    return moved ? git::RefUpdate::moved : git::RefUpdate::changed_meanwhile;
  }

  git::RefUpdate unite_with(const core::Oid& tip) {
    const auto local = repository_->reference(local_);
    if (local && repository_->is_ancestor(tip, *local)) {
      return git::RefUpdate::moved;
    }
    const bool grows = !local || repository_->is_ancestor(*local, tip);
    return repository_->move_reference(local_, local.value_or(core::Oid{}),
                                       grows ? tip : merge(*local, tip), "sallyport: sync");
  }

  /// A merge whose tree holds the files of both: the log only grows, and its file names are
  /// digests. Subjects that one of them purged are in it no more.
  core::Oid merge(const core::Oid& local, const core::Oid& other) {
    const core::Commit ours = repository_->commit(local);
    const core::Commit theirs = repository_->commit(other);
    core::Commit commit;
    commit.parents = {local, other};
    commit.tree = repository_->edit_tree(
        ours.tree,
        edits_to_unite(repository_->files_below(ours.tree, ""), files_beside(ours.tree, other)));
    commit.author = commit.committer = committer(*repository_, environment_);
    commit.time = std::max(ours.time, theirs.time);
    commit.message = "Unite two copies of the sign-off log\n";
    return repository_->write_commit(commit);
  }

  /// All that the log `other` ever had and that is not the same in `tree`.
  LogFiles files_beside(const core::Oid& tree, const core::Oid& other) {
    LogHistory history(*repository_);
    const LogTip& tip = history.tip(other);
    LogFiles files = repository_->files_only_in(tip.tree, tree);
    files.reserve(files.size() + tip.lost.size());
    for (const LostFile& lost : tip.lost) {
      files.emplace_back(lost.path, lost.blob);
    }
    history.keep();
    return files;
  }

  /// Whether the remote moved meanwhile, so that another attempt may succeed.
  bool push(SyncResult& result) {
    const auto local = repository_->reference(local_);
    const auto tracking = repository_->reference(tracking_);
    if (!local) {
      return false;
    }
    const util::CommandResult ended =
        run({"push", "--no-verify", "--porcelain", "--quiet", "--no-follow-tags",
             "--recurse-submodules=no", "--", remote_, local_ + ":" + local_},
            std::chrono::seconds{0});
    if (ended.status != 0) {
      result.problem = git::one_line(ended.errors.empty() ? ended.output : ended.errors);
      return is_lost_race(ended);
    }
    result.pushed = true;
    remember(*local, tracking);
    return false;
  }

  /// A remote without a fetch refspec for branches gets its tracking ref here.
  void remember(const core::Oid& pushed, const std::optional<core::Oid>& before) {
    if (repository_->reference(tracking_) == before && before != pushed) {
      // Somebody else moving it meanwhile knows better.
      static_cast<void>(repository_->move_reference(tracking_, before.value_or(core::Oid{}), pushed,
                                                    "sallyport: push"));
    }
  }

  static constexpr std::array<std::string_view, 5> k_race_words{
      "[rejected]", "cannot lock ref", "failed to update ref", "incorrect old value",
      "reference already exists"};

  git::Repository* repository_;
  std::string branch_;
  std::string remote_;
  std::string local_;
  std::string tracking_;
  util::Environment environment_;
};

}  // namespace

SyncResult sync_log(git::Repository& repository, std::string_view branch, std::string_view remote,
                    const util::Environment& environment,
                    const std::function<void()>& before_push) {
  Sync sync(repository, branch, remote, environment);
  SyncResult result;
  for (int attempt = 0; attempt < k_most_exchanges && sync.attempt(result, before_push);
       ++attempt) {
    back_off(attempt + 3);
  }
  return result;
}

SyncResult fetch_log(git::Repository& repository, std::string_view branch, std::string_view remote,
                     std::chrono::seconds timeout, const util::Environment& environment) {
  return Sync(repository, branch, remote, environment).fetch(timeout);
}

}  // namespace sallyport::signoff

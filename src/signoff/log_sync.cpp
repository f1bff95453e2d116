#include "signoff/log.hpp"
#include "signoff/log_refs.hpp"
#include "signoff/programs.hpp"
#include "signoff/remote_git.hpp"
#include "signoff/subjects.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace sallyport::signoff {
namespace {

constexpr int k_most_attempts = 5;

/// One log and one remote.
class Sync {
 public:
  Sync(git::Repository& repository, std::string_view branch, std::string_view remote,
       const util::Environment& environment)
      : repository_(&repository),
        remote_(remote),
        local_(local_log_ref(branch)),
        tracking_(tracking_log_ref(repository, branch, remote)),
        environment_(environment) {}

  SyncResult fetch(std::chrono::seconds timeout) {
    SyncResult result;
    const util::CommandResult ended =
        run({"fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules",
             "--no-auto-maintenance", "--", remote_, "+" + local_ + ":" + tracking_},
            timeout);
    if (ended.timed_out) {
      result.problem =
          fmt::format("no answer from '{}' within {} s", one_line(remote_), timeout.count());
    } else if (ended.status != 0 && !is_missing_branch(ended)) {
      result.problem = one_line(ended.errors);
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
      result.problem = fmt::format("'{}' kept moving", local_);
      return true;
    }
    return prepare(result, before_push) && push(result);
  }

 private:
  util::CommandResult run(const std::vector<std::string>& arguments, std::chrono::seconds timeout) {
    return run_git(*repository_, environment_, arguments, timeout);
  }

  /// Whether the log is ready to be pushed.
  static bool prepare(SyncResult& result, const std::function<void()>& before_push) {
    try {
      if (before_push) {
        before_push();
      }
      return true;
    } catch (const util::Error& error) {
      result.problem = one_line(error.what());
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

  /// Brings what the remote has into the local log.
  git::RefUpdate unite() {
    const auto local = repository_->reference(local_);
    const auto tracking = repository_->reference(tracking_);
    if (!tracking || (local && repository_->is_ancestor(*tracking, *local))) {
      return git::RefUpdate::moved;
    }
    const bool grows = !local || repository_->is_ancestor(*local, *tracking);
    return repository_->move_reference(local_, local.value_or(core::Oid{}),
                                       grows ? *tracking : merge(*local, *tracking),
                                       "sallyport: sync");
  }

  /// A merge whose tree holds the files of both: the log only grows, and its file names are
  /// digests. Subjects that one of them purged are in it no more.
  core::Oid merge(const core::Oid& local, const core::Oid& tracking) {
    const core::Commit ours = repository_->commit(local);
    const core::Commit theirs = repository_->commit(tracking);
    core::Commit commit;
    commit.parents = {local, tracking};
    commit.tree = repository_->edit_tree(
        ours.tree, edits_to_unite(repository_->files_in(ours.tree),
                                  repository_->files_ever_added({&tracking, 1})));
    commit.author = commit.committer = committer(*repository_, environment_);
    commit.time = std::max(ours.time, theirs.time);
    commit.message = "Unite two copies of the sign-off log\n";
    return repository_->write_commit(commit);
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
      result.problem = one_line(ended.errors.empty() ? ended.output : ended.errors);
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
  for (int attempt = 0; attempt < k_most_attempts && sync.attempt(result, before_push); ++attempt) {
    back_off(attempt + 3);
  }
  return result;
}

SyncResult fetch_log(git::Repository& repository, std::string_view branch, std::string_view remote,
                     std::chrono::seconds timeout, const util::Environment& environment) {
  return Sync(repository, branch, remote, environment).fetch(timeout);
}

}  // namespace sallyport::signoff

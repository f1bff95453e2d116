#include "git/command.hpp"
#include "signoff/kept/subjects.hpp"
#include "signoff/kept/waiting.hpp"
#include "signoff/log/admission.hpp"
#include "signoff/log/log.hpp"
#include "signoff/log/log_copies.hpp"
#include "signoff/log/log_history.hpp"
#include "signoff/log/log_path.hpp"
#include "signoff/log/log_refs.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace sallyport::signoff {
namespace {

constexpr int k_most_exchanges = 8;
/// A slow remote is known by what `--progress` says.
constexpr git::Patience k_patience{.silence = std::chrono::seconds{30}};
/// One that has just answered a fetch may verify many records, and says nothing meanwhile.
constexpr git::Patience k_patience_with_hook{.silence = std::chrono::minutes{5}};

/// One log and one remote.
class Sync {
 public:
  Sync(git::Repository& repository, Exchange exchange, util::Environment environment)
      : repository_(&repository),
        branch_(std::move(exchange.branch)),
        remote_(std::move(exchange.remote)),
        local_(local_log_ref(branch_)),
        tracking_(tracking_log_ref(repository, branch_, remote_)),
        keys_(std::move(exchange.keys)),
        purged_in_(std::move(exchange.purged_in)),
        environment_(std::move(environment)) {}

  SyncResult fetch(git::Patience patience) {
    // What the copy shows now is seen, should it go back.
    watch_copies(*repository_, branch_);
    SyncResult result;
    const util::CommandResult ended =
        run({"fetch", "--progress", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules",
             "--no-auto-maintenance", "--", remote_, "+" + local_ + ":" + tracking_},
            patience);
    if (ended.timed_out) {
      result.problem = no_answer(patience);
    } else if (ended.status != 0 && !is_missing_branch(ended)) {
      result.problem = git::one_line(ended.errors);
    }
    result.fetched = result.problem.empty();
    return result;
  }

  /// Fetches, unites and pushes once; whether it is worth another attempt.
  bool attempt(SyncResult& result, const std::function<void()>& before_push) {
    result = fetch(k_patience);
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
  util::CommandResult run(std::vector<std::string> arguments, git::Patience patience) {
    return git::run_remote(*repository_, environment_, std::move(arguments), patience);
  }

  [[nodiscard]] std::string no_answer(git::Patience patience) const {
    const auto longest = std::max(patience.timeout, patience.silence);
    return fmt::format("no answer from '{}' within {} s", git::one_line(remote_), longest.count());
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

  /// Makes the local log what the remote has and, on top, what may be in a log and only is here.
  git::RefUpdate unite() {
    const auto local = repository_->reference(local_);
    const auto base = repository_->reference(tracking_);
    const core::Oid before = base ? repository_->tree_of(*base) : repository_->empty_tree();
    const std::vector<core::Oid> tips = tips_here(local);
    const std::vector<git::PathBlob> waiting = enrolled_records();
    const auto edits = edits_to_unite(before, tips, waiting);
    const core::Oid tree = edits.empty() ? before : repository_->edit_tree(before, edits);
    const auto ready = std::find_if(
        tips.begin(), tips.end(), [&](const core::Oid& tip) { return is_ready(tip, base, tree); });
    const auto united = ready != tips.end() ? std::optional(*ready)
                        : tree == before    ? base
                                            : std::optional(commit_on(base, tree));
    if (united && united != local &&
        repository_->move_reference(local_, local.value_or(core::Oid{}), *united,
                                    "sallyport: sync") != git::RefUpdate::moved) {
      return git::RefUpdate::changed_meanwhile;
    }
    forget_records(waiting);
    return git::RefUpdate::moved;
  }

  /// Whether the log at `tip` can be pushed as it is: it has that tree, goes on from what the
  /// remote has, and no commit on the way added what may not be in a log.
  [[nodiscard]] bool is_ready(const core::Oid& tip, const std::optional<core::Oid>& base,
                              const core::Oid& tree) const {
    if (repository_->tree_of(tip) != tree || (base && !repository_->is_ancestor(*base, tip))) {
      return false;
    }
    const auto hidden = base ? std::vector{*base} : std::vector<core::Oid>{};
    return faults_of(*repository_, repository_->files_ever_added({&tip, 1}, hidden), keys_, tree)
        .empty();
  }

  core::Oid commit_on(const std::optional<core::Oid>& base, const core::Oid& tree) {
    core::Commit commit = commit_of(change());
    commit.tree = tree;
    if (base) {
      commit.parents = {*base};
      commit.time = std::max(commit.time, repository_->commit(*base).time);
    }
    return repository_->write_commit(commit);
  }

  [[nodiscard]] LogChange change() const {
    return {committer(*repository_, environment_),
            std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()),
            "Add what another copy of the sign-off log has\n"};
  }

  /// The records that wait here whose keys are enrolled by now.
  [[nodiscard]] std::vector<git::PathBlob> enrolled_records() const {
    auto files = record_files(*repository_, waiting_tree(*repository_));
    const auto faults = faults_of(*repository_, files, keys_, repository_->empty_tree());
    std::erase_if(files, [&](const git::PathBlob& file) { return faults.contains(file); });
    return files;
  }

  /// Takes records that are in the log by now out of what waits.
  void forget_records(const std::vector<git::PathBlob>& files) {
    if (files.empty()) {
      return;
    }
    std::vector<git::TreeEdit> edits;
    edits.reserve(files.size());
    for (const auto& [path, blob] : files) {
      edits.push_back({path, git::TreeEdit::Kind::remove});
    }
    edit_waiting(
        *repository_, [&](const core::Oid& /*tree*/) { return edits; }, change());
  }

  /// What makes `before` the union: nothing is lost but the subjects that somebody purged.
  std::vector<git::TreeEdit> edits_to_unite(const core::Oid& before,
                                            const std::vector<core::Oid>& tips,
                                            const std::vector<git::PathBlob>& waiting) {
    std::set<std::string> purged = purged_in_(before);
    for (const core::Oid& tip : tips) {
      purged.merge(purged_in_(repository_->tree_of(tip)));
    }
    std::vector<git::TreeEdit> edits;
    std::set<std::string> paths;
    const auto add = [&](const std::vector<git::PathBlob>& files, const core::Oid& tree) {
      const auto faults = faults_of(*repository_, files, keys_, tree);
      for (const git::PathBlob& file : files) {
        const auto subject = parse_subject_path(file.first);
        const bool is_out = subject && !subject->file.empty() && purged.contains(subject->id);
        if (!is_out && !faults.contains(file) && paths.insert(file.first).second) {
          edits.push_back({file.first, git::TreeEdit::Kind::file, file.second});
        }
      }
    };
    add(waiting, repository_->empty_tree());
    for (const core::Oid& tip : tips) {
      add(files_beside(before, tip), repository_->tree_of(tip));
    }
    for (const std::string& id : purged) {
      const auto more = edits_to_drop(*repository_, before, id);
      edits.insert(edits.end(), more.begin(), more.end());
    }
    return edits;
  }

  /// The local log, and what a copy of the remote's lost.
  std::vector<core::Oid> tips_here(const std::optional<core::Oid>& local) {
    std::vector<core::Oid> tips;
    if (local) {
      tips.push_back(*local);
    }
    for (const RolledBack& copy : watch_copies(*repository_, branch_)) {
      if (copy.ref == tracking_) {
        tips.insert(tips.end(), copy.before.begin(), copy.before.end());
      }
    }
    return tips;
  }

  /// All that the log at `tip` ever had and that is not the same in `tree`.
  std::vector<git::PathBlob> files_beside(const core::Oid& tree, const core::Oid& tip) {
    Sieve sieve(*repository_, keys_);
    LogHistory history(*repository_, sieve);
    const LogTip& found = history.tip(tip);
    std::vector<git::PathBlob> files = repository_->files_only_in(found.tree, tree);
    for (const LostFile& lost : found.lost) {
      files.emplace_back(lost.path, lost.blob);
    }
    history.keep();
    sieve.keep();
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
        run({"push", "--no-verify", "--porcelain", "--progress", "--no-follow-tags",
             "--recurse-submodules=no", "--", remote_, local_ + ":" + local_},
            k_patience_with_hook);
    if (ended.timed_out) {
      result.problem = no_answer(k_patience_with_hook);
      return false;
    }
    if (ended.status != 0) {
      const std::string words = git::one_line(ended.errors);
      result.problem = words.empty() ? git::one_line(ended.output) : words;
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
  Keys keys_;
  PurgeRule purged_in_;
  util::Environment environment_;
};

}  // namespace

SyncResult sync_log(git::Repository& repository, const Exchange& exchange,
                    const util::Environment& environment,
                    const std::function<void()>& before_push) {
  Sync sync(repository, exchange, environment);
  SyncResult result;
  for (int attempt = 0; attempt < k_most_exchanges && sync.attempt(result, before_push);
       ++attempt) {
    back_off(attempt + 3);
  }
  return result;
}

SyncResult fetch_log(git::Repository& repository, std::string_view branch, std::string_view remote,
                     std::chrono::seconds timeout, const util::Environment& environment) {
  return Sync(repository, {std::string(branch), std::string(remote), {}, {}}, environment)
      .fetch({.timeout = timeout});
}

}  // namespace sallyport::signoff

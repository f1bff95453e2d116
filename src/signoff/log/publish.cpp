#include "signoff/log/publish.hpp"

#include "git/command.hpp"
#include "signoff/kept/subjects.hpp"
#include "signoff/kept/waiting.hpp"
#include "signoff/log/log_path.hpp"
#include "signoff/log/log_refs.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <set>

namespace sallyport::signoff {
namespace {

constexpr std::chrono::seconds k_longest_answer{20};
/// How far back from a tip, and how many in all, commits are looked at for the tree of a staged
/// change.
constexpr int k_most_steps = 100;
constexpr std::size_t k_most_commits = 5000;

/// What a remote has, as far as it is known.
class RemoteCommits {
 public:
  RemoteCommits(const git::Repository& repository, const Publication& publication)
      : repository_(&repository), log_ref_(local_log_ref(publication.branch)) {
    const std::string prefix = fmt::format("refs/remotes/{}/", publication.remote);
    for (const git::Reference& reference : repository.references(prefix)) {
      if (reference.name != prefix + publication.branch) {
        tips_.insert(reference.target);
      }
    }
    tips_.insert(publication.pushed.begin(), publication.pushed.end());
  }

  /// Asks the remote itself. Best effort: without an answer there is nothing to add.
  void ask(const std::string& remote, const util::Environment& environment) {
    const util::CommandResult ended =
        git::run_remote(*repository_, environment, {"ls-remote", "--quiet", "--", remote},
                        {.timeout = k_longest_answer});
    for (const std::string_view line : util::split_lines(ended.output)) {
      const auto tab = line.find('\t');
      const auto id = core::parse_oid(line.substr(0, tab));
      if (tab != std::string_view::npos && id && line.substr(tab + 1) != log_ref_) {
        tips_.insert(*id);
      }
    }
    trees_.clear();
  }

  bool hold(const Waiting& waiting) {
    return waiting.head_commit ? hold_commit(*waiting.head_commit)
                               : recent_trees().contains(waiting.head_tree);
  }

 private:
  [[nodiscard]] std::vector<core::Oid> tips_here() const {
    std::vector<core::Oid> here;
    std::copy_if(tips_.begin(), tips_.end(), std::back_inserter(here),
                 [&](const core::Oid& tip) { return repository_->has_commit(tip); });
    return here;
  }

  [[nodiscard]] bool hold_commit(const core::Oid& commit) const {
    if (tips_.contains(commit)) {
      return true;
    }
    try {
      const std::vector<core::Oid> tips = tips_here();
      return !tips.empty() && repository_->has_commit(commit) &&
             repository_->merge_bases(commit, tips) == std::vector{commit};
    } catch (const util::Error&) {  // the history is cut off here, so nobody can tell
      return false;
    }
  }

  const std::set<core::Oid>& recent_trees() {
    std::set<core::Oid> seen;
    for (const core::Oid& tip : trees_.empty() ? tips_here() : std::vector<core::Oid>{}) {
      add_trees(tip, seen);
    }
    return trees_;
  }

  /// The trees of a tip and of the commits that first parents lead to, but for those seen already.
  void add_trees(const core::Oid& tip, std::set<core::Oid>& seen) {
    std::optional<core::Oid> commit = tip;
    for (int step = 0; commit && step < k_most_steps && seen.size() < k_most_commits; ++step) {
      if (!seen.insert(*commit).second) {
        return;
      }
      trees_.insert(repository_->tree_of(*commit));
      commit = repository_->resolve_commit(core::to_hex(*commit) + "^");
    }
  }

  const git::Repository* repository_;
  std::string log_ref_;
  std::set<core::Oid> tips_;
  std::set<core::Oid> trees_;
};

std::vector<std::string> ids_of(const std::vector<Waiting>& records) {
  std::vector<std::string> ids;
  ids.reserve(records.size());
  for (const Waiting& record : records) {
    ids.push_back(record.id);
  }
  return ids;
}

/// Moves the records that the remote holds to the back; where those start.
std::vector<Waiting>::iterator sort_out(std::vector<Waiting>& records, RemoteCommits& remote) {
  return std::stable_partition(records.begin(), records.end(),
                               [&](const Waiting& record) { return !remote.hold(record); });
}

/// The records whose subjects a copy of the log has purged.
std::set<std::string> purged_ones(const git::Repository& repository,
                                  const Publication& publication) {
  std::set<std::string> purged;
  for (const core::Oid& log : log_trees(repository, publication.branch)) {
    purged.merge(publication.purged_in(log));
  }
  return purged;
}

/// What puts those of the waiting subjects into a log that it lacks.
std::vector<git::TreeEdit> edits_to_publish(const git::Repository& repository,
                                            const std::vector<std::string>& ids,
                                            const core::Oid& log) {
  const core::Oid waiting = waiting_tree(repository);
  std::vector<git::TreeEdit> edits;
  for (const std::string& id : ids) {
    const std::string path = subjects_folder(id);
    const auto folder = repository.file_at(waiting, path, 0);
    const auto there = repository.file_at(log, path, 0);
    if (!folder) {
      continue;
    }
    for (const auto& [file, blob] :
         repository.files_only_in(folder->oid, there ? there->oid : core::Oid{})) {
      edits.push_back({fmt::format("{}/{}", path, file), git::TreeEdit::Kind::file, blob});
    }
  }
  return edits;
}

}  // namespace

std::vector<std::string> publishable(const git::Repository& repository,
                                     const Publication& publication,
                                     const util::Environment& environment) {
  std::vector<Waiting> records = waiting_records(repository);
  if (records.empty() || publication.wish == PublishWish::all) {
    return ids_of(records);
  }
  RemoteCommits remote(repository, publication);
  auto first = sort_out(records, remote);
  if (publication.wish == PublishWish::asked && first != records.begin()) {
    remote.ask(publication.remote, environment);
    first = sort_out(records, remote);
  }
  return ids_of({first, records.end()});
}

void publish_subjects(git::Repository& repository, const Publication& publication,
                      const util::Environment& environment, util::Time now) {
  const std::set<std::string> purged = purged_ones(repository, publication);
  std::vector<std::string> ids = publishable(repository, publication, environment);
  std::erase_if(ids, [&](const std::string& id) { return purged.contains(id); });
  const LogChange change{committer(repository, environment), now, "Keep what was reviewed\n"};
  edit_log(
      repository, publication.branch,
      [&](const core::Oid& log) { return edits_to_publish(repository, ids, log); }, change);
  ids.insert(ids.end(), purged.begin(), purged.end());
  forget_waiting(repository, ids, change);
}

}  // namespace sallyport::signoff

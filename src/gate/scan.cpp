#include "gate/scan.hpp"

#include "gate/evidence.hpp"
#include "util/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <optional>
#include <unordered_map>
#include <utility>

namespace sallyport::gate {
namespace {

core::Oid require_commit(const Session& session, const std::string& name) {
  const auto commit = session.repository.resolve_commit(name);
  if (!commit) {
    throw util::Error(util::ErrorKind::usage, fmt::format("cannot scan '{}': no such commit", name),
                      "give a range as A..B, a commit, or nothing for all of HEAD");
  }
  return *commit;
}

/// What the subjects of merges say about the commits that they bring in, by place in the history.
std::unordered_map<std::size_t, std::vector<core::Evidence>> evidence_of_merges(
    const Session& session, const attribution::Detector& detector,
    const std::vector<core::Oid>& ids) {
  std::vector<core::Commit> graph;
  graph.reserve(ids.size());
  std::vector<std::pair<std::size_t, std::vector<core::Evidence>>> found;
  for (const core::Oid& id : ids) {
    const core::Commit commit = session.repository.commit(id);
    if (auto evidence = detector.examine_merge(commit); !evidence.empty()) {
      found.emplace_back(graph.size(), std::move(evidence));
    }
    core::Commit& bare = graph.emplace_back();
    bare.id = id;
    bare.parents = commit.parents;
  }
  const MergedCommits merged(graph);
  std::unordered_map<std::size_t, std::vector<core::Evidence>> by_commit;
  for (auto& [merge, evidence] : found) {
    const std::vector<std::size_t> brought = merged.brought_by(merge);
    std::deque<core::CommitEvidence> of_brought;
    std::vector<const core::CommitEvidence*> commits;
    for (const std::size_t commit : brought) {
      of_brought.push_back(detector.examine(session.repository.commit(ids[commit])));
      commits.push_back(&of_brought.back());
    }
    corroborate(evidence, commits, {});
    for (const std::size_t commit : brought) {
      auto& known = by_commit[commit];
      known.insert(known.end(), evidence.begin(), evidence.end());
    }
  }
  return by_commit;
}

class Scanner {
 public:
  Scanner(const Session& session, const core::Policy& policy, LineNotes& notes)
      : session_(session), policy_(policy), notes_(notes) {}

  [[nodiscard]] core::ScannedCommit scan(const core::Oid& id,
                                         const std::vector<core::Evidence>& of_merges) const {
    const core::Commit commit = session_.repository.commit(id);
    try {
      return measured(commit, read_own_work(commit), of_merges);
    } catch (const util::Error& error) {
      if (error.kind != util::ErrorKind::unavailable) {
        throw;
      }
      core::Change nothing;
      nothing.commits = {commit};
      core::ScannedCommit unread = measured(commit, std::move(nothing), of_merges);
      unread.unread = fmt::format("{} (mend: {})", error.what(), error.hint);
      return unread;
    }
  }

 private:
  [[nodiscard]] core::Change read_own_work(const core::Commit& commit) const {
    git::ChangeRequest request;
    if (!commit.parents.empty()) {
      request.base_commit = commit.parents.front();
      request.base_tree = session_.repository.tree_of(commit.parents.front());
    }
    request.head_commit = commit.id;
    request.head_tree = commit.tree;
    request.commits = {commit};
    request.watches = [&](std::string_view path) { return notes_.detector().watches(path); };
    request.notes = [&](const core::Commit& noted) { return &notes_.about(noted).lines; };
    request.detail = git::Detail::own_work;
    return session_.repository.read_change(request);
  }

  [[nodiscard]] core::ScannedCommit measured(const core::Commit& commit, core::Change change,
                                             const std::vector<core::Evidence>& of_merges) const {
    Ground alone;
    alone.commits = {commit};
    auto evidence = gather_evidence(session_, alone, notes_.detector(), change, notes_);
    auto& found = evidence.front().evidence;
    std::copy_if(of_merges.begin(), of_merges.end(), std::back_inserter(found),
                 [&](const core::Evidence& piece) {
                   return std::find(found.begin(), found.end(), piece) == found.end();
                 });
    const core::Declarations none{{{}}, {}};
    const core::Attribution attribution = core::attribute(change, evidence, none, policy_);
    return core::scan_commit(std::move(change), attribution, policy_);
  }

  const Session& session_;
  const core::Policy& policy_;
  LineNotes& notes_;
};

}  // namespace

ScanRequest scan_request(const Session& session, const std::string& what) {
  ScanRequest request;
  std::vector<core::Oid> hidden;
  std::string head = what.empty() ? "HEAD" : what;
  if (what.find("..") != std::string::npos) {
    const auto [from, to] = split_range(what);
    hidden.push_back(require_commit(session, from));
    head = to;
  }
  const core::Oid tip = require_commit(session, head);
  request.commits = session.repository.ids_between({{tip}}, hidden);
  request.head_tree = session.repository.tree_of(tip);
  request.governing = policy_or_defaults(session, request.head_tree);
  request.description = hidden.empty() ? fmt::format("the history of {}", head) : what;
  return request;
}

core::ScannedCommit scan_one(const Session& session, const core::Policy& policy, LineNotes& notes,
                             const core::Oid& id) {
  return Scanner(session, policy, notes).scan(id, {});
}

core::Scan scan(const Session& session, const ScanRequest& request, const ScanObserver& observer) {
  const attribution::Detector& detector = detector_of(session, request.governing.policy);
  const auto of_merges = evidence_of_merges(session, detector, request.commits);
  LineNotes notes(session, detector, request.governing.policy.min_strength, request.head_tree);
  const Scanner scanner(session, request.governing.policy, notes);
  core::Scan result;
  for (std::size_t index = 0; index < request.commits.size(); ++index) {
    const auto found = of_merges.find(index);
    const core::ScannedCommit commit =
        scanner.scan(request.commits[index],
                     found == of_merges.end() ? std::vector<core::Evidence>{} : found->second);
    core::add_commit(result, commit);
    observer(commit);
  }
  return result;
}

}  // namespace sallyport::gate

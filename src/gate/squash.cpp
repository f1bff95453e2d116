#include "gate/squash.hpp"

#include "core/git_terms.hpp"
#include "gate/evidence.hpp"
#include "gate/facts.hpp"
#include "util/error.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace sallyport::gate {
namespace {

/// The heads that signed approvals were made on, as far as they are here, of those approvals that
/// are about files of a squash only.
std::set<core::Oid> reviewed_heads(const Session& session, const core::Commit& squash,
                                   const std::vector<core::SignoffRecord>& records) {
  std::set<std::string> paths;
  for (const core::Entry& entry : entries_of_step(session, squash)) {
    paths.insert(entry.path);
  }
  const auto is_about_it = [&](const core::Entry& cover) { return paths.contains(cover.path); };
  std::set<core::Oid> heads;
  for (const core::SignoffRecord& record : records) {
    const auto& head = record.head.commit;
    if (record.verdict == core::RecordVerdict::approve &&
        record.signature == core::SignatureState::valid && head &&
        std::all_of(record.covers.begin(), record.covers.end(), is_about_it) &&
        session.repository.has_commit(*head)) {
      heads.insert(*head);
    }
  }
  return heads;
}

/// These heads, and the branches that went on from them, as one does that was updated after it was
/// reviewed.
std::set<core::Oid> with_later_tips(const git::Repository& repository,
                                    const std::set<core::Oid>& heads) {
  if (heads.empty()) {
    return heads;
  }
  std::set<core::Oid> tips;
  for (const std::string_view branches : {core::k_heads, core::k_remotes}) {
    for (const git::Reference& branch : repository.references(branches)) {
      tips.insert(branch.target);
    }
  }
  std::set<core::Oid> all = heads;
  for (const core::Oid& tip : tips) {
    if (repository.has_commit(tip) &&
        std::any_of(heads.begin(), heads.end(),
                    [&](const auto& head) { return repository.is_ancestor(head, tip); })) {
      all.insert(tip);
    }
  }
  return all;
}

/// Whom commits name as author, committer or co-author.
struct Named {
  core::Principals by_merges;  ///< clean ones
  core::Principals by_others;
};

Named named_in_branch(const Session& session, const core::Facts& facts, const core::Oid& head,
                      const core::Oid& landed) {
  Named named;
  for (const core::Commit& commit : session.repository.commits_between({&head, 1}, {&landed, 1})) {
    const bool is_merge = session.repository.is_clean_merge(commit);
    const core::CommitEvidence evidence = detector_of(session, facts.policy).examine(commit);
    (is_merge ? named.by_merges : named.by_others)
        .merge(core::contributors({commit}, {evidence}, facts.policy, facts.signers));
  }
  return named;
}

/// Who is named by the branches that a squash may be of; nobody where one of them cannot be read.
Named named_before(const Session& session, const core::Facts& facts, const core::Commit& squash,
                   const std::vector<core::SignoffRecord>& records) {
  Named all;
  try {
    const core::Oid& landed = squash.parents.front();
    for (const core::Oid& head :
         with_later_tips(session.repository, reviewed_heads(session, squash, records))) {
      if (session.repository.is_merge_of(squash.tree, landed, head)) {
        Named named = named_in_branch(session, facts, head, landed);
        all.by_merges.merge(named.by_merges);
        all.by_others.merge(named.by_others);
      }
    }
  } catch (const util::Error&) {
    return {};
  }
  return all;
}

}  // namespace

std::set<core::Updater> find_updaters(const Session& session, const core::Facts& facts,
                                      const std::vector<core::SignoffRecord>& records) {
  std::set<core::Updater> updaters;
  const auto& commits = facts.change.commits;
  for (std::size_t at = 0; at < commits.size() && !records.empty(); ++at) {
    const core::Commit& commit = commits[at];
    if (!commit.id || commit.parents.size() != 1 ||
        facts.evidence.at(at).human_co_authors.empty()) {
      continue;
    }
    const Named named = named_before(session, facts, commit, records);
    for (const std::string& person : named.by_merges) {
      if (!named.by_others.contains(person)) {
        updaters.emplace(*commit.id, person);
      }
    }
  }
  return updaters;
}

}  // namespace sallyport::gate

#include "gate/facts.hpp"

#include "gate/evidence.hpp"
#include "gate/trust.hpp"
#include "util/encoding.hpp"

#include <algorithm>
#include <map>

namespace sallyport::gate {
namespace {

/// Composing records and declaring commits is for changes of people; past this it is not tried.
constexpr std::size_t k_most_commits = 1000;

/// The commits of the selection that first parents lead to from its head, newest first.
std::vector<const core::Commit*> first_parents(const Selection& selection) {
  std::map<core::Oid, const core::Commit*> by_id;
  for (const core::Commit& commit : selection.commits) {
    if (commit.id) {
      by_id.emplace(*commit.id, &commit);
    }
  }
  std::vector<const core::Commit*> line;
  const core::Commit* next = selection.commits.empty() ? nullptr : &selection.commits.back();
  while (next != nullptr) {
    line.push_back(next);
    const auto parent = next->parents.empty() ? by_id.end() : by_id.find(next->parents.front());
    next = parent == by_id.end() ? nullptr : parent->second;
  }
  return line;
}

bool merges_target(const Session& session, const Selection& selection, const core::Commit& commit) {
  if (!commit.clean_merge || commit.parents.size() != 2 || !selection.target) {
    return false;
  }
  const auto& landed = selection.target->commits;
  return std::any_of(landed.begin(), landed.end(), [&](const core::Oid& tip) {
    return session.repository.is_ancestor(commit.parents[1], tip);
  });
}

}  // namespace

std::vector<core::Entry> entries_of_step(const Session& session, const core::Commit& commit) {
  const core::Oid before = commit.parents.empty()
                               ? core::empty_tree()
                               : session.repository.tree_of(commit.parents.front());
  return session.repository.read_entries(before, commit.tree);
}

core::Facts gather_facts(const Session& session, const Selection& selection, const Base& base,
                         const Governing& governing) {
  core::Facts facts;
  const attribution::Detector detector(governing.policy);
  const core::Strength min_strength = governing.policy.min_strength;
  LineNotes notes(session, detector, min_strength, selection.head_tree);
  facts.change = session.repository.read_change(
      {base.commit, base.tree, selection.head_commit, selection.head_tree, selection.commits,
       [&](std::string_view path) { return detector.watches(path); },
       [&](const core::Commit& commit) { return &notes.about(commit).lines; }});
  facts.evidence = gather_evidence(session, selection, detector, facts.change, notes);
  facts.warnings = warnings_about_notes(facts.change, facts.evidence, min_strength, notes);
  facts.policy = governing.policy;
  facts.signers = governing.signers;
  if (selection.target) {
    facts.target = selection.target->ref;
  }
  facts.place = selection.place;
  facts.brought_by = selection.brought_by;
  if (!governing.bootstrap) {
    facts.trust_roots = touched_trust_roots(session, facts.change, governing.policy);
  }
  facts.now = session.now;
  return facts;
}

void add_history(const Session& session, const Selection& selection, core::Findings& findings) {
  if (selection.commits.size() > k_most_commits) {
    return;
  }
  std::map<const core::Commit*, std::vector<core::Entry>> entries;
  for (const core::Commit& commit : selection.commits) {
    const auto& found = entries[&commit] = entries_of_step(session, commit);
    findings.commit_digests.push_back(util::to_hex(core::change_digest(found)));
  }
  for (const core::Commit* commit : first_parents(selection)) {
    findings.chain.push_back({entries[commit], merges_target(session, selection, *commit)});
  }
  std::reverse(findings.chain.begin(), findings.chain.end());
}

}  // namespace sallyport::gate

#include "gate/facts.hpp"

#include "ci/systems.hpp"
#include "core/git_terms.hpp"
#include "core/review/trust_path.hpp"
#include "gate/evidence.hpp"
#include "gate/originals.hpp"
#include "setup/hook_table.hpp"
#include "util/encoding.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace sallyport::gate {
namespace {

/// Composing records and declaring commits is for changes of people; past this it is not tried.
constexpr std::size_t k_most_commits = 1000;

/// The commits of a change that first parents lead to from its head, newest first.
std::vector<const core::Commit*> first_parents(const std::vector<core::Commit>& commits) {
  std::map<core::Oid, const core::Commit*> by_id;
  for (const core::Commit& commit : commits) {
    if (commit.id) {
      by_id.emplace(*commit.id, &commit);
    }
  }
  std::vector<const core::Commit*> line;
  const core::Commit* next = commits.empty() ? nullptr : &commits.back();
  while (next != nullptr) {
    line.push_back(next);
    const auto parent = next->parents.empty() ? by_id.end() : by_id.find(next->parents.front());
    next = parent == by_id.end() ? nullptr : parent->second;
  }
  return line;
}

bool merges_target(const Session& session, const Ground& ground, const core::Commit& commit) {
  if (commit.parents.size() != 2 || !ground.target) {
    return false;
  }
  const auto& landed = ground.target->commits;
  return std::any_of(landed.begin(), landed.end(),
                     [&](const core::Oid& tip) {
                       return session.repository.is_ancestor(commit.parents[1], tip);
                     }) &&
         session.repository.is_clean_merge(commit);
}

/// Whether a merge brings commits of `base` that its first parent has not.
bool brings_base(const git::Repository& repository, const core::Commit& commit,
                 const core::Oid& base) {
  const auto& parents = commit.parents;
  return parents.size() > 1 &&
         std::any_of(parents.begin() + 1, parents.end(), [&](const core::Oid& other) {
           const auto common = repository.merge_bases(other, {{base}});
           return std::any_of(common.begin(), common.end(), [&](const core::Oid& shared) {
             return !repository.is_ancestor(shared, parents.front());
           });
         });
}

core::StepKind kind_of(const Session& session, const Ground& ground, const core::Commit& commit,
                       const std::optional<core::Oid>& base) {
  if (merges_target(session, ground, commit)) {
    return core::StepKind::update;
  }
  return base && brings_base(session.repository, commit, *base) ? core::StepKind::other_update
                                                                : core::StepKind::own_work;
}

constexpr std::int64_t k_most_bytes_searched = std::int64_t{4} << 20U;

/// One that cannot be read whole is taken to mention it.
bool mentions_gate(const Session& session, const core::Oid& blob, std::uint32_t mode) {
  if (!core::is_regular(mode)) {
    return mode != 0;
  }
  try {
    const std::string text = session.repository.read_blob(blob, k_most_bytes_searched);
    return util::ascii_lower(text).find("sallyport") != std::string::npos;
  } catch (const util::Error&) {
    return true;
  }
}

/// CI definitions and files of hook managers can run the gate: trust roots when they mention it.
bool is_trust_root(const Session& session, const core::FileChange& file,
                   const core::Policy& policy) {
  const std::string& path = file.entry.path;
  if (core::is_trust_path(path, policy)) {
    return true;
  }
  return (ci::is_definition(path) || setup::is_manager_file(path)) &&
         (mentions_gate(session, file.old_oid, file.entry.old_mode) ||
          mentions_gate(session, file.new_oid, file.entry.new_mode));
}

bool file_mentions_gate(const Session& session, const core::Oid& tree, const std::string& path) {
  try {
    const auto file = session.repository.file_at(tree, path, k_most_bytes_searched);
    return file && util::ascii_lower(file->content).find("sallyport") != std::string::npos;
  } catch (const util::Error&) {
    return false;
  }
}

}  // namespace

std::vector<std::string> ci_definitions(const Session& session, const core::Oid& tree) {
  std::vector<std::string> found;
  for (const std::string& folder : ci::definition_folders()) {
    for (const auto& [name, mode] : session.repository.list_folder(tree, folder)) {
      const std::string path = folder.empty() ? name : fmt::format("{}/{}", folder, name);
      if (ci::is_definition(path) && file_mentions_gate(session, tree, path)) {
        found.push_back(path);
      }
    }
  }
  return found;
}

std::set<std::string> touched_trust_roots(const Session& session, const core::Change& change,
                                          const core::Policy& policy) {
  std::set<std::string> roots;
  for (const core::FileChange& file : change.files) {
    if (is_trust_root(session, file, policy)) {
      roots.insert(file.entry.path);
    }
  }
  return roots;
}

std::vector<core::Entry> entries_of_step(const Session& session, const core::Commit& commit) {
  const core::Oid before = commit.parents.empty()
                               ? session.repository.empty_tree()
                               : session.repository.tree_of(commit.parents.front());
  return session.repository.read_entries(before, commit.tree);
}

/// See `core::Commit::clean_merge`.
void find_clean_merges(const git::Repository& repository, core::Facts& facts) {
  const core::Principals humans = core::human_principals(facts.policy, facts.signers);
  const auto named = [&](std::size_t at) {
    return core::named_by(facts.change.commits[at], facts.evidence[at], facts.policy, humans);
  };
  core::Principals authors;
  for (std::size_t at = 0; at < facts.change.commits.size(); ++at) {
    const core::Commit& commit = facts.change.commits[at];
    if (commit.parents.size() != 2 && !commit.squash_of) {
      authors.merge(named(at));
    }
  }
  for (std::size_t at = 0; at < facts.change.commits.size(); ++at) {
    core::Commit& commit = facts.change.commits[at];
    const core::Principals people = named(at);
    commit.clean_merge =
        !std::includes(authors.begin(), authors.end(), people.begin(), people.end()) &&
        repository.is_clean_merge(commit);
  }
}

core::Facts gather_facts(const Session& session, const Ground& ground, const Side& base) {
  core::Facts facts;
  facts.policy = ground.governing.policy;
  facts.signers = ground.governing.signers;
  facts.revoked_keys = ground.governing.revoked_keys;
  const attribution::Detector& detector = detector_of(session, facts.policy);
  LineNotes notes(session, detector, facts.policy.min_strength, ground.head.tree);
  facts.change = session.repository.read_change(
      {base.commit, base.tree, ground.head.commit, ground.head.tree,
       with_originals(session, ground, notes),
       [&](std::string_view path) { return detector.watches(path); },
       [&](const core::Commit& commit) { return &notes.about(commit).lines; }});
  facts.evidence = gather_evidence(session, ground, detector, facts.change, notes);
  find_clean_merges(session.repository, facts);
  facts.warnings =
      warnings_about_notes(facts.change, facts.evidence, facts.policy.min_strength, notes);
  for (std::string& warning : warnings_about_large_files(facts.change)) {
    facts.warnings.push_back(std::move(warning));
  }
  if (std::string warning =
          warning_about_squashes(facts.change, facts.evidence, facts.policy.min_strength);
      !warning.empty()) {
    facts.warnings.push_back(std::move(warning));
  }
  if (ground.target) {
    facts.target = ground.target->ref;
  }
  facts.place = ground.place;
  facts.brought_by = ground.brought_by;
  if (!ground.governing.bootstrap) {
    facts.trust_roots = touched_trust_roots(session, facts.change, facts.policy);
  }
  facts.now = session.now;
  return facts;
}

void add_history(const Session& session, const Ground& ground, const core::Change& change,
                 core::Findings& findings) {
  if (change.commits.size() > k_most_commits) {
    return;
  }
  std::map<const core::Commit*, std::vector<core::Entry>> entries;
  for (const core::Commit& commit : change.commits) {
    const auto& found = entries[&commit] = entries_of_step(session, commit);
    findings.commit_digests.push_back(util::to_hex(core::change_digest(found)));
  }
  for (const core::Commit* commit : first_parents(change.commits)) {
    findings.chain.push_back(
        {entries[commit], kind_of(session, ground, *commit, change.base_commit)});
  }
  std::reverse(findings.chain.begin(), findings.chain.end());
}

}  // namespace sallyport::gate

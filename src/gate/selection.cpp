#include "gate/selection.hpp"

#include "gate/bases.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sallyport::gate {
namespace {

constexpr std::string_view k_heads = "refs/heads/";

using util::Error;
using util::ErrorKind;

std::string identity_part(const Session& session, const std::string& name,
                          std::string_view config_name) {
  const std::string value = util::variable(session.ambient.environment, name);
  return !value.empty()
             ? value
             : session.repository.config(config_name, git::ConfigScope::worktree).value_or("");
}

core::Identity identity(const Session& session, const std::string& role) {
  return {identity_part(session, "GIT_" + role + "_NAME", "user.name"),
          identity_part(session, "GIT_" + role + "_EMAIL", "user.email")};
}

core::Commit commit_to_be(const Session& session, const core::Oid& tree,
                          std::vector<core::Oid> parents, const std::string& message) {
  core::Commit commit;
  commit.tree = tree;
  commit.parents = std::move(parents);
  commit.author = identity(session, "AUTHOR");
  commit.committer = identity(session, "COMMITTER");
  commit.time = session.now;
  commit.message = message;
  return commit;
}

std::string current_branch(const Session& session) {
  const auto branch = session.repository.head_branch();
  return branch && branch->starts_with(k_heads) ? short_name(*branch) : "";
}

/// Where a merge is being made, the whole branch is judged; else the index against HEAD.
void choose_staged_base(const Session& session, Selection& selection,
                        const std::vector<core::Oid>& parents) {
  const bool merging = parents.size() > 1;
  const auto head = session.repository.head_commit();
  if (!merging) {
    selection.bases = {head ? base_at(session, *head) : empty_base()};
    selection.description =
        head ? fmt::format("the staged change against HEAD ({})", core::abbreviated(*head))
             : "the staged change; there is no commit yet";
    return;
  }
  const bool has_target = selection.target && !selection.target->commits.empty();
  const std::vector<core::Oid> landed =
      has_target ? selection.target->commits : std::vector<core::Oid>{parents.front()};
  selection.bases = bases_of(session, parents, landed);
  selection.commits = session.repository.commits_between(parents, landed);
  selection.description = fmt::format("the merge in progress against {} (merge base with {})",
                                      describe_bases(selection.bases),
                                      has_target ? short_name(selection.target->tip_name) : "HEAD");
}

void recall_evidence(const Session& session, Selection& selection) {
  const auto blocked = last_blocked(session);
  if (blocked && blocked->head_tree == selection.head_tree) {
    selection.found_before = blocked->evidence;
  }
}

/// Whether git handed the hook another index than the one that `--staged` would read later.
bool has_temporary_index(const Session& session) {
  const std::string index = util::variable(session.ambient.environment, "GIT_INDEX_FILE");
  return !index.empty() && std::filesystem::path(index).filename() != "index";
}

std::string tree_range(const Base& base, const core::Oid& head_tree) {
  return fmt::format("--range {}..{}", core::to_hex(base.tree), core::to_hex(head_tree));
}

[[noreturn]] void fail_unknown(const std::string& name) {
  throw Error(ErrorKind::usage, fmt::format("cannot find '{}': no such commit or tree", name),
              "see what there is with: git branch -a; fetch what is missing with: git fetch");
}

core::Oid require_tree(const Session& session, const std::string& name) {
  const auto tree = session.repository.resolve_tree(name);
  if (!tree) {
    fail_unknown(name);
  }
  return *tree;
}

Selection select_trees(const Session& session, const std::string& base, const std::string& head) {
  Selection selection;
  selection.target = landing_target(session, std::nullopt);
  selection.bases = {{std::nullopt, require_tree(session, base)}};
  selection.head_tree = require_tree(session, head);
  selection.commits = {commit_to_be(session, selection.head_tree, {}, "")};
  selection.description = "the trees that were named";
  selection.argument = tree_range(selection.bases.front(), selection.head_tree);
  recall_evidence(session, selection);
  return selection;
}

/// The branch that a revision names, for what its name says; empty where it names none.
std::string branch_named(const Session& session, const std::string& revision) {
  if (revision == "HEAD") {
    return current_branch(session);
  }
  const auto full = session.repository.full_ref_name(revision);
  if (!full || full->starts_with("refs/tags/")) {
    return "";
  }
  const std::string name = short_name(*full);
  return full->starts_with(k_heads) ? name : name.substr(name.find('/') + 1);
}

Selection select_blocked(const Session& session, const BlockedChange& blocked) {
  Selection selection;
  if (!blocked.target.empty()) {
    selection.target = target_named(session, blocked.target);
  }
  const auto head = session.repository.head_commit();
  selection.bases = {head ? base_at(session, *head) : empty_base()};
  selection.head_tree = blocked.head_tree;
  const auto parents = head ? std::vector<core::Oid>{*head} : std::vector<core::Oid>{};
  selection.commits = {commit_to_be(session, blocked.head_tree, parents, "")};
  selection.found_before = blocked.evidence;
  selection.branch = current_branch(session);
  selection.description = "the commit that was blocked last";
  selection.argument = tree_range(selection.bases.front(), selection.head_tree);
  return selection;
}

core::Oid head_tree(const Session& session) {
  const auto head = session.repository.head_commit();
  return head ? session.repository.tree_of(*head) : core::empty_tree();
}

}  // namespace

std::pair<std::string, std::string> split_range(const std::string& range) {
  const auto dots = range.find("..");
  if (dots == std::string::npos || dots == 0 || range.find("...") != std::string::npos) {
    throw Error(ErrorKind::usage, fmt::format("cannot read the range '{}'", range),
                "write it as A..B, for example: --range origin/main..HEAD");
  }
  const std::string head = range.substr(dots + 2);
  return {range.substr(0, dots), head.empty() ? "HEAD" : head};
}

Selection select_staged(const Session& session, const std::optional<Target>& target,
                        const std::string& message) {
  if (session.repository.is_bare()) {
    throw Error(ErrorKind::usage, "cannot judge a staged change: a bare repository has no index",
                "name a range: sallyport check --range A..B");
  }
  Selection selection;
  selection.target = target;
  selection.head_tree = session.repository.index_tree();
  std::vector<core::Oid> parents;
  if (const auto head = session.repository.head_commit()) {
    parents.push_back(*head);
  }
  const auto merged = session.repository.merge_heads();
  parents.insert(parents.end(), merged.begin(), merged.end());
  choose_staged_base(session, selection, parents);
  selection.commits.push_back(commit_to_be(session, selection.head_tree, parents, message));
  selection.branch = current_branch(session);
  selection.argument = has_temporary_index(session)
                           ? tree_range(selection.bases.front(), selection.head_tree)
                           : "--staged";
  recall_evidence(session, selection);
  return selection;
}

Selection select_range(const Session& session, const std::string& range) {
  const auto [from, to] = split_range(range);
  const auto base = session.repository.resolve_commit(from);
  const auto head = session.repository.resolve_commit(to);
  if (!base || !head) {
    return select_trees(session, from, to);
  }
  Selection selection;
  selection.target = landing_target(session, from);
  selection.bases = bases_of(session, {*head}, {*base});
  selection.head_commit = head;
  selection.head_tree = session.repository.tree_of(*head);
  selection.commits = session.repository.commits_between({{*head}}, {{*base}});
  selection.branch = branch_named(session, to);
  selection.description =
      fmt::format("{}..{} (base {}: the merge base)", from, to, describe_bases(selection.bases));
  selection.argument = "--range " + util::shell_word(fmt::format("{}..{}", from, to));
  return selection;
}

Selection select_branch(const Session& session, const Target& target) {
  if (!session.repository.head_commit()) {
    throw Error(ErrorKind::usage, "cannot judge the branch: it has no commit yet",
                "stage something, then run: sallyport check --staged");
  }
  if (!target.tip) {
    throw Error(ErrorKind::usage,
                fmt::format("cannot find the target '{}': no copy of it is known here", target.ref),
                "fetch it (git fetch), or name a base: sallyport check --base REF");
  }
  const std::string branch = current_branch(session);
  Selection selection = select_range(session, fmt::format("{}..{}", short_name(target.tip_name),
                                                          branch.empty() ? "HEAD" : branch));
  selection.target = target;
  return selection;
}

Selection select_default(const Session& session) {
  const auto blocked = session.repository.is_bare() ? std::nullopt : last_blocked(session);
  if (blocked && blocked->base_tree == head_tree(session)) {
    return select_blocked(session, *blocked);
  }
  const auto target = landing_target(session, std::nullopt);
  if (!session.repository.is_bare() && session.repository.index_tree() != head_tree(session)) {
    return select_staged(session, target, "");
  }
  if (!target) {
    throw Error(ErrorKind::usage, "cannot tell where this would land: no target is set",
                "name it: sallyport check --base REF, or git config branch.NAME.sallyportTarget "
                "REF, or run: sallyport init");
  }
  return select_branch(session, *target);
}

}  // namespace sallyport::gate

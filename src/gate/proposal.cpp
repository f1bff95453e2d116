#include "gate/proposal.hpp"

#include "core/git_terms.hpp"
#include "gate/blocked.hpp"
#include "util/error.hpp"
#include "util/file.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace sallyport::gate {
namespace {

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

Side side_of(const Session& session, const core::Oid& commit) {
  return {commit, session.repository.tree_of(commit)};
}

/// What is checked out.
Side checked_out(const Session& session) {
  const auto head = session.repository.head_commit();
  return head ? side_of(session, *head) : nothing_in(session);
}

std::string current_branch(const Session& session) {
  const auto branch = session.repository.head_branch();
  return branch && branch->starts_with(core::k_heads) ? short_name(*branch) : "";
}

/// Judged against HEAD and nothing else, as a commit on top of it.
void put_on_head(const Session& session, Proposal& proposal) {
  proposal.base = checked_out(session);
  if (proposal.base->commit) {
    proposal.landed = {*proposal.base->commit};
  }
}

void recall_evidence(const Session& session, Proposal& proposal) {
  const auto blocked = last_blocked(session);
  if (blocked && blocked->head_tree == proposal.head.tree) {
    proposal.before = blocked->evidence;
  }
}

/// Whether git handed the hook another index than the one that `--staged` would read later.
bool has_temporary_index(const Session& session) {
  const std::string index = util::variable(session.ambient.environment, "GIT_INDEX_FILE");
  return !index.empty() && std::filesystem::path(index).filename() != "index";
}

core::Oid require_tree(const Session& session, const std::string& name) {
  const auto tree = session.repository.resolve_tree(name);
  if (!tree) {
    throw Error(ErrorKind::usage, fmt::format("cannot find '{}': no such commit or tree", name),
                "see what there is with: git branch -a; fetch what is missing with: git fetch");
  }
  return *tree;
}

Proposal propose_trees(const Session& session, const std::string& base, const std::string& head) {
  Proposal proposal;
  proposal.base = {std::nullopt, require_tree(session, base)};
  proposal.head.tree = require_tree(session, head);
  proposal.made = commit_to_be(session, proposal.head.tree, {}, "");
  proposal.description = "the trees that were named";
  recall_evidence(session, proposal);
  return proposal;
}

/// The branch that a revision names, for what its name says; empty where it names none.
std::string branch_named(const Session& session, const std::string& revision) {
  if (revision == "HEAD") {
    return current_branch(session);
  }
  const auto full = session.repository.full_ref_name(revision);
  if (!full || full->starts_with(core::k_tags)) {
    return "";
  }
  const std::string name = short_name(*full);
  return full->starts_with(core::k_heads) ? name : name.substr(name.find('/') + 1);
}

Proposal propose_blocked(const Session& session, const BlockedChange& blocked) {
  Proposal proposal;
  proposal.source = Source::blocked;
  if (!blocked.target.empty()) {
    proposal.onto = target_named(session, blocked.target);
  }
  put_on_head(session, proposal);
  proposal.head.tree = blocked.head_tree;
  proposal.made = commit_to_be(session, blocked.head_tree, proposal.landed, "");
  proposal.before = blocked.evidence;
  proposal.branch = current_branch(session);
  proposal.description = "the commit that was blocked last";
  return proposal;
}

[[noreturn]] void fail_line(std::string_view hook, std::string_view line, std::string_view form) {
  throw Error(ErrorKind::usage, util::say("cannot read the {} line '{}'", hook, line),
              fmt::format("git gives the hook: {}", form));
}

/// Takes what stands behind the last blank off the end of `rest`; nothing when there is no blank.
std::optional<std::string_view> take_last_field(std::string_view& rest) {
  const auto blank = rest.rfind(' ');
  if (blank == std::string_view::npos) {
    return std::nullopt;
  }
  const std::string_view field = rest.substr(blank + 1);
  rest = rest.substr(0, blank);
  return field;
}

/// What a wrapper made of a name, such as one with a carriage return, is no ref that is not gated.
bool is_ref(std::string_view name) {
  return name.starts_with("refs/") && std::none_of(name.begin(), name.end(), [](unsigned char c) {
           return c <= ' ' || c == 0x7f;
         });
}

/// A local ref may be an expression with blanks in it, so the other three are taken from the right.
RefMove parse_push_line(std::string_view line) {
  std::string_view rest = line;
  const auto remote_oid = take_last_field(rest);
  const auto remote_ref = take_last_field(rest);
  const auto local_oid = take_last_field(rest);
  const auto to = core::parse_oid(local_oid.value_or(""));
  const auto from = core::parse_oid(remote_oid.value_or(""));
  if (!to || !from || !is_ref(*remote_ref)) {
    fail_line("pre-push", line, "<local ref> <local oid> <remote ref> <remote oid>");
  }
  return {std::string(*remote_ref), *from, *to};
}

RefMove parse_receive_line(std::string_view line) {
  const auto fields = util::split(line, ' ');
  const auto from = fields.size() == 3 ? core::parse_oid(fields[0]) : std::nullopt;
  const auto to = fields.size() == 3 ? core::parse_oid(fields[1]) : std::nullopt;
  if (!from || !to || !is_ref(fields[2])) {
    fail_line("pre-receive", line, "<old oid> <new oid> <ref>");
  }
  return {std::string(fields[2]), *from, *to};
}

std::vector<RefMove> parse_lines(std::string_view input, RefMove (*parse)(std::string_view)) {
  std::vector<RefMove> moves;
  for (const std::string_view line : util::split_lines(input)) {
    if (!line.empty()) {
      moves.push_back(parse(line));
    }
  }
  return moves;
}

/// The move with tags replaced by the commits that they name.
RefMove peeled(const Session& session, RefMove move) {
  for (core::Oid* side : {&move.from, &move.to}) {
    const auto commit =
        side->is_zero() ? std::nullopt : session.repository.resolve_commit(core::to_hex(*side));
    *side = commit.value_or(*side);
  }
  return move;
}

Proposal proposal_of_move(const Session& session, const RefMove& asked) {
  Proposal proposal;
  proposal.move = peeled(session, asked);
  const auto& [ref, from, to] = proposal.move;
  if (!to.is_zero() && session.repository.has_commit(to)) {
    proposal.head = side_of(session, to);
  }
  proposal.branch = ref.starts_with(core::k_heads) ? short_name(ref) : "";
  proposal.description = fmt::format("the push of {} to {}", core::abbreviated(to), ref);
  return proposal;
}

/// The message that `git merge --squash` left for the commit; empty where it left none.
std::string prepared_message(const Session& session) {
  return util::read_file(session.repository.git_dir() / "SQUASH_MSG").value_or("");
}

}  // namespace

Side nothing_in(const Session& session) {
  return {std::nullopt, session.repository.empty_tree()};
}

Proposal propose_index(const Session& session, const std::string& message) {
  if (session.repository.is_bare()) {
    throw Error(ErrorKind::usage, "cannot judge a staged change: a bare repository has no index",
                "name a range: sallyport check --range A..B");
  }
  Proposal proposal;
  proposal.head.tree = session.repository.index_tree();
  put_on_head(session, proposal);
  std::vector<core::Oid> parents = proposal.landed;
  const auto merged = session.repository.merge_heads();
  parents.insert(parents.end(), merged.begin(), merged.end());
  const auto& head = proposal.base->commit;
  proposal.description =
      head ? fmt::format("the staged change against HEAD ({})", core::abbreviated(*head))
           : "the staged change; there is no commit yet";
  if (parents.size() > 1) {  // then the whole branch is judged
    proposal.base.reset();
    proposal.landed.clear();
    proposal.description = "the merge in progress";
  }
  proposal.made = commit_to_be(session, proposal.head.tree, std::move(parents),
                               message.empty() ? prepared_message(session) : message);
  proposal.branch = current_branch(session);
  proposal.argument = has_temporary_index(session) ? "" : "--staged";
  recall_evidence(session, proposal);
  return proposal;
}

Proposal propose_branch(const Session& session) {
  Proposal proposal;
  proposal.head = checked_out(session);
  proposal.branch = current_branch(session);
  return proposal;
}

std::pair<std::string, std::string> split_range(const std::string& range) {
  const auto dots = range.find("..");
  if (dots == std::string::npos || dots == 0 || range.find("...") != std::string::npos) {
    throw Error(ErrorKind::usage, fmt::format("cannot read the range '{}'", range),
                "write it as A..B, for example: --range origin/main..HEAD");
  }
  const std::string head = range.substr(dots + 2);
  return {range.substr(0, dots), head.empty() ? "HEAD" : head};
}

Proposal propose_range(const Session& session, const std::string& range) {
  const auto [from, to] = split_range(range);
  const auto base = session.repository.resolve_commit(from);
  const auto head = session.repository.resolve_commit(to);
  if (!base || !head) {
    return propose_trees(session, from, to);
  }
  Proposal proposal;
  proposal.source = Source::range;
  const auto full = session.repository.full_ref_name(from);
  if (full && !full->starts_with(core::k_tags)) {
    proposal.onto = target_named(session, *full);
  }
  proposal.landed = {*base};
  proposal.head = side_of(session, *head);
  proposal.branch = branch_named(session, to);
  proposal.description = fmt::format("{}..{}", from, to);
  proposal.argument = "--range " + util::shell_word(proposal.description);
  return proposal;
}

Proposal propose_commit(const Session& session, const core::Oid& id) {
  const core::Commit commit = session.repository.commit(id);
  Proposal proposal;
  proposal.base =
      commit.parents.empty() ? nothing_in(session) : side_of(session, commit.parents.front());
  proposal.landed = commit.parents;
  proposal.head = {id, commit.tree};
  proposal.description = fmt::format("commit {} against its first parent", core::abbreviated(id));
  proposal.argument = fmt::format("--range {0}^..{0}", core::abbreviated(id));
  return proposal;
}

Proposal propose_default(const Session& session) {
  const bool is_bare = session.repository.is_bare();
  const auto blocked = is_bare ? std::nullopt : last_blocked(session);
  const core::Oid head_tree = checked_out(session).tree;
  if (blocked && blocked->base_tree == head_tree) {
    return propose_blocked(session, *blocked);
  }
  const bool is_staged = !is_bare && session.repository.index_tree() != head_tree;
  return is_staged ? propose_index(session, "") : propose_branch(session);
}

std::vector<RefMove> parse_push(std::string_view input) {
  return parse_lines(input, parse_push_line);
}

std::vector<RefMove> parse_receive(std::string_view input) {
  return parse_lines(input, parse_receive_line);
}

Proposal propose_push(const Session& session, const RefMove& move, const std::string& remote) {
  Proposal proposal = proposal_of_move(session, move);
  proposal.gate = core::Gate::pre_push;
  proposal.source = Source::push;
  proposal.by_who_runs_this = true;
  proposal.unruled = Unruled::passed;
  proposal.copies = Copies::tracking;
  proposal.onto = target_named(session, move.ref, Copies::tracking, remote);
  const core::Oid& old_tip = proposal.move.from;
  if (!old_tip.is_zero() && session.repository.has_commit(old_tip)) {
    proposal.onto.commits.push_back(old_tip);
    if (proposal.onto.tip != old_tip) {
      proposal.onto.tip = old_tip;
      proposal.onto.tip_name = core::abbreviated(old_tip);
    }
  }
  return proposal;
}

Proposal propose_move(const Session& session, const RefMove& move, Target default_branch) {
  Proposal proposal = proposal_of_move(session, move);
  proposal.source = Source::move;
  proposal.default_branch = std::move(default_branch);
  proposal.onto.ref = move.ref;
  const core::Oid& old_tip = proposal.move.from;
  if (!old_tip.is_zero() && session.repository.has_commit(old_tip)) {
    proposal.onto = {move.ref, {old_tip}, old_tip, move.ref};
    proposal.base = side_of(session, old_tip);
    proposal.base_is = "its old tip";
  }
  return proposal;
}

std::vector<Proposal> propose_receive(const Session& session, std::string_view input,
                                      const core::Bringer& pusher) {
  const Target default_branch = server_default(session);
  std::vector<Proposal> proposals;
  for (const RefMove& move : parse_receive(input)) {
    Proposal& proposal = proposals.emplace_back(propose_move(session, move, default_branch));
    proposal.gate = core::Gate::pre_receive;
    proposal.copies = Copies::own;
    proposal.brought_by = pusher;
    proposal.by_who_runs_this = true;
  }
  return proposals;
}

}  // namespace sallyport::gate

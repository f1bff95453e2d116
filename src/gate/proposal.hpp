#pragma once

#include "core/change/change.hpp"
#include "core/origin/evidence.hpp"
#include "core/policy/assume.hpp"
#include "gate/session.hpp"
#include "gate/target.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sallyport::gate {

/// One side of a change: a tree, and the commit that it is of where there is one.
struct Side {
  std::optional<core::Oid> commit;
  core::Oid tree;
};

/// What stands before a first commit: the empty tree.
Side nothing_in(const Session& session);

/// How something came to be proposed; gate/ground.hpp says what follows from it.
enum class Source {
  here,     ///< by what is checked out: the index, the branch, a commit of it, trees
  range,    ///< on top of what a person named
  blocked,  ///< by the commit that a hook blocked last
  push,     ///< by a push that is about to leave (pre-push)
  move,     ///< by a push that arrived (pre-receive, or a push event of CI)
  request,  ///< by a pull request, a queue or a run by hand (CI)
};

/// What becomes of a proposal where there is no policy anywhere.
enum class Unruled {
  refused,   ///< `util::Error` (usage)
  passed,    ///< nothing is judged: a hook on a person's machine
  defaulted  ///< the built-in defaults weigh it: nothing hangs on it
};

/// A ref that moves: one line that git gives a hook (githooks(5)), or a push event.
struct RefMove {
  std::string ref;  ///< full name, as the remote or server has it
  core::Oid from;   ///< zero: the ref is new
  core::Oid to;     ///< zero: the ref is deleted
};

/// What is proposed, and what whoever brings it knows: hooks, command line, server and CI all make
/// one of these. What judges it, and where it lands, is not said here.
struct Proposal {
  core::Gate gate = core::Gate::check;
  Source source = Source::here;
  Unruled unruled = Unruled::refused;
  RefMove move;  ///< the ref that it moves, tags peeled; no name: none
  Target onto;   ///< the ref that it is meant for, with what is known of it; no name: not told
  std::optional<Target> default_branch;  ///< whose policy speaks for refs without their own
  Copies copies = Copies::known;         ///< how other refs are known
  Side head;
  std::optional<core::Commit> made;       ///< the commit that would be made of the head's tree
  std::optional<Side> base;               ///< what to judge against; absent: merge bases
  std::vector<core::Oid> landed;          ///< what has landed for certain; empty: what `onto` says
  std::vector<core::Evidence> before;     ///< about the commit to be made, kept from its block
  std::string branch;                     ///< short name of the branch; empty: none known
  std::string opening_bot;                ///< address of the app that opened the request
  core::Bringer brought_by{};             ///< who brings it, where somebody trusted tells
  bool by_who_runs_this = false;          ///< else it is whoever runs this who brings it
  std::vector<core::Assumption> assumed;  ///< decisions that are supposed to be on record
  std::string description;                ///< what is judged, for people
  std::string base_is;      ///< how `base` was found, for people; empty: the description says it
  std::string argument;     ///< the same as an option; empty: the range from base to head
  std::string preparation;  ///< command that must run before a person can use it; empty: none
  std::string check_name;   ///< what the result is called on a forge; empty: nothing
  std::string note;         ///< why there is nothing to judge, one line; empty: there may be
};

/// The commit that `git commit` would make now; `message` is what is known of its message, where
/// that is nothing, what `git merge --squash` left for it. Throws
/// `util::Error` (usage) in a bare repository.
Proposal propose_index(const Session& session, const std::string& message);

/// What is checked out, against where it would land.
Proposal propose_branch(const Session& session);

/// A and B of `A..B`; B is HEAD where it is left out. Throws `util::Error` (usage).
std::pair<std::string, std::string> split_range(const std::string& range);

/// `A..B`, `A..` or `A` and `B` trees: the merge bases of A and B to B. Throws `util::Error`
/// (usage) for names that do not resolve.
Proposal propose_range(const Session& session, const std::string& range);

/// A single commit, against its first parent.
Proposal propose_commit(const Session& session, const core::Oid& id);

/// What is judged when nothing is said (cli.md): the last blocked change, else the staged change,
/// else what is checked out.
Proposal propose_default(const Session& session);

/// The lines that git gives pre-push: `<local ref> <local oid> <remote ref> <remote oid>`. Throws
/// `util::Error` (usage) on one that is none.
std::vector<RefMove> parse_push(std::string_view input);

/// The lines that git gives pre-receive: `<old oid> <new oid> <ref>`. Throws `util::Error` (usage)
/// on one that is none.
std::vector<RefMove> parse_receive(std::string_view input);

/// A ref that is about to be pushed to `remote`, a name or an address.
Proposal propose_push(const Session& session, const RefMove& move, const std::string& remote);

/// A ref that moves where changes land, from its old tip; the policy of `default_branch` speaks for
/// refs without their own.
Proposal propose_move(const Session& session, const RefMove& move, Target default_branch);

/// The refs of this server that a push is about to move, by the lines that git gives pre-receive:
/// `<old oid> <new oid> <ref>`. Throws `util::Error` (usage) on a line that is none.
std::vector<Proposal> propose_receive(const Session& session, std::string_view input,
                                      const core::Bringer& pusher);

}  // namespace sallyport::gate

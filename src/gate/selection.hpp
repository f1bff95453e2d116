#pragma once

#include "core/assume.hpp"
#include "core/evaluate.hpp"
#include "gate/session.hpp"
#include "gate/target.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sallyport::gate {

/// One side to judge against.
struct Base {
  std::optional<core::Oid> commit;
  core::Oid tree;
};

/// What is to be judged, however it was asked for: hooks, command line and push all become one of
/// these.
struct Selection {
  core::Gate gate = core::Gate::check;
  core::Place place = core::Place::worked_on;
  std::optional<Target> target;
  std::vector<Base> bases;  ///< every one must pass
  std::optional<core::Oid> head_commit;
  core::Oid head_tree;
  std::vector<core::Commit> commits;  ///< parents before children; the one about to be made is last
  std::vector<core::Evidence> found_before;  ///< about the commit to be made, kept from its block
  std::string branch;                        ///< short name of the branch; empty: none known
  std::string description;  ///< what is judged and how the base was found, for people
  std::string argument;     ///< the same as an option: `--staged`, `--range A..B`
  std::string
      preparation;  ///< command that must run before a person can use `argument`; empty: none
  std::string brought_by;  ///< forge identity of who brings the change; empty: not known
  std::vector<core::Assumption> assumed;  ///< decisions that are supposed to be on record
};

/// The commit that `git commit` would make now, judged as records.md §1 says; `message` is what is
/// known of its message.
Selection select_staged(const Session& session, const std::optional<Target>& target,
                        const std::string& message);

/// A and B of `A..B`; B is HEAD where it is left out. Throws `util::Error` (usage).
std::pair<std::string, std::string> split_range(const std::string& range);

/// `A..B`, `A..` or `A` and `B` trees: the merge bases of A and B to B. Throws `util::Error`
/// (usage) for names that do not resolve.
Selection select_range(const Session& session, const std::string& range);

/// Target to HEAD.
Selection select_branch(const Session& session, const Target& target);

/// What is judged when nothing is said (cli.md): the last blocked change, else the staged change,
/// else target..HEAD.
Selection select_default(const Session& session);

/// A change that a commit hook blocked, kept so that it can be signed after the index moved on.
struct BlockedChange {
  core::Oid base_tree;
  core::Oid head_tree;
  std::string target;  ///< full ref name; empty: none
  std::vector<core::Evidence> evidence;
};
void remember_blocked(Session& session, const BlockedChange& blocked);
std::optional<BlockedChange> last_blocked(const Session& session);
void forget_blocked(const Session& session);

}  // namespace sallyport::gate

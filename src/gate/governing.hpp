#pragma once

#include "gate/policy_source.hpp"
#include "gate/session.hpp"
#include "gate/target.hpp"

#include <optional>
#include <string>
#include <vector>

namespace sallyport::gate {

/// What becomes of a ref that once had a policy and has none now.
enum class Lost { overlooked, refused };

/// Where policy and signers are looked for. The first of these that has one is it:
///
/// 1. what the caller pinned
/// 2. the tip of `target`
/// 3. the tip of the default branch
/// 4. `bases`
/// 5. HEAD, where no target is known
/// 6. `change`, under which somebody must be able to sign
///
/// So what a change says about its own judges counts only where nobody has said anything before.
struct Search {
  const Session& session;
  std::optional<Target> target;
  std::optional<Target> default_branch;  ///< absent: asked for when it is needed
  std::optional<core::Oid> change;       ///< its tree; absent: it is not asked
  std::vector<core::Oid> bases{};        ///< trees that are asked; empty: none is
  Lost lost = Lost::overlooked;
};

/// Policy and signers by that order. Nothing where there are none. Throws `util::Error`: usage when
/// the first that there are cannot be read, or nobody could sign under those of the change;
/// unavailable when the first-parent history of a tip once had some and that is refused.
std::optional<Governing> find_governing(const Search& search);

/// Whose policy judges a ref that moves, and what the ref is by it.
struct Ruling {
  std::optional<Governing> governing;
  bool gates = false;   ///< changes land there
  bool is_log = false;  ///< it holds the sign-off log
};

/// The ruling over a ref that is pushed from here. `pushed` looks for the policy at that ref, and
/// the ref's own decides when it says that changes land there. Else the one that is found for
/// `working`, where the work lands that is checked out, decides whether they do; then the ref's own
/// judges them, or the default branch's. `ref` is the name as it was pushed.
Ruling rule_push(const Search& pushed, const std::optional<Target>& working,
                 const std::string& ref);

/// The ruling over a ref that moves where changes land: they land there when the default branch's
/// policy says so, or the ref's own, which then judges them. In both, a broken policy of a ref that
/// only it could gate gates nothing, so that what mends it gets through. `moved` looks for the
/// policy at the ref, before the move.
Ruling rule_move(const Search& moved);

}  // namespace sallyport::gate

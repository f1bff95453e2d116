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
/// 2. the tip of the default branch
/// 3. the tips of `targets`, in order
/// 4. `bases`
/// 5. HEAD, where no target is known
/// 6. `change`, under which somebody must be able to sign
///
/// A policy at a tip that names another target sends on to that one's tip. So every ref in `refs`
/// is judged by the same policy and the same signers, whatever lies on it: an old branch brings
/// neither an old policy nor an old key back. And what a change says about its own judges counts
/// only where nobody has said anything before.
struct Search {
  const Session& session;
  std::vector<Target> targets;
  std::optional<Target> default_branch;  ///< absent: asked for when it is needed
  std::optional<core::Oid> change;       ///< its tree; absent: it is not asked
  std::vector<core::Oid> bases{};        ///< trees that are asked; empty: none is
  Copies copies = Copies::known;
  Lost lost = Lost::overlooked;
};

/// Policy and signers by that order. Nothing where there are none. Throws `util::Error`: usage when
/// the first that there are cannot be read, or nobody could sign under those of the change;
/// unavailable when the first-parent history of a tip once had some and that is refused.
std::optional<Governing> find_governing(const Search& search);

/// The ref that holds the sign-off log under `governing`, or under the defaults where that is
/// nothing.
std::string log_ref(const std::optional<Governing>& governing);

}  // namespace sallyport::gate

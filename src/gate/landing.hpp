#pragma once

#include "gate/judge.hpp"
#include "gate/selection.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::gate {

/// A ref that moves on the server: one line of pre-receive's input (githooks(5)), or a push event.
struct RefMove {
  std::string ref;
  core::Oid from;  ///< zero: the ref is new
  core::Oid to;    ///< zero: the ref is deleted
};

/// Parses the standard input of pre-receive. Throws `util::Error` (usage) on a line that is none.
std::vector<RefMove> parse_ref_moves(std::string_view input);

/// What deciding over something that lands, or may, came to.
struct Decision {
  std::optional<Judgement> judgement;
  std::string note;                     ///< when nothing was judged: why, one line
  std::string refusal;                  ///< when it must not happen, whoever signed: why, one line
  core::Mode mode = core::Mode::block;  ///< how much a refusal weighs
};

/// How other refs of the server are known: as the server's own, or by remote-tracking copies.
enum class Copies { own, tracking };

/// Where a move is judged.
struct Landing {
  core::Gate gate = core::Gate::ci;  ///< that or `pre_receive`
  Copies copies = Copies::own;
  Target fallback;         ///< the default branch, whose policy speaks for refs without their own
  std::string brought_by;  ///< forge identity of who pushed; empty: not known
};

/// Judges one move of a ref, from its old tip (records.md §1). The log branch may only grow; refs
/// that no policy gates are not judged. Throws `util::Error` (usage) when there is no policy
/// anywhere, (unavailable) when the ref once had one that is gone.
Decision judge_move(const Session& session, const RefMove& asked, const Landing& landing);

/// The policy for something that lands at `target`: pinned, the target's, the fallback's, else the
/// one that the change brings. Nothing when there is none anywhere. Throws `util::Error`
/// (unavailable) when the target's first-parent history once had one.
std::optional<Governing> policy_where_it_lands(const Session& session, const Target& target,
                                               const Target& fallback, const core::Oid& head_tree);

/// How a server names what it knows of a ref: its own copy.
Target server_ref(const Session& session, const std::string& ref);

/// The default branch of a server: the one that HEAD names; where there is no such branch, the one
/// whose policy has it as its target. Throws `util::Error` (unavailable) with the mend when
/// branches have policies and neither tells.
Target server_default(const Session& session);

}  // namespace sallyport::gate

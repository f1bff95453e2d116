#pragma once

#include "core/verdict/evaluate.hpp"
#include "gate/policy_source.hpp"
#include "gate/proposal.hpp"

#include <optional>
#include <string>
#include <vector>

namespace sallyport::gate {

// clang-format off
/// A proposal with all that it is judged by: policy and signers, where it lands, what has landed
/// there. Every way in comes through here, and this is where an attacker looks first, so all that
/// differs between them stands in the two tables below.
///
/// **Policy and signers** are the same for every ref that is gated: those that the default branch
/// names (`Search` has the whole order), never those of the change.
///
/// | source  | lands at                                    | what makes it land there           |
/// |---------|---------------------------------------------|------------------------------------|
/// | here    | what `landing_target` finds                 | nothing: it is worked on           |
/// | range   | where what was named, or a stack on it does | nothing: it is worked on           |
/// | blocked | where it was blocked for                    | nothing: it is worked on           |
/// | push    | the pushed ref, else as `here`              | the policy gates the ref           |
/// | move    | the ref                                     | the same; else it is not judged    |
/// | request | the ref, else the policy's target (a stack) | the same                           |
///
/// | source  | has landed                                                 | a lost policy |
/// |---------|------------------------------------------------------------|---------------|
/// | here    | HEAD; in a merge and for a branch where it lands           | is overlooked |
/// | range   | what was named                                             | is overlooked |
/// | blocked | HEAD                                                       | is overlooked |
/// | push    | the remote's tip and the copies of it; for a new ref what  | is overlooked |
/// |         | has landed where the work does ¹                           |               |
/// | move    | the old tip; for a new ref the default branch ¹            | is an error   |
/// | request | the copies of the ref; what a person or a queue says       | is an error   |
///
/// ¹ Else what was there before the first commit with a policy. A push, a move and a request bring
/// nothing new where all of it is in these or in the policy's target. The
/// ref that holds the sign-off log is judged by the rules of the log. Where there is no policy
/// anywhere, `Unruled` says what becomes of it; a broken one is an error.
// clang-format on
struct Ground : Proposal {
  Governing governing;
  std::optional<Target> target;  ///< where it lands in the end; absent: not known
  core::Place place = core::Place::worked_on;
  std::vector<Side> bases{};            ///< every one must pass
  std::vector<core::Commit> commits{};  ///< parents before children; the one to be made is last
  std::string refusal{};                ///< why it must not happen, whoever signed; empty: it may
  core::Mode mode = core::Mode::block;
};

/// Finds the ground of a proposal; `note` or `refusal` say where there is nothing to judge. Throws
/// `util::Error`: usage where the policy is wrong, or there is none anywhere; unavailable, with the
/// command that mends it, where something that it takes is not here or was lost.
Ground ground(const Session& session, Proposal proposal);

/// The policy by which things are judged that are made here, such as `change_tree`. Nothing where
/// there is none anywhere.
std::optional<Governing> policy_here(const Session& session, const core::Oid& change_tree);

/// The same, or the built-in defaults.
Governing policy_or_defaults(const Session& session, const core::Oid& change_tree);

/// The mode of a gate (policy.md, "Gates and the rest"): the commit hooks share one; a bare `check`
/// always blocks.
core::Mode mode_of(const core::Policy& policy, core::Gate gate);

}  // namespace sallyport::gate

#pragma once

#include "gate/proposal.hpp"

#include <string>
#include <vector>

namespace sallyport::gate {

/// The best merge bases of all `heads` together with `landed` (records.md §1); the empty tree where
/// there are none.
std::vector<Side> bases_of(const Session& session, const std::vector<core::Oid>& heads,
                           const std::vector<core::Oid>& landed);

/// `abc1234 and def5678`, for people.
std::string describe_bases(const std::vector<Side>& bases);

/// What an old project had before its first first-parent commit with a policy, which is not judged;
/// empty: its first commit already has one.
std::vector<core::Oid> before_first_policy(const Session& session, const core::Oid& head);

/// Whether `head` brings nothing new to where `tips` are: every first-parent step from it is
/// contained in one of them, or is the plain merge of a commit that is (main into a release
/// branch).
bool has_landed(const Session& session, const core::Oid& head, const std::vector<core::Oid>& tips);

}  // namespace sallyport::gate

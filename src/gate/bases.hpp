#pragma once

#include "gate/selection.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace sallyport::gate {

/// The tree of a commit, or the empty tree, as a side to judge against.
Base base_at(const Session& session, const core::Oid& commit);
Base empty_base();

/// The best merge bases of all `heads` together with `landed` (records.md §1); the empty tree where
/// there are none.
std::vector<Base> bases_of(const Session& session, const std::vector<core::Oid>& heads,
                           const std::vector<core::Oid>& landed);

/// What an old project had before its first first-parent commit with a policy, which is not judged;
/// empty: its first commit already has one.
std::vector<core::Oid> before_first_policy(const Session& session, const core::Oid& head);

/// `abc1234 and def5678`, for people.
std::string describe_bases(const std::vector<Base>& bases);

/// `main` for `refs/heads/main`, `origin/main` for `refs/remotes/origin/main`.
std::string short_name(std::string_view ref);

}  // namespace sallyport::gate

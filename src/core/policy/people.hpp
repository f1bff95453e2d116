#pragma once

#include "core/change/change.hpp"
#include "core/origin/evidence.hpp"
#include "core/policy/policy.hpp"
#include "core/review/record.hpp"

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace sallyport::core {

/// Names of principals.
using Principals = std::set<std::string>;

/// Who brings a change, as somebody says whom the change cannot influence.
struct Bringer {
  std::string account;  ///< `github:583231`, or an address
  std::string source;   ///< who says so, a name: `GitHub Actions`, `GL_ID`; empty: nobody does
  Principals people{};  ///< who may be that account

  [[nodiscard]] bool is_known() const { return !source.empty(); }
};

/// A squash, and a principal who only updated its branch, but may be named as co-author.
using Updater = std::pair<Oid, std::string>;

/// All principals of kind human: those of the policy, and those who only have a line in the
/// signers.
Principals human_principals(const Policy& policy, const std::vector<Signer>& signers);

/// The human principals who hold a key that is valid at `now`.
Principals human_key_holders(const Policy& policy, const std::vector<Signer>& signers,
                             util::Time now);

/// Who may approve an item: its approvers with groups resolved, or any human principal where it
/// names none. Services and importers are never among them.
Principals eligible_approvers(const Item& item, const Policy& policy,
                              const std::vector<Signer>& signers);

/// The `humans` whom a commit names as author, committer or co-author; the `updaters` not as
/// co-authors.
Principals named_by(const Commit& commit, const CommitEvidence& evidence, const Policy& policy,
                    const Principals& humans, const std::set<Updater>& updaters = {});

/// The principals who took part in making a change (records.md §5): whom the commits name that are
/// no clean merges.
Principals contributors(const std::vector<Commit>& commits,
                        const std::vector<CommitEvidence>& evidence, const Policy& policy,
                        const std::vector<Signer>& signers, const std::set<Updater>& updaters = {});

/// The human principals who may be the account `forge_identity` (`github:583231`): those whose
/// table lists it; where nobody's does, all who have no identity on that forge.
Principals possible_bearers(const std::string& forge_identity, const Policy& policy,
                            const std::vector<Signer>& signers);

/// The human principals whom an address names, directly or by a forge's numeric id.
Principals people_with_address(const std::string& address, const Policy& policy,
                               const std::vector<Signer>& signers);

/// Why signatures could never be had under this policy; nothing when they can.
std::optional<std::string> missing_signers(const Policy& policy, const std::vector<Signer>& signers,
                                           util::Time now);

}  // namespace sallyport::core

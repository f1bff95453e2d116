#pragma once

#include "core/policy/policy.hpp"
#include "core/review/record.hpp"
#include "core/verdict/verdict.hpp"
#include "gate/session.hpp"
#include "policy/policy.hpp"

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace sallyport::gate {

inline constexpr std::string_view k_policy_path = ".sallyport/policy.toml";
inline constexpr std::string_view k_signers_path = ".sallyport/allowed_signers";
inline constexpr std::string_view k_revoked_path = ".sallyport/revoked_keys";

/// A policy with its signers, from one tree.
struct Governing {
  core::Policy policy;
  std::vector<core::Signer> signers;
  core::PolicyOrigin origin;
  std::vector<std::string> warnings;
  std::set<std::string> revoked_keys;  ///< base64 of public keys that never count
  bool bootstrap = false;  ///< read from the change itself, since the target has none yet
};

/// The policy file and what it resolves to in `tree`, parsed once for all trees that have the same;
/// lives as long as `session`. Null when the tree has no policy. Throws `util::Error`: unavailable
/// when `.sallyport` is no folder or the policy no regular file.
const policy::LoadResult* load_policy(const Session& session, const core::Oid& tree);

/// The tree of the folder that holds the policy; nothing when there is none. Throws `util::Error`
/// (unavailable) when it is no folder.
std::optional<core::Oid> policy_folder(const Session& session, const core::Oid& tree);

/// Whether `tree` has something where the policy belongs, readable or not.
bool has_policy(const Session& session, const core::Oid& tree);

/// Policy and signers of `tree`. Nothing when it has no policy. Throws `util::Error` (usage) with
/// every fault when either is wrong.
std::optional<Governing> governing_in(const Session& session, const core::Oid& tree,
                                      const std::string& name);

/// Policy and signers of the work tree at `top`, as files. Throws `util::Error` (usage) when there
/// is no policy, or either is wrong.
Governing governing_in_work_tree(const std::filesystem::path& top);

/// The policy and signers of the two files that `pin` names; nothing when it names none. Needs no
/// repository.
std::optional<Governing> pinned_files(const PolicyPin& pin);

/// The policy that the caller pinned from outside; nothing when none was.
std::optional<Governing> pinned_policy(const Session& session);

/// Takes out the signers with one of these keys, base64.
void drop_revoked(const std::set<std::string>& keys, std::vector<core::Signer>& signers);

/// All faults, one a line, as the message of the error that ends the run.
std::string join_diagnostics(const std::vector<policy::Diagnostic>& diagnostics);

/// Why no policy is found, and what to do: there is none, or HEAD has not got it yet.
struct MissingPolicy {
  std::string what;
  std::string mend;  ///< commands
  bool is_written = false;
};

MissingPolicy missing_policy(const Session& session);

}  // namespace sallyport::gate

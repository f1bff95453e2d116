#pragma once

#include "attribution/attribution.hpp"
#include "git/repository.hpp"
#include "policy/policy.hpp"
#include "util/environment.hpp"
#include "util/time.hpp"

#include <map>
#include <string>

namespace sallyport::gate {

/// Where policy and signers come from when the caller pins them (policy.md, "In force").
struct PolicyPin {
  std::string policy;        ///< `--policy`: a file, or the name of a bundled policy
  std::string signers_file;  ///< `--signers`; empty: nobody can sign off
  std::string policy_ref;    ///< `--policy-ref`

  [[nodiscard]] bool is_set() const { return !policy_ref.empty() || !policy.empty(); }
};

/// Everything from outside that a run may look at, read once.
struct Session {
  git::Repository repository;
  attribution::Ambient ambient;  ///< the environment, and who started this process
  util::Time now;
  PolicyPin pin;
  /// What the policies read so far come to, by the tree of `.sallyport`: all that a policy depends
  /// on is in that folder or compiled in. From where it was read is not part of it, nor are the
  /// signers.
  mutable std::map<core::Oid, policy::LoadResult> policies{};
  /// What finds evidence under each policy, by its digest; empty: by the catalogue alone.
  mutable std::map<std::string, attribution::Detector> detectors{};
};

}  // namespace sallyport::gate

#pragma once

#include "attribution/attribution.hpp"
#include "git/repository.hpp"
#include "util/environment.hpp"
#include "util/time.hpp"

#include <optional>
#include <string>

namespace sallyport::gate {

/// Where policy and signers come from when the caller pins them (policy.md §1).
struct PolicyPin {
  std::string policy_file;   ///< `--policy`; needs `signers_file`
  std::string signers_file;  ///< `--signers`
  std::string policy_ref;    ///< `--policy-ref`
};

/// Everything from outside that a run may look at, read once.
struct Session {
  git::Repository repository;
  attribution::Ambient ambient;  ///< the environment, and who started this process
  util::Time now;
  PolicyPin pin;
};

/// The tool whose agent runs this process, by strong evidence; empty: none.
std::string acting_agent(const Session& session);

}  // namespace sallyport::gate

#pragma once

#include "git/repository.hpp"
#include "signoff/kept/cache.hpp"
#include "signoff/key/ssh.hpp"
#include "signoff/log/log.hpp"
#include "util/environment.hpp"

#include <set>
#include <string>
#include <vector>

namespace sallyport::signoff {

/// Checks signatures, each only once in a repository. What is kept is that a signature over certain
/// bytes was made with the key inside it, as a certain `ssh-keygen` found; that never changes.
/// Whose key it is, and whether it counts at this hour, is found out anew each time. The server
/// hook keeps it too: its repository is its own, and whoever pushes cannot write there but through
/// git.
class SignatureChecker {
 public:
  /// `environment` must outlive this object.
  SignatureChecker(const git::Repository& repository, const util::Environment& environment);

  /// Fills `signature`, `key`, `principal`, `assurance`, `attested` of a record. Throws
  /// `util::Error` (unavailable) when `ssh-keygen` is missing.
  void check(LoggedRecord& logged, const std::vector<core::Signer>& signers, util::Time now);
  /// Keeps what was verified, where it can be.
  void keep();

 private:
  Verification verify_once(const Envelope& envelope);
  [[nodiscard]] std::string key_of(const Envelope& envelope);

  CacheFile file_;
  const util::Environment* environment_;
  std::string program_;  ///< which `ssh-keygen` answers
  std::set<std::string> verified_;
  std::size_t loaded_ = 0;
};

}  // namespace sallyport::signoff

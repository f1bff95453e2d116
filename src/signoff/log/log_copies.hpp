#pragma once

#include "git/repository.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::signoff {

/// A copy of a remote's log that went back: it showed commits here before that it has no more. A
/// log only grows, so somebody forced the remote's branch, or deleted it.
struct RolledBack {
  std::string ref;                ///< the copy
  std::optional<core::Oid> now;   ///< its present tip; absent: it is gone
  std::vector<core::Oid> before;  ///< the tips that it lost and that are still in this repository
};

/// Compares the copies of the log with what was seen of them here before, which it keeps in the
/// repository. What a copy lost is remembered until the copy has it again.
std::vector<RolledBack> watch_copies(const git::Repository& repository, std::string_view branch);

/// One line that names what happened and the command that mends it.
std::string describe(const RolledBack& copy);

}  // namespace sallyport::signoff

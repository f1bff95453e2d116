#pragma once

#include "core/oid.hpp"
#include "core/origin/evidence.hpp"
#include "gate/session.hpp"

#include <optional>
#include <string>
#include <vector>

namespace sallyport::gate {

/// A change that a commit hook blocked, kept in `$GIT_DIR/sallyport/blocked` so that it can be
/// signed after the index moved on.
struct BlockedChange {
  core::Oid base_tree;
  core::Oid head_tree;
  std::string target;  ///< full ref name; empty: none
  std::vector<core::Evidence> evidence;
};
void remember_blocked(const Session& session, const BlockedChange& blocked);
std::optional<BlockedChange> last_blocked(const Session& session);
void forget_blocked(const Session& session);

}  // namespace sallyport::gate

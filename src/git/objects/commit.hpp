#pragma once

#include "core/oid.hpp"
#include "git/objects/objects.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace sallyport::git {

/// Who a commit says made it; all empty and 0 where git finds nobody either.
struct CommitIdentity {
  std::string_view name;
  std::string_view email;
  std::int64_t time = 0;  ///< seconds since 1970, never beyond the year 9999
};

/// A commit as git reads it; the texts live as long as `bytes`.
struct CommitObject {
  Bytes bytes;
  core::Oid tree;
  std::vector<core::Oid> parents;
  CommitIdentity author;
  CommitIdentity committer;
  std::string_view message;
};

/// Reads what `git log --format` does: identities without brackets or a time, headers that are odd,
/// missing or there twice (the last one counts) are no faults. Throws `util::Error` (unavailable)
/// when the commit is missing, or names no tree.
CommitObject read_commit_object(const Objects& objects, const core::Oid& id);

}  // namespace sallyport::git

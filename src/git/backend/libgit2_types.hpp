#pragma once

#include "core/oid.hpp"
#include "util/owned.hpp"

#include <git2.h>

#include <string>
#include <string_view>

namespace sallyport::git {

using RepositoryHandle = util::Owned<git_repository, git_repository_free>;
using OdbHandle = util::Owned<git_odb, git_odb_free>;
using OdbStreamHandle = util::Owned<git_odb_stream, git_odb_stream_free>;
using ObjectHandle = util::Owned<git_object, git_object_free>;
using CommitHandle = util::Owned<git_commit, git_commit_free>;
using IndexHandle = util::Owned<git_index, git_index_free>;
using ReferenceHandle = util::Owned<git_reference, git_reference_free>;
using ConfigHandle = util::Owned<git_config, git_config_free>;
using ConfigEntryHandle = util::Owned<git_config_entry, git_config_entry_free>;

git_oid to_git(const core::Oid& oid);
core::Oid from_git(const git_oid& oid);

/// What libgit2 says about its last failure, one line.
std::string last_error();

/// Throws `util::Error` (unavailable) "cannot `action`: cause" when `code` is a failure.
void check(int code, std::string_view action);

}  // namespace sallyport::git

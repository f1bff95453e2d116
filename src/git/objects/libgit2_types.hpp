#pragma once

#include "core/oid.hpp"

#include <git2.h>

#include <memory>
#include <string>
#include <string_view>

namespace sallyport::git {

/// Frees a libgit2 object with its own function.
template <auto Free>
struct Freed {
  template <typename T>
  void operator()(T* object) const {
    Free(object);
  }
};

using RepositoryHandle = std::unique_ptr<git_repository, Freed<git_repository_free>>;
using OdbHandle = std::unique_ptr<git_odb, Freed<git_odb_free>>;
using OdbObjectHandle = std::unique_ptr<git_odb_object, Freed<git_odb_object_free>>;
using OdbStreamHandle = std::unique_ptr<git_odb_stream, Freed<git_odb_stream_free>>;
using ObjectHandle = std::unique_ptr<git_object, Freed<git_object_free>>;
using CommitHandle = std::unique_ptr<git_commit, Freed<git_commit_free>>;
using TreeHandle = std::unique_ptr<git_tree, Freed<git_tree_free>>;
using IndexHandle = std::unique_ptr<git_index, Freed<git_index_free>>;
using ReferenceHandle = std::unique_ptr<git_reference, Freed<git_reference_free>>;
using ReferencesHandle =
    std::unique_ptr<git_reference_iterator, Freed<git_reference_iterator_free>>;
using ConflictsHandle =
    std::unique_ptr<git_index_conflict_iterator, Freed<git_index_conflict_iterator_free>>;
using ConfigHandle = std::unique_ptr<git_config, Freed<git_config_free>>;
using ConfigEntryHandle = std::unique_ptr<git_config_entry, Freed<git_config_entry_free>>;

git_oid to_git(const core::Oid& oid);
core::Oid from_git(const git_oid& oid);

/// What libgit2 says about its last failure, one line.
std::string last_error();

/// Throws `util::Error` (unavailable) "cannot `action`: cause" when `code` is a failure.
void check(int code, std::string_view action);

}  // namespace sallyport::git

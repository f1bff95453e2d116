#pragma once

#include <string>
#include <string_view>

namespace sallyport::policy {

/// Whether `id` is an item's or a question's id: lower-case letters, digits and '-', not empty.
bool is_id(std::string_view id);

/// Whether `name` can be a group's or a principal's: not empty, no blanks or control characters, no
/// '@' at its start.
bool is_principal_name(std::string_view name);

/// Whether `id` is an account of a forge, such as `github:583231`, or `server:alice`.
bool is_forge_id(std::string_view id);

/// Why `name` is no full ref name (git-check-ref-format(1)); empty when it is one.
std::string ref_fault(std::string_view name);

/// The same for a glob over full ref names, where `*` and `?` are allowed as well.
std::string ref_glob_fault(std::string_view glob);

/// Why `name` is no branch name without `refs/heads/`; empty when it is one.
std::string branch_fault(std::string_view name);

/// Why `glob` can match no path of a git tree; empty when it can.
std::string glob_fault(std::string_view glob);

}  // namespace sallyport::policy

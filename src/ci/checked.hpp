#pragma once

#include "util/process.hpp"

#include <string>
#include <string_view>

namespace sallyport::ci {

/// A value from outside, and the place to name when it is wrong: `the variable 'CI_COMMIT_SHA'`.
struct Found {
  std::string value;
  std::string place;
};

/// A variable with its place; an empty value where it is not set, or has no name.
Found variable(const util::Environment& environment, std::string_view name);

/// The same, which must be set and not empty. Throws `util::Error` (unavailable) otherwise.
Found required(const util::Environment& environment, std::string_view name);

/// Whether a variable is set and not empty.
bool is_set(const util::Environment& environment, std::string_view name);

/// Throws `util::Error` (unavailable): `cannot read <place>: <cause>`.
[[noreturn]] void refuse(std::string_view place, std::string_view cause);

/// `bytes` fit for a message: in single quotes, printable, and cut when it is long.
std::string shown(std::string_view bytes);

/// Whether `text` is 40 or 64 hexadecimal digits.
bool is_commit_id(std::string_view text);

/// Whether `text` is a commit id of zeros only, which forges write for "no commit".
bool is_zero_id(std::string_view text);

/// A commit id as it was given. Throws when it is none, or only zeros.
std::string commit_id(const Found& found);

/// The same, or empty where it is empty or only zeros.
std::string optional_commit_id(const Found& found);

/// Whether `text` is a positive decimal number of at most 18 digits, without leading zeros.
bool is_number(std::string_view text);

/// Such a number as it was given. Throws when it is none.
std::string number(const Found& found);

/// The short name of a branch, given in short or as `refs/heads/…`. It is a valid name by
/// git-check-ref-format(1) and no option of a command. Throws otherwise.
std::string branch_name(const Found& found);

/// `refs/heads/NAME` for a name that is never a full one already, whatever it looks like.
std::string short_branch_ref(const Found& found);

/// The same as a full name, `refs/heads/…`.
std::string branch_ref(const Found& found);

/// The same; empty where nothing is given.
std::string optional_branch_ref(const Found& found);

}  // namespace sallyport::ci

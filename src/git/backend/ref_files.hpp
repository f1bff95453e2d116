#pragma once

#include "git/backend/backend.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

/// Refs that are files: loose ones, and `packed-refs` (gitrepository-layout(5)), in which a ref is
/// found without reading the others. Nothing is kept: other programs move refs.
namespace sallyport::git {

/// The ref of that full name; absent: there is none. Throws `util::Error` (unavailable) where what
/// is stored is no ref.
std::optional<StoredRef> find_ref_file(const Layout& layout, const std::string& name);

/// All refs that start with `prefix`, in any order. As for `git for-each-ref`, those that dangle
/// or are broken are none. At most `most`, and the time for no more than that.
std::vector<StoredRef> list_ref_files(const Layout& layout, const std::string& prefix,
                                      std::size_t most);

}  // namespace sallyport::git

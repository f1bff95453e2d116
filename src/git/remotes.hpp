#pragma once

#include "git/repository.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::git {

// Which of the configured remotes is meant, where nobody names one. `origin` comes first, since
// that is what a clone calls where it comes from; the questions differ in what comes instead of it.

/// Whether a remote of that name is configured; what is none may be a URL.
bool is_remote(const Repository& repository, std::string_view name);

/// Whose default branch counts, and from where a job fetches: `origin`, else the first by name;
/// nothing where there is no remote.
std::optional<std::string> main_remote(const Repository& repository);

/// Whose branches are where changes land: `origin`, `upstream` and `pushed_to`, as far as there are
/// such; else all, because then no name says which of them is a fork.
std::vector<std::string> home_remotes(const Repository& repository, std::string_view pushed_to);

/// With whom something is exchanged: the remote of the branch that is checked out, else `origin`,
/// else the only one. Empty: there is none, or no telling which; nothing is sent to a guess.
std::string exchange_remote(const Repository& repository);

/// `refs/remotes/<remote>/<branch>`
std::string tracking_ref(std::string_view remote, std::string_view branch);

}  // namespace sallyport::git

#pragma once

#include "git/repository.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::signoff {

/// `refs/heads/<branch>`
std::string local_log_ref(std::string_view branch);

/// Where the copy of a remote's log is kept: its remote-tracking ref; for a URL that is no
/// configured remote, a ref of its own.
std::string tracking_log_ref(const git::Repository& repository, std::string_view branch,
                             std::string_view remote);

/// The copies of remotes' logs that there are.
std::vector<git::Reference> log_copies(const git::Repository& repository, std::string_view branch);

/// Whether a ref is where a copy of a remote's log is kept.
bool is_log_copy(const git::Repository& repository, std::string_view ref, std::string_view branch);

/// The distinct tips of the local log and of all its copies; empty: there is no log.
std::vector<core::Oid> log_tips(const git::Repository& repository, std::string_view branch);

/// The lock file of a ref where there is one: held by a git that runs, or left by one that was
/// killed. Empty: none.
std::string lock_of(const git::Repository& repository, std::string_view ref);

/// Throws `util::Error` (unavailable) where objects cannot be stored, or the ref is locked for more
/// than a moment.
void require_movable(const git::Repository& repository, const std::string& ref);

/// Waits a little longer with each attempt (from 0), at most half a second, with jitter.
void back_off(int attempt);

/// Attempts to move `ref` until it moves. Throws `util::Error` (unavailable) where others keep
/// moving it, or a lock stays: it names the lock, how to go on, and what could not be done
/// (`record the sign-off`).
void move_with_retries(const git::Repository& repository, const std::string& ref,
                       std::string_view doing, const std::function<git::RefUpdate()>& attempt);

}  // namespace sallyport::signoff

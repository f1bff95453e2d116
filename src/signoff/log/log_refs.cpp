#include "signoff/log/log_refs.hpp"

#include "core/git_terms.hpp"
#include "git/remotes.hpp"
#include "util/encoding.hpp"
#include "util/error.hpp"
#include "util/file.hpp"
#include "util/sha256.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <random>
#include <set>
#include <system_error>
#include <thread>

namespace sallyport::signoff {
namespace {

constexpr int k_most_attempts = 60;
constexpr std::string_view k_fetched = "refs/sallyport/fetched/";

/// Whether `name` is `<remote>/<branch>` or, where none are given, `<one component>/<branch>`.
bool is_copy(std::string_view name, std::string_view branch,
             const std::vector<std::string>& remotes) {
  const std::string suffix = "/" + std::string(branch);
  if (!name.ends_with(suffix)) {
    return false;
  }
  name.remove_suffix(suffix.size());
  return remotes.empty() ? name.find('/') == std::string_view::npos
                         : std::find(remotes.begin(), remotes.end(), name) != remotes.end();
}

}  // namespace

std::string local_log_ref(std::string_view branch) {
  return std::string(core::k_heads) + std::string(branch);
}

std::string tracking_log_ref(const git::Repository& repository, std::string_view branch,
                             std::string_view remote) {
  if (git::is_remote(repository, remote)) {
    return git::tracking_ref(remote, branch);
  }
  const std::string name = util::to_hex(util::sha256(remote)).substr(0, 16);
  return std::string(k_fetched) + name + "/" + std::string(branch);
}

bool is_log_copy(const git::Repository& repository, std::string_view ref, std::string_view branch) {
  if (!ref.ends_with(branch)) {
    return false;
  }
  // Whoever pushes to a server can make any ref there, so only what it can have fetched is a copy.
  if (ref.starts_with(core::k_remotes)) {
    const std::vector<std::string> remotes = repository.remotes();
    return !remotes.empty() && is_copy(ref.substr(core::k_remotes.size()), branch, remotes);
  }
  return ref.starts_with(k_fetched) && !repository.is_bare() &&
         is_copy(ref.substr(k_fetched.size()), branch, {});
}

std::vector<git::Reference> log_copies(const git::Repository& repository, std::string_view branch) {
  std::vector<git::Reference> copies;
  for (const std::string_view prefix : {core::k_remotes, k_fetched}) {
    for (git::Reference& reference : repository.references(prefix)) {
      if (is_log_copy(repository, reference.name, branch)) {
        copies.push_back(std::move(reference));
      }
    }
  }
  return copies;
}

std::vector<core::Oid> log_tips(const git::Repository& repository, std::string_view branch) {
  std::set<core::Oid> tips;
  if (const auto local = repository.reference(local_log_ref(branch))) {
    tips.insert(*local);
  }
  for (const git::Reference& copy : log_copies(repository, branch)) {
    tips.insert(copy.target);
  }
  return {tips.begin(), tips.end()};
}

std::string lock_of(const git::Repository& repository, std::string_view ref) {
  const auto lock = repository.common_dir() / (std::string(ref) + ".lock");
  std::error_code ignored;
  return std::filesystem::exists(lock, ignored) ? lock.string() : "";
}

void back_off(int attempt) {
  static thread_local std::mt19937 generator{std::random_device{}()};
  const int longest = std::min(500, 5 << std::min(attempt, 7));
  std::uniform_int_distribution<int> milliseconds(1, longest);
  std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds(generator)));
}

namespace {

[[noreturn]] void refuse_locked(std::string_view doing, const std::string& ref,
                                const std::string& lock) {
  throw util::Error(
      util::ErrorKind::unavailable,
      fmt::format("cannot {}: '{}' is locked by '{}'", doing, ref, lock),
      fmt::format("where no git runs that could hold it: rm {}", util::shell_word(lock)));
}

}  // namespace

void require_movable(const git::Repository& repository, const std::string& ref) {
  constexpr int k_most_looks = 12;
  for (const std::string_view folder : {"objects", "refs"}) {
    util::require_room(repository.common_dir() / folder);
  }
  for (int looks = 0; !lock_of(repository, ref).empty(); ++looks) {
    if (looks == k_most_looks) {
      refuse_locked("record a sign-off", ref, lock_of(repository, ref));
    }
    back_off(looks);
  }
}

void move_with_retries(const git::Repository& repository, const std::string& ref,
                       std::string_view doing, const std::function<git::RefUpdate()>& attempt) {
  for (int attempts = 0; attempts < k_most_attempts; ++attempts) {
    if (attempt() == git::RefUpdate::moved) {
      return;
    }
    back_off(attempts);
  }
  const std::string lock = lock_of(repository, ref);
  if (lock.empty()) {
    throw util::Error(util::ErrorKind::unavailable,
                      fmt::format("cannot {}: others keep moving '{}'", doing, ref),
                      "run the same command again");
  }
  refuse_locked(doing, ref, lock);
}

}  // namespace sallyport::signoff

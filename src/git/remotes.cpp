#include "git/remotes.hpp"

#include "core/git_terms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace sallyport::git {
namespace {

constexpr std::string_view k_origin = "origin";

/// The value of `branch.<name>.remote` of the branch that is checked out; empty: none.
std::string remote_of_branch(const Repository& repository) {
  const std::string branch = repository.head_branch().value_or("");
  if (!branch.starts_with(core::k_heads)) {
    return "";
  }
  const std::string key = fmt::format("branch.{}.remote", branch.substr(core::k_heads.size()));
  return repository.config(key, ConfigScope::worktree).value_or("");
}

}  // namespace

bool is_remote(const Repository& repository, std::string_view name) {
  const std::vector<std::string> remotes = repository.remotes();
  return std::find(remotes.begin(), remotes.end(), name) != remotes.end();
}

std::optional<std::string> main_remote(const Repository& repository) {
  const std::vector<std::string> remotes = repository.remotes();
  if (remotes.empty()) {
    return std::nullopt;
  }
  return is_remote(repository, k_origin) ? std::string(k_origin) : remotes.front();
}

std::vector<std::string> home_remotes(const Repository& repository, std::string_view pushed_to) {
  const std::vector<std::string> remotes = repository.remotes();
  std::vector<std::string> home;
  std::copy_if(remotes.begin(), remotes.end(), std::back_inserter(home),
               [&](const std::string& name) {
                 return name == k_origin || name == "upstream" || name == pushed_to;
               });
  return home.empty() ? remotes : home;
}

std::string exchange_remote(const Repository& repository) {
  std::string configured = remote_of_branch(repository);
  if (is_remote(repository, configured)) {
    return configured;
  }
  if (is_remote(repository, k_origin)) {
    return std::string(k_origin);
  }
  const std::vector<std::string> remotes = repository.remotes();
  return remotes.size() == 1 ? remotes.front() : "";
}

std::string tracking_ref(std::string_view remote, std::string_view branch) {
  return fmt::format("refs/remotes/{}/{}", remote, branch);
}

}  // namespace sallyport::git

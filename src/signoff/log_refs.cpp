#include "signoff/log_refs.hpp"

#include "util/encoding.hpp"
#include "util/sha256.hpp"

#include <algorithm>
#include <chrono>
#include <random>
#include <set>
#include <thread>

namespace sallyport::signoff {
namespace {

constexpr std::string_view k_remotes = "refs/remotes/";
constexpr std::string_view k_fetched = "refs/sallyport/fetched/";

/// Whether `name` is `<prefix><one component or remote>/<branch>`.
bool is_copy(std::string_view name, std::string_view branch,
             const std::vector<std::string>& remotes) {
  const std::string suffix = "/" + std::string(branch);
  if (!name.ends_with(suffix)) {
    return false;
  }
  name.remove_suffix(suffix.size());
  return name.find('/') == std::string_view::npos ||
         std::find(remotes.begin(), remotes.end(), name) != remotes.end();
}

}  // namespace

std::string local_log_ref(std::string_view branch) {
  return "refs/heads/" + std::string(branch);
}

std::string tracking_log_ref(const git::Repository& repository, std::string_view branch,
                             std::string_view remote) {
  const std::vector<std::string> remotes = repository.remotes();
  if (std::find(remotes.begin(), remotes.end(), remote) != remotes.end()) {
    return std::string(k_remotes) + std::string(remote) + "/" + std::string(branch);
  }
  const std::string name = util::to_hex(util::sha256(remote)).substr(0, 16);
  return std::string(k_fetched) + name + "/" + std::string(branch);
}

std::vector<core::Oid> log_tips(const git::Repository& repository, std::string_view branch) {
  std::set<core::Oid> tips;
  if (const auto local = repository.reference(local_log_ref(branch))) {
    tips.insert(*local);
  }
  const std::vector<std::string> remotes = repository.remotes();
  for (const std::string_view prefix : {k_remotes, k_fetched}) {
    for (const git::Reference& reference : repository.references(prefix)) {
      if (is_copy(std::string_view(reference.name).substr(prefix.size()), branch, remotes)) {
        tips.insert(reference.target);
      }
    }
  }
  return {tips.begin(), tips.end()};
}

void back_off(int attempt) {
  static thread_local std::mt19937 generator{std::random_device{}()};
  const int longest = std::min(500, 5 << std::min(attempt, 7));
  std::uniform_int_distribution<int> milliseconds(1, longest);
  std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds(generator)));
}

}  // namespace sallyport::signoff

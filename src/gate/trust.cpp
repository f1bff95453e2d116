#include "gate/trust.hpp"

#include "core/trust_path.hpp"
#include "util/error.hpp"
#include "util/glob.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace sallyport::gate {
namespace {

/// CI definitions that can run the gate: trust roots when they mention it.
constexpr std::array<std::string_view, 14> k_runners{".github/workflows/*",
                                                     ".github/actions/**",
                                                     ".gitea/workflows/*",
                                                     ".forgejo/workflows/*",
                                                     "/.gitlab-ci.yml",
                                                     ".gitlab/**",
                                                     "/bitbucket-pipelines.yml",
                                                     "/azure-pipelines.yml",
                                                     "/Jenkinsfile",
                                                     ".circleci/*",
                                                     ".buildkite/*",
                                                     ".woodpecker/*",
                                                     "/.woodpecker.yml",
                                                     "/.drone.yml"};

/// Files of hook managers, likewise.
constexpr std::array<std::string_view, 12> k_managers{
    ".husky/*",         "/.pre-commit-config.yaml",
    "/lefthook*.yml",   "/lefthook*.yaml",
    "/lefthook*.toml",  "/lefthook*.json",
    "/.lefthook*",      "/hk*.pkl",
    "/.config/hk*.pkl", "/.hk*.pkl",
    "/.overcommit.yml", "/prek.toml"};

constexpr std::int64_t k_most_bytes = std::int64_t{4} << 20U;
constexpr std::uint32_t k_kind_mask = 0170000;
constexpr std::uint32_t k_regular = 0100000;

template <typename Globs>
bool any_matches(const Globs& globs, std::string_view path) {
  return std::any_of(globs.begin(), globs.end(),
                     [&](const auto& glob) { return util::glob_matches_folded(glob, path); });
}

/// One that cannot be read whole is taken to mention it.
bool mentions_gate(const Session& session, const core::Oid& blob, std::uint32_t mode) {
  if ((mode & k_kind_mask) != k_regular) {
    return mode != 0;
  }
  try {
    const std::string text = session.repository.read_blob(blob, k_most_bytes);
    return util::ascii_lower(text).find("sallyport") != std::string::npos;
  } catch (const util::Error&) {
    return true;
  }
}

/// The folders that hold CI definitions directly; "" is the root.
constexpr std::array<std::string_view, 7> k_ci_folders{
    "",          ".github/workflows", ".gitea/workflows", ".forgejo/workflows",
    ".circleci", ".buildkite",        ".woodpecker"};

bool is_trust_root(const Session& session, const core::FileChange& file,
                   const core::Policy& policy) {
  const std::string& path = file.entry.path;
  if (core::is_trust_path(path, policy)) {
    return true;
  }
  return (any_matches(k_runners, path) || any_matches(k_managers, path)) &&
         (mentions_gate(session, file.old_oid, file.entry.old_mode) ||
          mentions_gate(session, file.new_oid, file.entry.new_mode));
}

bool file_mentions_gate(const Session& session, const core::Oid& tree, const std::string& path) {
  try {
    const auto file = session.repository.file_at(tree, path, k_most_bytes);
    return file && util::ascii_lower(file->content).find("sallyport") != std::string::npos;
  } catch (const util::Error&) {
    return false;
  }
}

}  // namespace

std::vector<std::string> ci_definitions(const Session& session, const core::Oid& tree) {
  std::vector<std::string> found;
  for (const std::string_view folder : k_ci_folders) {
    for (const auto& [name, mode] : session.repository.list_folder(tree, folder)) {
      const std::string path = folder.empty() ? name : fmt::format("{}/{}", folder, name);
      if (any_matches(k_runners, path) && file_mentions_gate(session, tree, path)) {
        found.push_back(path);
      }
    }
  }
  return found;
}

std::set<std::string> touched_trust_roots(const Session& session, const core::Change& change,
                                          const core::Policy& policy) {
  std::set<std::string> roots;
  for (const core::FileChange& file : change.files) {
    if (is_trust_root(session, file, policy)) {
      roots.insert(file.entry.path);
    }
  }
  return roots;
}

}  // namespace sallyport::gate

#pragma once

#include "attribution/attribution.hpp"
#include "core/change/change.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace sallyport::attribution {

/// A commit by Alice with `message`.
inline core::Commit commit_with(std::string message) {
  core::Commit commit;
  commit.author = {"Alice Example", "alice@example.com"};
  commit.committer = commit.author;
  commit.message = std::move(message);
  return commit;
}

/// A commit whose author and committer is `name <email>`.
inline core::Commit commit_by(std::string name, std::string email,
                              std::string message = "Add a parser\n") {
  core::Commit commit = commit_with(std::move(message));
  commit.author = {std::move(name), std::move(email)};
  commit.committer = commit.author;
  return commit;
}

/// The catalogue's detector.
inline const Detector& bundled() {
  static const Detector k_detector;
  return k_detector;
}

/// The ids of the rules that `evidence` names, in its order.
inline std::vector<std::string> rules_of(const std::vector<core::Evidence>& evidence) {
  std::vector<std::string> rules;
  rules.reserve(evidence.size());
  for (const core::Evidence& found : evidence) {
    rules.push_back(found.rule);
  }
  return rules;
}

inline std::vector<std::string> rules_of(const core::Commit& commit) {
  return rules_of(bundled().examine(commit).evidence);
}

using Ids = std::vector<std::string>;

}  // namespace sallyport::attribution

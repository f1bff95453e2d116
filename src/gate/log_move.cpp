#include "gate/log_move.hpp"

#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace sallyport::gate {
namespace {

constexpr std::array<std::string_view, 3> k_folders{"records/", "standing/", "subjects/"};

bool is_addition(const core::Entry& entry) {
  const bool in_place =
      std::any_of(k_folders.begin(), k_folders.end(),
                  [&](std::string_view folder) { return entry.path.starts_with(folder); });
  return in_place && entry.old_mode == 0 && entry.new_mode == 0100644;
}

/// The first path that `commit` does not simply add to what a parent has; empty: there is none.
std::string altered_path(const Session& session, const core::Commit& commit) {
  std::vector<core::Oid> before{core::empty_tree()};
  if (!commit.parents.empty()) {
    before.clear();
    for (const core::Oid& parent : commit.parents) {
      before.push_back(session.repository.tree_of(parent));
    }
  }
  for (const core::Oid& tree : before) {
    for (const core::Entry& entry : session.repository.read_entries(tree, commit.tree)) {
      if (!is_addition(entry)) {
        return entry.path;
      }
    }
  }
  return "";
}

}  // namespace

std::string refuse_log_move(const Session& session, const RefMove& move) {
  if (move.to.is_zero()) {
    return "the sign-off log must not be deleted";
  }
  const bool is_new = move.from.is_zero();
  if (!session.repository.has_commit(move.to)) {
    return "the sign-off log must be a branch of commits";
  }
  if (!is_new && !session.repository.is_ancestor(move.from, move.to)) {
    return "the sign-off log only grows; fetch it and unite both: sallyport sync";
  }
  const auto hidden = is_new ? std::vector<core::Oid>{} : std::vector<core::Oid>{move.from};
  for (const core::Commit& commit : session.repository.commits_between({{move.to}}, hidden)) {
    const std::string path = altered_path(session, commit);
    if (!path.empty()) {
      return fmt::format("the sign-off log only gains records, and {} does something else to {}",
                         core::abbreviated(*commit.id), util::quote_path(path));
    }
  }
  return "";
}

}  // namespace sallyport::gate

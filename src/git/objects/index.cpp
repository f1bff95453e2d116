#include "git/repository.hpp"
#include "git/repository_state.hpp"
#include "util/file.hpp"
#include "util/text.hpp"

#include <string>
#include <vector>

namespace sallyport::git {
namespace {

/// Merge heads that git names in the environment while it runs pre-merge-commit.
std::vector<core::Oid> heads_in_environment(const util::Environment& environment) {
  constexpr std::string_view k_prefix = "GITHEAD_";
  std::vector<core::Oid> heads;
  for (auto at = environment.lower_bound(std::string(k_prefix));
       at != environment.end() && at->first.starts_with(k_prefix); ++at) {
    if (const auto id = core::parse_oid(std::string_view(at->first).substr(k_prefix.size()))) {
      heads.push_back(*id);
    }
  }
  return heads;
}

}  // namespace

core::Oid Repository::index_tree() const {
  if (!state_->index_tree) {
    state_->index_tree = state_->backend->index_tree(Keep::thrown_away);
  }
  return *state_->index_tree;
}

core::Oid Repository::store_index_tree() {
  return state_->backend->index_tree(Keep::stored);
}

std::vector<core::Oid> Repository::merge_heads() const {
  std::vector<core::Oid> heads;
  const std::string text = util::read_file(git_dir() / "MERGE_HEAD").value_or("");
  for (const std::string_view line : util::split_lines(text)) {
    if (const auto id = core::parse_oid(util::trim(line))) {
      heads.push_back(*id);
    }
  }
  return heads.empty() ? heads_in_environment(state_->environment) : heads;
}

}  // namespace sallyport::git

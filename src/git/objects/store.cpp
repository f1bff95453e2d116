#include "git/objects/libgit2_types.hpp"
#include "git/objects/objects.hpp"
#include "git/repository.hpp"
#include "git/repository_state.hpp"
#include "util/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

namespace sallyport::git {
namespace {

core::Oid store(git_repository* repository, std::string_view bytes, git_object_t type) {
  git_odb* raw = nullptr;
  check(git_repository_odb(&raw, repository), "open the object database");
  const OdbHandle odb(raw);
  git_oid id;
  check(git_odb_write(&id, raw, bytes.data(), bytes.size(), type), "store an object");
  return from_git(id);
}

/// A name or an address as a commit header can hold it.
std::string header_text(std::string_view text) {
  std::string result;
  std::copy_if(text.begin(), text.end(), std::back_inserter(result), [](char byte) {
    return byte != '\n' && byte != '\0' && byte != '<' && byte != '>';
  });
  return result;
}

git_tree_update to_git(const TreeEdit& edit) {
  const bool removes = edit.kind == TreeEdit::Kind::remove;
  return {removes ? GIT_TREE_UPDATE_REMOVE : GIT_TREE_UPDATE_UPSERT, git::to_git(edit.oid),
          edit.kind == TreeEdit::Kind::folder ? GIT_FILEMODE_TREE : GIT_FILEMODE_BLOB,
          edit.path.c_str()};
}

std::string header_line(std::string_view role, const core::Identity& identity, util::Time time) {
  return fmt::format("{} {} <{}> {} +0000\n", role, header_text(identity.name),
                     header_text(identity.email), time.time_since_epoch().count());
}

}  // namespace

core::Oid Repository::write_blob(std::string_view content) {
  return store(state_->for_storing(), content, GIT_OBJECT_BLOB);
}

core::Oid Repository::edit_tree(const core::Oid& base, const std::vector<TreeEdit>& edits) {
  git_repository* repository = state_->for_storing();
  TreeHandle baseline;
  if (!base.is_zero() && base != core::empty_tree()) {
    git_tree* raw = nullptr;
    const git_oid id = to_git(base);
    check(git_tree_lookup(&raw, repository, &id),
          fmt::format("read tree '{}'", core::to_hex(base)));
    baseline.reset(raw);
  }
  std::vector<git_tree_update> updates;
  updates.reserve(edits.size());
  for (const TreeEdit& edit : edits) {
    updates.push_back(to_git(edit));
  }
  git_oid tree;
  check(git_tree_create_updated(&tree, repository, baseline.get(), updates.size(), updates.data()),
        "store a tree");
  return from_git(tree);
}

core::Oid Repository::write_commit(const core::Commit& commit) {
  std::string text = fmt::format("tree {}\n", core::to_hex(commit.tree));
  for (const core::Oid& parent : commit.parents) {
    text += fmt::format("parent {}\n", core::to_hex(parent));
  }
  text += header_line("author", commit.author, commit.time);
  text += header_line("committer", commit.committer, commit.time);
  text += "\n" + commit.message;
  return store(state_->for_storing(), text, GIT_OBJECT_COMMIT);
}

}  // namespace sallyport::git

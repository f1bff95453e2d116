#include "git/backend/libgit2_backend.hpp"
#include "git/backend/ref_files.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace sallyport::git {
namespace {

bool names_nothing(int code) {
  return code == GIT_ENOTFOUND || code == GIT_EINVALIDSPEC || code == GIT_EPEEL ||
         code == GIT_EUNBORNBRANCH;
}

std::string about(std::string_view verb, std::string_view name) {
  return util::say("{} '{}'", verb, name);
}

}  // namespace

std::optional<StoredRef> Libgit2Backend::find_ref(const std::string& name) {
  return find_ref_file(layout_, name);
}

std::vector<StoredRef> Libgit2Backend::list_refs(const std::string& prefix, std::size_t most) {
  return list_ref_files(layout_, prefix, most);
}

std::optional<core::Oid> Libgit2Backend::parse_revision(const std::string& text) {
  git_object* raw = nullptr;
  const int code = git_revparse_single(&raw, repository_.get(), text.c_str());
  if (code == GIT_EAMBIGUOUS) {
    refuse_ambiguous_id(text);
  }
  const bool ends_in_missing = text.starts_with("refs/") && code == GIT_ENOTFOUND &&
                               git_error_last()->klass == GIT_ERROR_ODB;
  if (names_nothing(code) && !ends_in_missing) {
    return std::nullopt;
  }
  check(code, about("resolve", text));
  const ObjectHandle object(raw);
  return from_git(*git_object_id(raw));
}

RefUpdate Libgit2Backend::move_ref(const RefChange& change) {
  const auto ident = [&](const char* key) {
    return setting(key, ConfigScope::worktree).value_or("sallyport");
  };
  git_repository_set_ident(repository_.get(), ident("user.name").c_str(),
                           ident("user.email").c_str());
  const git_oid target = to_git(change.to);
  const git_oid expected = to_git(change.from);
  git_reference* raw = nullptr;
  // Also where it must not exist (zero): git_reference_create looks before it locks.
  const int code =
      git_reference_create_matching(&raw, repository_.get(), change.name.c_str(), &target, 1,
                                    &expected, change.reflog_message.c_str());
  const ReferenceHandle reference(raw);
  if (code == GIT_EEXISTS || code == GIT_EMODIFIED || code == GIT_ENOTFOUND ||
      code == GIT_ELOCKED) {
    return RefUpdate::changed_meanwhile;
  }
  check(code, about("move the ref", change.name));
  return RefUpdate::moved;
}

std::vector<std::string> Libgit2Backend::remotes() {
  git_strarray names{};
  check(git_remote_list(&names, repository_.get()), "list the remotes");
  std::vector<std::string> remotes(names.strings, names.strings + names.count);
  git_strarray_dispose(&names);
  return remotes;
}

}  // namespace sallyport::git

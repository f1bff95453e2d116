#include "core/git_terms.hpp"
#include "git/objects/libgit2_types.hpp"
#include "git/repository.hpp"
#include "git/repository_state.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <string>

namespace sallyport::git {
namespace {

bool names_nothing(int code) {
  return code == GIT_ENOTFOUND || code == GIT_EINVALIDSPEC || code == GIT_EPEEL ||
         code == GIT_EUNBORNBRANCH;
}

std::string about(std::string_view verb, std::string_view name) {
  return util::say("{} '{}'", verb, name);
}

ReferenceHandle look_up(git_repository* repository, std::string_view name) {
  git_reference* raw = nullptr;
  const int code = git_reference_lookup(&raw, repository, std::string(name).c_str());
  if (names_nothing(code)) {
    return nullptr;
  }
  check(code, about("read the ref", name));
  return ReferenceHandle(raw);
}

/// Those of `names` that are refs.
std::vector<std::string> existing(git_repository* repository, std::vector<std::string> names) {
  std::erase_if(names, [&](const std::string& name) { return !look_up(repository, name); });
  return names;
}

/// Whether an object's id begins with `name`.
bool abbreviates_object(git_repository* repository, const std::string& name) {
  constexpr std::size_t k_fewest_digits = 4;
  git_oid prefix;
  if (name.size() < k_fewest_digits || git_oid_fromstrn(&prefix, name.data(), name.size()) != 0) {
    return false;
  }
  git_object* raw = nullptr;
  const int code = git_object_lookup_prefix(&raw, repository, &prefix, name.size(), GIT_OBJECT_ANY);
  const ObjectHandle object(raw);
  return code == 0 || code == GIT_EAMBIGUOUS;
}

[[noreturn]] void refuse_ambiguous(const std::string& name, std::vector<std::string> meanings) {
  throw util::Error(
      util::ErrorKind::usage,
      util::say("cannot resolve '{}': it is ambiguous: {}", name, util::join(meanings, ", ")),
      "give one of them in full");
}

/// Whether a name means what it says and nothing else: a ref, HEAD, FETCH_HEAD or a whole object
/// id.
bool is_full(const std::string& name) {
  const bool is_pseudo = name.ends_with("HEAD") && name.find('/') == std::string::npos;
  return name.starts_with("refs/") || is_pseudo || core::parse_oid(name);
}

/// The full name of the ref that `name` means. Anybody who may push can make a tag of any name, so
/// a branch, here or of a remote, comes before everything else, unlike gitrevisions(7); and nobody
/// guesses which of two is meant.
std::optional<std::string> meaning_of(git_repository* repository, const std::string& name) {
  if (name == "@") {
    return "HEAD";
  }
  if (is_full(name)) {
    return look_up(repository, name) ? std::optional(name) : std::nullopt;
  }
  const std::string remote = std::string(core::k_remotes) + name;
  const auto branches =
      existing(repository, {std::string(core::k_heads) + name, remote, remote + "/HEAD"});
  auto meanings = branches.empty()
                      ? existing(repository, {"refs/" + name, std::string(core::k_tags) + name})
                      : branches;
  const bool is_object = branches.empty() && abbreviates_object(repository, name);
  if (meanings.size() + (is_object ? 1 : 0) > 1) {
    if (is_object) {
      meanings.emplace_back("an object whose id begins so");
    }
    refuse_ambiguous(name, std::move(meanings));
  }
  return meanings.empty() ? std::nullopt : std::optional(meanings.front());
}

/// libgit2 looks for a tag first by the name that the log of HEAD has.
void refuse_branch_before(const std::string& revision) {
  if (revision.starts_with("@{-")) {
    throw util::Error(util::ErrorKind::usage,
                      util::say("cannot resolve '{}': branches are not counted back", revision),
                      "name the branch");
  }
}

/// `refs/heads/main~2` for `main~2`; other revisions as they are. Empty where it names a ref that
/// is not there: libgit2 would look for a tag of that name.
std::string in_full(git_repository* repository, const std::string& revision) {
  refuse_branch_before(revision);
  const std::size_t end = std::min(revision.find_first_of("~^:"), revision.find("@{"));
  const std::string name = revision.substr(0, end);
  const auto full = name.empty() ? std::nullopt : meaning_of(repository, name);
  if (full) {
    return *full + revision.substr(name.size());
  }
  return is_full(name) && !core::parse_oid(name) ? "" : revision;
}

/// The object that a tag names.
core::Oid target_of_tag(const Objects& objects, const core::Oid& tag) {
  constexpr std::string_view k_object = "object ";
  const Bytes bytes = objects.read(tag, GIT_OBJECT_TAG);
  const auto id = bytes.view.starts_with(k_object)
                      ? core::parse_oid(bytes.view.substr(k_object.size(), 2 * sizeof(core::Oid)))
                      : std::nullopt;
  if (!id) {
    throw util::Error(util::ErrorKind::unavailable,
                      util::say("cannot read tag '{}': it names no object", core::to_hex(tag)),
                      "git fsck --full");
  }
  return *id;
}

/// The object of `type` that `id` leads to; absent when it leads to none. Not by libgit2, which
/// cannot read every commit that git can.
std::optional<core::Oid> peel(const Objects& objects, core::Oid id, git_object_t type) {
  auto found = objects.type_of(id);
  for (; found == GIT_OBJECT_TAG && type != GIT_OBJECT_TAG; found = objects.type_of(id)) {
    id = target_of_tag(objects, id);
  }
  if (found == GIT_OBJECT_COMMIT && type == GIT_OBJECT_TREE) {
    return objects.tree_of_commit(id);
  }
  return found == type ? std::optional(id) : std::nullopt;
}

/// What a ref names, at the end of symbolic ones; absent when it dangles.
std::optional<core::Oid> named_by(git_reference* reference) {
  git_reference* direct = nullptr;
  if (git_reference_resolve(&direct, reference) != 0) {
    return std::nullopt;
  }
  const ReferenceHandle resolved(direct);
  return from_git(*git_reference_target(direct));
}

/// What an expression of gitrevisions(7) names; absent when nothing does.
std::optional<core::Oid> parse_revision(git_repository* repository, const std::string& text) {
  if (const auto id = core::parse_oid(text)) {
    return id;
  }
  const ReferenceHandle reference = text.starts_with("refs/") ? look_up(repository, text) : nullptr;
  if (reference) {
    return named_by(reference.get());
  }
  git_object* raw = nullptr;
  const int code = git_revparse_single(&raw, repository, text.c_str());
  if (code == GIT_EAMBIGUOUS) {
    throw util::Error(util::ErrorKind::usage,
                      util::say("cannot resolve '{}': it is ambiguous", text),
                      "give more digits, or the full ref name");
  }
  if (names_nothing(code)) {
    return std::nullopt;
  }
  check(code, about("resolve", text));
  const ObjectHandle object(raw);
  return from_git(*git_object_id(raw));
}

/// The object of `type` that a revision names; absent when nothing does.
std::optional<core::Oid> resolve(git_repository* repository, const Objects& objects,
                                 std::string_view revision, git_object_t type) {
  const bool is_text = revision.find('\0') == std::string_view::npos;
  const std::string text = is_text ? in_full(repository, std::string(revision)) : "";
  const auto named = text.empty() ? std::nullopt : parse_revision(repository, text);
  return named ? peel(objects, *named, type) : std::nullopt;
}

/// The commit that a ref leads to, or what it names when that is no commit; absent when it dangles.
std::optional<core::Oid> target_of(const Objects& objects, git_reference* reference) {
  const auto named = named_by(reference);
  return named ? peel(objects, *named, GIT_OBJECT_COMMIT).value_or(*named) : named;
}

}  // namespace

std::optional<std::string> Repository::head_branch() const {
  return symbolic_target("HEAD");
}

std::optional<core::Oid> Repository::head_commit() const {
  return reference("HEAD");
}

std::optional<core::Oid> Repository::resolve_commit(std::string_view revision) const {
  return resolve(state_->repository.get(), *state_->objects, revision, GIT_OBJECT_COMMIT);
}

std::optional<core::Oid> Repository::resolve_tree(std::string_view revision) const {
  if (core::parse_oid(revision) == core::empty_tree()) {
    return core::empty_tree();
  }
  return resolve(state_->repository.get(), *state_->objects, revision, GIT_OBJECT_TREE);
}

std::optional<std::string> Repository::full_ref_name(std::string_view name) const {
  const auto full = meaning_of(state_->repository.get(), std::string(name));
  return full ? symbolic_target(*full).value_or(*full) : full;
}

std::optional<core::Oid> Repository::reference(std::string_view full_name) const {
  const ReferenceHandle reference = look_up(state_->repository.get(), full_name);
  return reference ? target_of(*state_->objects, reference.get()) : std::nullopt;
}

std::optional<std::string> Repository::symbolic_target(std::string_view full_name) const {
  const ReferenceHandle reference = look_up(state_->repository.get(), full_name);
  if (!reference || git_reference_type(reference.get()) != GIT_REFERENCE_SYMBOLIC) {
    return std::nullopt;
  }
  return git_reference_symbolic_target(reference.get());
}

std::vector<Reference> Repository::references(std::string_view prefix) const {
  git_reference_iterator* raw = nullptr;
  // No name of a ref has a character that a glob takes for more than itself.
  const std::string glob = std::string(prefix) + "*";
  check(git_reference_iterator_glob_new(&raw, state_->repository.get(), glob.c_str()),
        "list the refs");
  const ReferencesHandle iterator(raw);
  std::vector<Reference> found;
  git_reference* next = nullptr;
  int code = 0;
  while ((code = git_reference_next(&next, raw)) == 0) {
    const ReferenceHandle reference(next);
    if (const auto target = target_of(*state_->objects, next)) {
      found.push_back({git_reference_name(next), *target});
    }
  }
  check(code == GIT_ITEROVER ? 0 : code, "list the refs");
  std::sort(found.begin(), found.end(),
            [](const Reference& left, const Reference& right) { return left.name < right.name; });
  return found;
}

std::vector<std::string> Repository::remotes() const {
  auto& remotes = state_->remotes;
  if (!remotes) {
    git_strarray names{};
    check(git_remote_list(&names, state_->repository.get()), "list the remotes");
    remotes.emplace(names.strings, names.strings + names.count);
    git_strarray_dispose(&names);
    std::sort(remotes->begin(), remotes->end());
  }
  return *remotes;
}

RefUpdate Repository::move_reference(std::string_view name, const core::Oid& from,
                                     const core::Oid& to, std::string_view reflog_message) {
  git_repository* repository = state_->repository.get();
  const std::string user = config("user.name", ConfigScope::worktree).value_or("sallyport");
  const std::string address = config("user.email", ConfigScope::worktree).value_or("sallyport");
  git_repository_set_ident(repository, user.c_str(), address.c_str());
  const git_oid target = to_git(to);
  const git_oid expected = to_git(from);
  git_reference* raw = nullptr;
  const std::string ref(name);
  const std::string message(reflog_message);
  // Also where it must not exist (zero): git_reference_create looks before it locks.
  const int code = git_reference_create_matching(&raw, repository, ref.c_str(), &target, 1,
                                                 &expected, message.c_str());
  const ReferenceHandle reference(raw);
  if (code == GIT_EEXISTS || code == GIT_EMODIFIED || code == GIT_ENOTFOUND ||
      code == GIT_ELOCKED) {
    return RefUpdate::changed_meanwhile;
  }
  check(code, about("move the ref", name));
  return RefUpdate::moved;
}

}  // namespace sallyport::git

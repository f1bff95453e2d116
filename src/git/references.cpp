#include "core/git_terms.hpp"
#include "git/repository.hpp"
#include "git/repository_state.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <string>

namespace sallyport::git {
namespace {

/// Those of `names` that are refs.
std::vector<std::string> existing(Backend& backend, std::vector<std::string> names) {
  std::erase_if(names, [&](const std::string& name) { return !backend.find_ref(name); });
  return names;
}

/// Whether an object's id begins with `name`.
bool abbreviates_object(Backend& backend, const std::string& name) {
  constexpr std::size_t k_fewest_digits = 4;
  return name.size() >= k_fewest_digits && backend.abbreviates_object(name);
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
std::optional<std::string> meaning_of(Backend& backend, const std::string& name) {
  if (name == "@") {
    return "HEAD";
  }
  if (is_full(name)) {
    return backend.find_ref(name) ? std::optional(name) : std::nullopt;
  }
  const std::string remote = std::string(core::k_remotes) + name;
  const auto branches =
      existing(backend, {std::string(core::k_heads) + name, remote, remote + "/HEAD"});
  auto meanings = branches.empty()
                      ? existing(backend, {"refs/" + name, std::string(core::k_tags) + name})
                      : branches;
  const bool is_object = branches.empty() && abbreviates_object(backend, name);
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
std::string in_full(Backend& backend, const std::string& revision) {
  refuse_branch_before(revision);
  const std::size_t end = std::min(revision.find_first_of("~^:"), revision.find("@{"));
  const std::string name = revision.substr(0, end);
  const auto full = name.empty() ? std::nullopt : meaning_of(backend, name);
  if (full) {
    return *full + revision.substr(name.size());
  }
  return is_full(name) && !core::parse_oid(name) ? "" : revision;
}

/// The object that a tag names.
core::Oid target_of_tag(const Objects& objects, const core::Oid& tag) {
  constexpr std::string_view k_object = "object ";
  const Bytes bytes = objects.read(tag, ObjectType::tag);
  const auto id = bytes.view.starts_with(k_object)
                      ? core::parse_oid(bytes.view.substr(k_object.size(),
                                                          bytes.view.find('\n') - k_object.size()))
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
std::optional<core::Oid> peel(const Objects& objects, core::Oid id, ObjectType type) {
  auto found = objects.type_of(id);
  for (; found == ObjectType::tag && type != ObjectType::tag; found = objects.type_of(id)) {
    id = target_of_tag(objects, id);
  }
  if (found == ObjectType::commit && type == ObjectType::tree) {
    return objects.tree_of_commit(id);
  }
  return found == type ? std::optional(id) : std::nullopt;
}

/// What an expression of gitrevisions(7) names; absent when nothing does.
std::optional<core::Oid> parse_revision(Backend& backend, const std::string& text) {
  if (const auto id = core::parse_oid(text)) {
    return id;
  }
  const auto ref = text.starts_with("refs/") ? backend.find_ref(text) : std::nullopt;
  return ref ? ref->target : backend.parse_revision(text);
}

/// The object of `type` that a revision names; absent when nothing does.
std::optional<core::Oid> resolve(Backend& backend, const Objects& objects,
                                 std::string_view revision, ObjectType type) {
  const bool is_text = revision.find('\0') == std::string_view::npos;
  const std::string text = is_text ? in_full(backend, std::string(revision)) : "";
  const auto named = text.empty() ? std::nullopt : parse_revision(backend, text);
  const auto found = named ? peel(objects, *named, type) : std::nullopt;
  // What a ref names must be there; an id may be of another repository, unless it is here, broken.
  if (named && !found && (core::parse_oid(text) != named || objects.is_damaged(*named))) {
    objects.require(*named);
  }
  return found;
}

/// The commit that a ref leads to, or what it names when that is no commit; absent when it dangles.
std::optional<core::Oid> target_of(const Objects& objects, const StoredRef& ref) {
  return ref.target ? peel(objects, *ref.target, ObjectType::commit).value_or(*ref.target)
                    : ref.target;
}

}  // namespace

std::optional<std::string> Repository::head_branch() const {
  return symbolic_target("HEAD");
}

std::optional<core::Oid> Repository::head_commit() const {
  return reference("HEAD");
}

std::optional<core::Oid> Repository::resolve_commit(std::string_view revision) const {
  return resolve(*state_->backend, *state_->objects, revision, ObjectType::commit);
}

std::optional<core::Oid> Repository::resolve_tree(std::string_view revision) const {
  const auto id = core::parse_oid(revision);
  if (id && !id->is_zero() && core::is_empty_tree(*id)) {
    return id;
  }
  return resolve(*state_->backend, *state_->objects, revision, ObjectType::tree);
}

std::optional<std::string> Repository::full_ref_name(std::string_view name) const {
  const auto full = meaning_of(*state_->backend, std::string(name));
  return full ? symbolic_target(*full).value_or(*full) : full;
}

std::optional<core::Oid> Repository::reference(std::string_view full_name) const {
  const auto ref = state_->backend->find_ref(std::string(full_name));
  return ref ? target_of(*state_->objects, *ref) : std::nullopt;
}

std::optional<std::string> Repository::symbolic_target(std::string_view full_name) const {
  const auto ref = state_->backend->find_ref(std::string(full_name));
  return ref ? ref->names : std::nullopt;
}

std::vector<Reference> Repository::references(std::string_view prefix, std::size_t most) const {
  std::vector<Reference> found;
  for (const StoredRef& ref : state_->backend->list_refs(std::string(prefix), most)) {
    if (const auto target = target_of(*state_->objects, ref)) {
      found.push_back({ref.name, *target});
    }
  }
  std::sort(found.begin(), found.end(),
            [](const Reference& left, const Reference& right) { return left.name < right.name; });
  return found;
}

std::vector<std::string> Repository::remotes() const {
  auto& remotes = state_->remotes;
  if (!remotes) {
    remotes = state_->backend->remotes();
    std::sort(remotes->begin(), remotes->end());
    remotes->erase(std::unique(remotes->begin(), remotes->end()), remotes->end());
  }
  return *remotes;
}

RefUpdate Repository::move_reference(std::string_view name, const core::Oid& from,
                                     const core::Oid& to, std::string_view reflog_message) {
  return state_->backend->move_ref({std::string(name), from, to, std::string(reflog_message)});
}

void Repository::forget_refs() const {
  state_->backend->forget_refs();
}

}  // namespace sallyport::git

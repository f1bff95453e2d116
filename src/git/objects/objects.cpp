#include "git/objects/objects.hpp"

#include "core/git_terms.hpp"
#include "git/backend/by_git.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace sallyport::git {
namespace {

constexpr std::size_t k_bytes_of_blobs = std::size_t{64} << 20U;
constexpr std::size_t k_bytes_of_trees = std::size_t{64} << 20U;

}  // namespace

Objects::Objects(Backend& backend, util::Environment environment, bool is_shallow)
    : backend_(backend),
      environment_(std::move(environment)),
      is_shallow_(is_shallow),
      blobs_(k_bytes_of_blobs),
      trees_(k_bytes_of_trees) {}

const std::vector<std::string>& Objects::promisors() const {
  if (!promisors_) {
    promisors_ = backend_.promisors();
    std::sort(promisors_->begin(), promisors_->end());
    promisors_->erase(std::unique(promisors_->begin(), promisors_->end()), promisors_->end());
  }
  return *promisors_;
}

bool Objects::fetches() const {
  return util::variable(environment_, "GIT_NO_LAZY_FETCH").empty() && !promisors().empty();
}

void Objects::prefetch(std::vector<core::Oid> ids) const {
  if (!fetches()) {
    return;
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  std::erase_if(ids, [&](const core::Oid& id) { return id.is_zero() || type_of(id); });
  if (!ids.empty()) {
    fetch_promised(backend_.layout(), environment_, promisors(), ids);
  }
}

template <typename Look>
auto Objects::find(const core::Oid& id, const Look& look) const {
  auto found = look();
  const bool is_missing = !found.value && found.fault.empty();
  if (is_missing && fetches()) {
    prefetch({id});
    found = look();
  }
  return found;
}

std::string Objects::missing_hint() const {
  if (!promisors().empty()) {
    return "git fetch --refetch --no-filter";
  }
  return is_shallow_ ? "git fetch --unshallow" : "git fsck --full";
}

void Objects::fail(const std::string& fault, const core::Oid& id, std::string_view noun) const {
  const bool missing = fault.empty();
  const std::string what = util::say("cannot read {} '{}': {}", noun, core::to_hex(id),
                                     missing ? "the object is missing" : fault);
  const std::string hint = missing ? missing_hint() : util::hint_for(what);
  throw util::Error(util::ErrorKind::unavailable, what, hint.empty() ? "git fsck --full" : hint);
}

Bytes Objects::read(const core::Oid& id, ObjectType type) const {
  Found<StoredObject> found = find(id, [&] { return backend_.object(id); });
  if (!found.value) {
    fail(found.fault, id, to_string(type));
  }
  if (found.value->type != type) {
    fail(fmt::format("it is a {}", to_string(found.value->type)), id, to_string(type));
  }
  return std::move(found.value->bytes);
}

Bytes Objects::blob(const core::Oid& id) {
  if (const Bytes* const known = blobs_.find(id)) {
    return *known;
  }
  Bytes bytes = read(id, ObjectType::blob);
  blobs_.keep(id, bytes, bytes.view.size());
  return bytes;
}

std::int64_t Objects::blob_size(const core::Oid& id) const {
  if (const Bytes* const known = blobs_.find(id)) {
    return static_cast<std::int64_t>(known->view.size());
  }
  const Found<ObjectHeader> found = find(id, [&] { return backend_.header(id); });
  if (!found.value) {
    fail(found.fault, id, "blob");
  }
  return found.value->size;
}

core::Content Objects::content(const core::Oid& id) {
  const auto known = contents_.find(id);
  if (known != contents_.end()) {
    return known->second;
  }
  const core::Content content = blob_size(id) >= k_huge ? core::Content{core::ContentKind::binary}
                                                        : core::classify_content(blob(id).view);
  contents_.emplace(id, content);
  return content;
}

Bytes Objects::text(const core::Oid& id) {
  const core::Encoding encoding = content(id).encoding;
  Bytes bytes = blob(id);
  if (encoding == core::Encoding::utf8) {
    return bytes;
  }
  auto text = std::make_shared<const std::string>(core::to_utf8(bytes.view, encoding));
  const std::string_view view = *text;
  return {std::move(text), view};
}

util::Sha256 Objects::digest_blob(const core::Oid& id) {
  if (blob_size(id) >= k_huge) {
    const auto streamed = backend_.digest(id);
    return streamed ? *streamed : util::sha256(read(id, ObjectType::blob).view);
  }
  return util::sha256(blob(id).view);
}

util::Sha256 Objects::digest(const core::Oid& id, std::uint32_t mode) {
  if (id.is_zero()) {
    return {};
  }
  if (mode == core::k_mode_submodule) {
    return util::sha256(core::to_hex(id));
  }
  const auto known = digests_.find(id);
  return known != digests_.end() ? known->second
                                 : digests_.emplace(id, digest_blob(id)).first->second;
}

std::optional<ObjectType> Objects::type_of(const core::Oid& id) const {
  const Found<ObjectHeader> found = backend_.header(id);
  return found.value ? std::optional(found.value->type) : std::nullopt;
}

bool Objects::exists(const core::Oid& id, ObjectType type) const {
  return type_of(id) == type;
}

bool Objects::is_damaged(const core::Oid& id) const {
  const Found<ObjectHeader> found = backend_.header(id);
  return !found.value && !found.fault.empty();
}

void Objects::require(const core::Oid& id) const {
  const Found<ObjectHeader> found = find(id, [&] { return backend_.header(id); });
  if (!found.value) {
    fail(found.fault, id, "object");
  }
}

std::optional<TreePlace> find_path(const Objects& objects, const core::Oid& root,
                                   std::string_view path, MissingTree missing) {
  TreePlace at{core::k_mode_tree, root};
  if (path.empty()) {
    return at;
  }
  for (const std::string& name : util::split(path, '/')) {
    const bool is_missing =
        missing == MissingTree::holds_nothing && !objects.exists(at.oid, ObjectType::tree);
    if (at.mode != core::k_mode_tree || is_missing) {
      return std::nullopt;
    }
    const auto tree = objects.tree(at.oid);
    const TreeEntry* const entry = find_entry(*tree, name);
    if (entry == nullptr) {
      return std::nullopt;
    }
    at = {entry->mode, entry->oid};
  }
  return at;
}

}  // namespace sallyport::git

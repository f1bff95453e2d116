#include "git/objects/objects.hpp"

#include "core/git_terms.hpp"
#include "git/objects/libgit2_types.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace sallyport::git {
namespace {

constexpr std::size_t k_recent_bytes = std::size_t{64} << 20U;
constexpr std::size_t k_recent_count = 64;

const char* noun_of(git_object_t type) {
  return git_object_type2string(type);
}

/// The digest of a loose blob read piece by piece; nothing where the database can not stream it.
std::optional<util::Sha256> stream_digest(git_odb* database, const core::Oid& id) {
  const git_oid oid = to_git(id);
  git_odb_stream* raw = nullptr;
  std::size_t size = 0;
  git_object_t type = GIT_OBJECT_INVALID;
  if (git_odb_open_rstream(&raw, &size, &type, database, &oid) < 0) {
    return std::nullopt;
  }
  const OdbStreamHandle stream(raw);
  util::Sha256Stream digest;
  std::vector<char> buffer(std::size_t{1} << 20U);
  while (size > 0) {
    const int count = git_odb_stream_read(stream.get(), buffer.data(), buffer.size());
    if (count <= 0) {
      return std::nullopt;
    }
    digest.update({buffer.data(), static_cast<std::size_t>(count)});
    size -= std::min(size, static_cast<std::size_t>(count));
  }
  return digest.finish();
}

}  // namespace

Objects::Objects(git_odb* database, std::string missing_hint)
    : database_(database), missing_hint_(std::move(missing_hint)) {}

void Objects::fail(int code, const core::Oid& id, std::string_view noun) const {
  const bool missing = code == GIT_ENOTFOUND;
  throw util::Error(util::ErrorKind::unavailable,
                    fmt::format("cannot read {} '{}': {}", noun, core::to_hex(id),
                                missing ? std::string("the object is missing") : last_error()),
                    missing ? missing_hint_ : std::string("git fsck --full"));
}

Bytes Objects::read(const core::Oid& id, git_object_t type) const {
  const git_oid oid = to_git(id);
  git_odb_object* raw = nullptr;
  const int code = git_odb_read(&raw, database_, &oid);
  if (code < 0) {
    fail(code, id, noun_of(type));
  }
  Bytes bytes{std::shared_ptr<git_odb_object>(raw, git_odb_object_free), {}};
  if (git_odb_object_type(raw) != type) {
    throw util::Error(util::ErrorKind::unavailable,
                      fmt::format("cannot read {} '{}': it is a {}", noun_of(type),
                                  core::to_hex(id), noun_of(git_odb_object_type(raw))),
                      "git fsck --full");
  }
  bytes.view = {static_cast<const char*>(git_odb_object_data(raw)), git_odb_object_size(raw)};
  return bytes;
}

Bytes Objects::blob(const core::Oid& id) {
  const auto known = std::find_if(recent_.begin(), recent_.end(),
                                  [&](const auto& pair) { return pair.first == id; });
  if (known != recent_.end()) {
    return known->second;
  }
  Bytes bytes = read(id, GIT_OBJECT_BLOB);
  recent_bytes_ += bytes.view.size();
  recent_.emplace_back(id, bytes);
  while (recent_.size() > k_recent_count || (recent_bytes_ > k_recent_bytes && !recent_.empty())) {
    recent_bytes_ -= recent_.front().second.view.size();
    recent_.pop_front();
  }
  return bytes;
}

std::int64_t Objects::blob_size(const core::Oid& id) const {
  const git_oid oid = to_git(id);
  std::size_t size = 0;
  git_object_t type = GIT_OBJECT_INVALID;
  const int code = git_odb_read_header(&size, &type, database_, &oid);
  if (code < 0) {
    fail(code, id, "blob");
  }
  return static_cast<std::int64_t>(size);
}

core::ContentKind Objects::kind(const core::Oid& id) {
  const auto known = kinds_.find(id);
  if (known != kinds_.end()) {
    return known->second;
  }
  const core::ContentKind kind =
      blob_size(id) >= k_huge ? core::ContentKind::binary : core::classify_content(blob(id).view);
  kinds_.emplace(id, kind);
  return kind;
}

util::Sha256 Objects::digest_blob(const core::Oid& id) {
  if (blob_size(id) >= k_huge) {
    const auto streamed = stream_digest(database_, id);
    return streamed ? *streamed : util::sha256(read(id, GIT_OBJECT_BLOB).view);
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

std::optional<git_object_t> Objects::type_of(const core::Oid& id) const {
  const git_oid oid = to_git(id);
  std::size_t size = 0;
  git_object_t found = GIT_OBJECT_INVALID;
  return git_odb_read_header(&size, &found, database_, &oid) == 0 ? std::optional(found)
                                                                  : std::nullopt;
}

bool Objects::exists(const core::Oid& id, git_object_t type) const {
  const auto found = type_of(id);
  return found && (type == GIT_OBJECT_ANY || found == type);
}

std::optional<TreePlace> find_path(const Objects& objects, const core::Oid& root,
                                   std::string_view path, MissingTree missing) {
  TreePlace at{core::k_mode_tree, root};
  if (path.empty()) {
    return at;
  }
  for (const std::string& name : util::split(path, '/')) {
    const bool is_missing =
        missing == MissingTree::holds_nothing && !objects.exists(at.oid, GIT_OBJECT_TREE);
    if (at.mode != core::k_mode_tree || is_missing) {
      return std::nullopt;
    }
    const Tree tree = objects.tree(at.oid);
    const auto entry = std::find_if(tree.entries.begin(), tree.entries.end(),
                                    [&](const TreeEntry& each) { return each.name == name; });
    if (entry == tree.entries.end()) {
      return std::nullopt;
    }
    at = {entry->mode, entry->oid};
  }
  return at;
}

}  // namespace sallyport::git

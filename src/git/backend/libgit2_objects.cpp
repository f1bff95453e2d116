#include "git/backend/by_git.hpp"
#include "git/backend/index_file.hpp"
#include "git/backend/libgit2_backend.hpp"
#include "util/file.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace sallyport::git {
namespace {

namespace fs = std::filesystem;

ObjectType type_from(git_object_t type) {
  return parse_object_type(git_object_type2string(type)).value_or(ObjectType::tag);
}

git_object_t type_for(ObjectType type) {
  return git_object_string2type(std::string(to_string(type)).c_str());
}

/// What a failed reading found.
template <typename T>
Found<T> failure(int code) {
  return {std::nullopt, code == GIT_ENOTFOUND ? std::string() : last_error()};
}

core::Oid write(git_repository* into, ObjectType type, std::string_view bytes) {
  git_odb* raw = nullptr;
  check(git_repository_odb(&raw, into), "open the object database");
  const OdbHandle odb(raw);
  git_oid id;
  check(git_odb_write(&id, raw, bytes.data(), bytes.size(), type_for(type)), "store an object");
  return from_git(id);
}

/// The index that merging two commits gives; null with the code of what failed.
IndexHandle merge(git_repository* repository, const core::Oid& ours, const core::Oid& theirs,
                  int& code) {
  const git_oid left_id = to_git(ours);
  const git_oid right_id = to_git(theirs);
  git_commit* left = nullptr;
  code = git_commit_lookup(&left, repository, &left_id);
  const CommitHandle left_owner(left);
  git_commit* right = nullptr;
  code = code < 0 ? code : git_commit_lookup(&right, repository, &right_id);
  const CommitHandle right_owner(right);
  git_merge_options options;
  git_merge_options_init(&options, GIT_MERGE_OPTIONS_VERSION);
  git_index* raw = nullptr;
  code = code < 0 ? code : git_merge_commits(&raw, repository, left, right, &options);
  return IndexHandle(code < 0 ? nullptr : raw);
}

}  // namespace

Found<ObjectHeader> Libgit2Backend::header(const core::Oid& id) {
  const git_oid oid = to_git(id);
  std::size_t size = 0;
  git_object_t type = GIT_OBJECT_INVALID;
  const int code = git_odb_read_header(&size, &type, odb_.get(), &oid);
  if (code < 0) {
    return failure<ObjectHeader>(code);
  }
  return {ObjectHeader{type_from(type), static_cast<std::int64_t>(size)}};
}

Found<StoredObject> Libgit2Backend::object(const core::Oid& id) {
  const git_oid oid = to_git(id);
  git_odb_object* raw = nullptr;
  const int code = git_odb_read(&raw, odb_.get(), &oid);
  if (code < 0) {
    return failure<StoredObject>(code);
  }
  std::shared_ptr<git_odb_object> owner(raw, git_odb_object_free);
  const std::string_view view(static_cast<const char*>(git_odb_object_data(raw)),
                              git_odb_object_size(raw));
  return {StoredObject{type_from(git_odb_object_type(raw)), {std::move(owner), view}}};
}

std::optional<util::Sha256> Libgit2Backend::digest(const core::Oid& blob) {
  const git_oid oid = to_git(blob);
  git_odb_stream* raw = nullptr;
  std::size_t size = 0;
  git_object_t type = GIT_OBJECT_INVALID;
  if (git_odb_open_rstream(&raw, &size, &type, odb_.get(), &oid) < 0) {
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

core::Oid Libgit2Backend::store(ObjectType type, std::string_view bytes) {
  return write(for_storing(), type, bytes);
}

bool Libgit2Backend::abbreviates_object(const std::string& digits) {
  git_oid prefix;
  if (git_oid_fromstrn(&prefix, digits.data(), digits.size()) != 0) {
    return false;
  }
  git_object* raw = nullptr;
  const int code =
      git_object_lookup_prefix(&raw, repository_.get(), &prefix, digits.size(), GIT_OBJECT_ANY);
  const ObjectHandle object(raw);
  return code == 0 || code == GIT_EAMBIGUOUS;
}

core::Oid Libgit2Backend::index_tree(Keep keep) {
  const bool stored = keep == Keep::stored;
  if (!fs::exists(layout_.index_file)) {
    return core::empty_tree(layout_.format);
  }
  const util::MappedFile index(layout_.index_file);
  const auto tree = tree_of_index_file(
      index.bytes(), {.store =
                          [&](std::string_view bytes) {
                            return write(stored ? for_storing() : plain_.get(), ObjectType::tree,
                                         bytes);
                          },
                      .has = [&](const core::Oid& id) { return header(id).value.has_value(); }});
  if (tree) {
    return *tree;
  }
  if (!stored && !scratch_) {
    scratch_.emplace();
    check(git_odb_add_disk_alternate(odb_.get(), scratch_->path().c_str()),
          "open a temporary object database");
  }
  return tree_of_index(layout_, environment_, stored ? layout_.object_dir : scratch_->path());
}

Found<core::Oid> Libgit2Backend::merged_tree(const core::Oid& ours, const core::Oid& theirs) {
  int code = 0;
  const IndexHandle index = merge(plain_.get(), ours, theirs, code);
  if (code == GIT_ENOTFOUND && !promisors().empty()) {
    const util::TemporaryFolder folder;
    return merge_by_git(layout_, environment_, folder.path(), {ours, theirs},
                        list_settings(layout_, environment_));
  }
  if (code == GIT_ENOTFOUND) {
    return {std::nullopt, last_error()};
  }
  git_oid tree;
  const bool is_clean = index && git_index_has_conflicts(index.get()) == 0 &&
                        git_index_write_tree_to(&tree, index.get(), plain_.get()) == 0;
  return {is_clean ? std::optional(from_git(tree)) : std::nullopt};
}

}  // namespace sallyport::git

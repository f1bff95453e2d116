#pragma once

#include "git/backend/backend.hpp"
#include "git/backend/libgit2_types.hpp"
#include "util/environment.hpp"
#include "util/file.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::git {

/// A repository through libgit2. Reading goes through `odb_`, which has a layer in memory in front:
/// trees of the index and of recomputed merges are written there and vanish with it.
class Libgit2Backend final : public Backend {
 public:
  /// `repository` is open, `layout` complete.
  Libgit2Backend(RepositoryHandle repository, Layout layout, util::Environment environment);

  [[nodiscard]] const Layout& layout() const override { return layout_; }
  [[nodiscard]] Found<ObjectHeader> header(const core::Oid& id) override;
  [[nodiscard]] Found<StoredObject> object(const core::Oid& id) override;
  [[nodiscard]] std::optional<util::Sha256> digest(const core::Oid& blob) override;
  [[nodiscard]] core::Oid store(ObjectType type, std::string_view bytes) override;
  [[nodiscard]] bool abbreviates_object(const std::string& digits) override;
  [[nodiscard]] std::optional<StoredRef> find_ref(const std::string& name) override;
  [[nodiscard]] std::vector<StoredRef> list_refs(const std::string& prefix,
                                                 std::size_t most) override;
  [[nodiscard]] std::optional<core::Oid> parse_revision(const std::string& text) override;
  RefUpdate move_ref(const RefChange& change) override;
  [[nodiscard]] core::Oid index_tree(Keep keep) override;
  [[nodiscard]] Found<core::Oid> merged_tree(const core::Oid& ours,
                                             const core::Oid& theirs) override;
  [[nodiscard]] std::optional<std::string> setting(const std::string& name,
                                                   ConfigScope least_trusted) override;
  [[nodiscard]] std::vector<std::string> remotes() override;
  [[nodiscard]] std::vector<std::string> promisors() override;

 private:
  /// A repository handle whose writes reach the disk.
  git_repository* for_storing();

  RepositoryHandle repository_;  ///< refs and layout
  Layout layout_;
  util::Environment environment_;
  OdbHandle odb_;
  RepositoryHandle plain_;  ///< `odb_` without configuration, work tree or attributes
  OdbHandle storing_odb_;   ///< opened when something is stored
  RepositoryHandle storing_;
  std::optional<util::TemporaryFolder> scratch_;  ///< for what only git can make of the index
};

}  // namespace sallyport::git

#pragma once

#include "git/backend/backend.hpp"
#include "git/backend/by_git.hpp"
#include "util/coprocess.hpp"
#include "util/environment.hpp"
#include "util/file.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::git {

/// A repository through git: one `git cat-file --batch-command` (git 2.36) that answers for objects
/// as long as this lives, one listing of the refs, one of the configuration, and a process for each
/// of the rest.
class GitBackend final : public Backend {
 public:
  GitBackend(Layout layout, util::Environment environment);

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
  void forget_refs() override { refs_.reset(); }
  [[nodiscard]] core::Oid index_tree(Keep keep) override;
  [[nodiscard]] Found<core::Oid> merged_tree(const core::Oid& ours,
                                             const core::Oid& theirs) override;
  [[nodiscard]] std::optional<std::string> setting(const std::string& name,
                                                   ConfigScope least_trusted) override;
  [[nodiscard]] std::vector<std::string> remotes() override;
  [[nodiscard]] std::vector<std::string> promisors() override;

 private:
  /// Asks for an object; its header, and what follows can be read.
  [[nodiscard]] Found<ObjectHeader> ask(std::string_view command, const core::Oid& id);
  /// What git says about an object for which the process ended; empty: it is missing.
  [[nodiscard]] std::string fault_of(const core::Oid& id);
  /// All refs and HEAD, by name, as they were when they were asked for first.
  [[nodiscard]] const std::map<std::string, StoredRef>& refs();
  /// What a ref of exactly that name holds.
  [[nodiscard]] std::optional<core::Oid> verified(const std::string& name);
  [[nodiscard]] StoredRef head();
  [[nodiscard]] const std::vector<Setting>& settings();
  /// The output of git with that input; throws `util::Error` (unavailable) "cannot `action`" when
  /// it fails.
  [[nodiscard]] std::string require(std::vector<std::string> arguments, std::string_view input,
                                    std::string_view action);

  Layout layout_;
  util::Environment environment_;
  util::TemporaryFolder scratch_;  ///< for objects that are thrown away
  std::unique_ptr<util::Coprocess> objects_;
  std::optional<std::map<std::string, StoredRef>> refs_;
  std::optional<std::vector<Setting>> settings_;
};

}  // namespace sallyport::git

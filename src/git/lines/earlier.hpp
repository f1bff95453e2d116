#pragma once

#include "core/change/change.hpp"
#include "git/lines/origins.hpp"
#include "git/objects/objects.hpp"
#include "git/repository.hpp"

#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace sallyport::git {

/// Finds who wrote the lines that a change brings back: lines that one of its commits took from a
/// parent outside the change, and lines that a commit which says that it reverts another has as
/// they were before that other one.
class EarlierCommits {
 public:
  EarlierCommits(const Repository& repository, Objects& objects, const ChangeRequest& request);

  /// `origin` of a text of the head with earlier commits for those of its added lines; nothing
  /// where no line is brought back. What cannot be read stays outside.
  std::optional<FileOrigin> trace(const core::FileChange& file, const FileOrigin& origin);

  /// The commits found, in the order of their indices.
  std::vector<core::Commit> take() && { return std::move(found_); }

 private:
  /// A commit that lines may have come from, and the lines that may have: those of this origin.
  struct Source {
    core::Oid commit;
    int introduced_by = core::k_outside;
    bool landed = true;  ///< the base has it among its ancestors
  };

  void add_sources(int index, const core::Commit& commit);
  /// The added lines that may be brought back, from 0.
  std::vector<std::int64_t> brought_back(const core::FileChange& file);
  /// For each line of `after`, the line of `before` that it is but for white space; -1: none.
  std::vector<std::int64_t> lines_from(const core::Oid& before, const core::Oid& after);
  bool take_from(const Source& source, const core::FileChange& file,
                 const std::vector<std::int64_t>& brought, std::vector<LineOrigin>& lines);
  void settle(const BlamedLines& blamed, std::int64_t line, bool landed, LineOrigin& origin);
  int index_of(const core::Oid& commit, bool landed);

  const Repository& repository_;
  Objects& objects_;
  const ChangeRequest& request_;
  std::set<core::Oid> own_;  ///< commits of the change
  std::vector<Source> sources_;
  std::map<core::Oid, int> indices_;
  std::vector<core::Commit> found_;
};

}  // namespace sallyport::git

#pragma once

#include "core/change/change.hpp"
#include "core/oid.hpp"
#include "git/objects/objects.hpp"

#include <cstddef>
#include <memory>
#include <vector>

namespace sallyport::git {

/// Which commits of a change a line comes from (core::LineShare).
struct LineOrigin {
  int introduced_by = core::k_outside;
  int touched_by = core::k_outside;
  int noted_by = core::k_outside;

  // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 takes <=> for a comparison with 0
  friend auto operator<=>(const LineOrigin&, const LineOrigin&) = default;
};

/// Where the lines of one file come from: one origin for all of them, or one for each.
struct FileOrigin {
  LineOrigin all;
  std::shared_ptr<const std::vector<LineOrigin>> lines{};  ///< absent: `all` holds for every line
  bool unknown = false;  ///< two of its versions were too large to compare

  [[nodiscard]] const LineOrigin& at(std::size_t line) const {
    return lines && line < lines->size() ? (*lines)[line] : all;
  }
};

/// An earlier version of a file, and where its lines come from.
struct Source {
  core::Oid oid;
  FileOrigin origin;
};

/// Where the lines of blob `id`, which commit number `commit` made from `sources`, come from: each
/// line from the first source that has it, else from the first that has it but for white space,
/// else the commit. What is not text counts as new in whole, and so does text that replaces it.
/// Once two versions are too large to compare, nothing is known of it and what comes after it.
FileOrigin blend_origins(Objects& objects, const core::Oid& id, const std::vector<Source>& sources,
                         int commit);

/// What notes on commit number `commit` say about one file of it.
struct FileNotes {
  const core::NotedFile& file;
  int commit = core::k_outside;
};

/// `origin` of a file of `count` lines with the lines marked that an AI wrote by `notes`. Of lines
/// that the commit added, where only their number is known, the first ones are marked.
FileOrigin with_notes(const FileOrigin& origin, const FileNotes& notes, std::size_t count);

}  // namespace sallyport::git

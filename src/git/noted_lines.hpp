#pragma once

#include "git/origins.hpp"

#include <cstddef>

namespace sallyport::git {

/// What notes on commit number `commit` say about one file of it.
struct FileNotes {
  const core::NotedFile& file;
  core::Portion of_added;  ///< of the lines that the commit added to any file
  int commit = core::k_outside;
};

/// `origin` of a file of `count` lines with the lines marked that an AI wrote by `notes`. Of lines
/// that the commit added, where only their number is known, the first ones are marked.
FileOrigin with_notes(const FileOrigin& origin, const FileNotes& notes, std::size_t count);

}  // namespace sallyport::git

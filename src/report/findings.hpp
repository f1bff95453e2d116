#pragma once

#include "core/verdict.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace sallyport::report {

/// One open item on one file.
struct Finding {
  const core::ItemResult* item;
  const core::FileAttribution* file;  ///< null: the item is open, and no file shows why

  /// Raw bytes; without a file, the policy's.
  [[nodiscard]] std::string path() const;
  /// The file's largest range of AI lines; null: it has none.
  [[nodiscard]] const core::LineRange* main_range() const;
};

/// Findings in the order in which they matter.
struct Findings {
  std::vector<Finding> shown;
  std::size_t left_out = 0;
};

/// The files on which `item` waits for eyes, most AI lines first: those with AI in them that no
/// review holds yet; where there are none, all that no review holds.
std::vector<const core::FileAttribution*> files_of(const core::ItemResult& item,
                                                   const core::Verdict& verdict);

/// Each open item on each of its files, at most `most`: files with most AI lines first, then by
/// path and item.
Findings find_open(const core::Verdict& verdict, std::size_t most);

/// 64 hexadecimal digits that stay the same as long as the item and the path do.
std::string fingerprint(const Finding& finding);

/// `Security review (security) is pending, by @security: 412 of 430 lines by Claude Code (lines
/// 1-400, 420)`
std::string message_of(const Finding& finding);

/// The last finding also says how many more there are; empty: none.
std::string left_out_note(const Findings& findings);

}  // namespace sallyport::report

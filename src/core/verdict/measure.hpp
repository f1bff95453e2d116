#pragma once

#include "core/change/change.hpp"
#include "core/origin/attribute.hpp"
#include "core/policy/policy.hpp"
#include "core/verdict/verdict.hpp"

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::core {

/// Which files of a change a measure looks at.
using FileFilter = std::function<bool(const FileChange&)>;

/// The measures of the part of a change that a filter selects, with the tools seen there.
struct Measurement {
  Metrics metrics;
  std::vector<ToolUse> tools;        ///< most lines first, then by id
  std::set<std::string> tools_seen;  ///< by any counted evidence of the commits that took part
  std::vector<std::int64_t> commit_lines;     ///< effective lines by commit, the earlier ones last
  std::vector<std::int64_t> commit_ai_lines;  ///< those of them that are AI lines
  std::vector<std::int64_t> commit_undeclared_lines;  ///< those that are undeclared
  std::vector<FileAttribution> files;  ///< those that were looked at, in the change's order
};

/// Measures the files that `filter` selects (null: all). `attribution` is of `change`. The
/// effective lines of a file are `max(added, ceil(added bytes / 40))` (policy.md, "`[[rule]]`"),
/// shared out by origin, rounded in favour of AI; a counted file that only moved adds none.
Measurement measure(const Change& change, const Attribution& attribution, const Policy& policy,
                    const FileFilter& filter);

/// `max(added lines, ceil(added bytes / 40))`.
std::int64_t effective_lines(const FileChange& file);

}  // namespace sallyport::core

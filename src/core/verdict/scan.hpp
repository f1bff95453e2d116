#pragma once

#include "core/change/change.hpp"
#include "core/origin/attribute.hpp"
#include "core/policy/policy.hpp"
#include "core/verdict/verdict.hpp"

#include <cstdint>
#include <map>
#include <string>

namespace sallyport::core {

/// Effective lines by who they are from.
struct LinesByOrigin {
  std::int64_t ai = 0;
  std::int64_t undeclared = 0;
  std::int64_t human = 0;

  [[nodiscard]] std::int64_t sum() const { return ai + undeclared + human; }
  LinesByOrigin& operator+=(const LinesByOrigin& other);
  friend bool operator==(const LinesByOrigin&, const LinesByOrigin&) = default;
};

/// A commit of a history with what it made itself, against all its parents.
struct ScannedCommit {
  CommitAttribution attribution;  ///< `lines` are those it introduced
  util::Time time;                ///< committer time
  bool merge = false;
  std::string unread;        ///< why its lines could not be counted, with what helps; empty: they
                             ///< were
  std::int64_t added = 0;    ///< lines; of a merge, those that no parent has
  std::int64_t deleted = 0;  ///< lines; 0 for a merge
  LinesByOrigin lines;
  std::map<std::string, LinesByOrigin> folders;  ///< by top-level folder, raw; "" is the root
  std::map<std::string, std::int64_t> tools;     ///< lines by tool id
};

/// What the commits of a month add up to.
struct ScannedMonth {
  std::int64_t commits = 0;
  std::int64_t ai_commits = 0;
  std::int64_t added = 0;
  std::int64_t deleted = 0;
  LinesByOrigin lines;
};

/// What a whole history adds up to.
struct Scan {
  std::int64_t commits = 0;
  std::int64_t merges = 0;
  std::int64_t unread = 0;  ///< commits whose lines could not be counted
  std::string why_unread;   ///< of the first of them
  std::int64_t added = 0;
  std::int64_t deleted = 0;
  LinesByOrigin lines;
  std::map<Origin, std::int64_t> origins;        ///< commits by origin
  std::map<std::string, ScannedMonth> months;    ///< by `2026-11`, committer time in UTC
  std::map<std::string, ToolUse> tools;          ///< by id
  std::map<std::string, LinesByOrigin> folders;  ///< by top-level folder, raw; "" is the root
};

/// Counts what the one commit of `change` made itself, which is what it introduced: lines that it
/// only re-indented, moved or merged in are others'. `attribution` is of `change`, whose files are
/// those that the commit changed against all its parents.
ScannedCommit scan_commit(Change change, const Attribution& attribution, const Policy& policy);

/// Adds a commit to what was counted so far.
void add_commit(Scan& scan, const ScannedCommit& commit);

}  // namespace sallyport::core

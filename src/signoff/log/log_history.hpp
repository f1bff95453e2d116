#pragma once

#include "git/repository.hpp"
#include "signoff/kept/cache.hpp"
#include "signoff/log/sieve.hpp"
#include "util/enum_names.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace sallyport::signoff {

/// What became of a file that a commit of the log added.
enum class LogLoss { removed, altered };
constexpr auto enum_names(LogLoss) {
  return util::names("removed", "altered");
}

/// A file that the history of a log added and its tip does not have, or not with that content.
struct LostFile {
  std::string path;
  core::Oid blob;  ///< what it was
  LogLoss loss = LogLoss::removed;

  friend bool operator==(const LostFile&, const LostFile&) = default;
};

/// What a commit of the log holds: the files of its tree and, of the records that its history added
/// and that pass a sieve, with their covers, those that are no longer there. Together they are all
/// that was ever added.
struct LogTip {
  core::Oid tree;
  std::vector<LostFile> lost;  ///< sorted by path
};

/// Reads the history of a log, each commit once: of a commit whose ancestor is known only what came
/// since is walked. What is known is kept in the repository between runs.
class LogHistory {
 public:
  /// `sieve` must outlive this object.
  LogHistory(const git::Repository& repository, Sieve& sieve);

  /// Throws `util::Error` (unavailable) where the history cannot be read whole.
  const LogTip& tip(const core::Oid& commit);
  /// Keeps what was learnt, where it can be.
  void keep();

 private:
  [[nodiscard]] core::Oid tree_of(const core::Oid& commit) const;
  [[nodiscard]] std::vector<core::Oid> known_ancestors(const core::Oid& commit) const;
  [[nodiscard]] LogTip walk(const core::Oid& commit);
  /// Those of `covers` that a record beside them was signed with.
  [[nodiscard]] std::vector<LostFile> signed_covers(const core::Oid& tree,
                                                    const std::vector<LostFile>& records,
                                                    const std::vector<LostFile>& covers);
  /// Takes in a line of the cache; false where it makes no sense.
  bool take(const std::string& line);

  const git::Repository* repository_;
  Sieve* sieve_;
  CacheFile file_;
  std::map<core::Oid, LogTip> tips_;
  std::vector<core::Oid> order_;  ///< of `tips_`, latest first
  bool is_new_ = false;
};

}  // namespace sallyport::signoff

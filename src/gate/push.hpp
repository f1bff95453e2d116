#pragma once

#include "gate/judge.hpp"
#include "gate/selection.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::gate {

/// One line that git gives the pre-push hook (githooks(5)).
struct RefUpdate {
  std::string local_ref;  ///< may be an expression such as `HEAD~1`
  core::Oid local_oid;    ///< zero: the remote ref is deleted
  std::string remote_ref;
  core::Oid remote_oid;  ///< zero: the remote ref is new
};

/// Parses the standard input of pre-push, each line from the right. Throws `util::Error` (usage) on
/// a line that is none.
std::vector<RefUpdate> parse_ref_updates(std::string_view input);

/// What judging one ref update gave: a judgement, or why there was nothing to judge.
struct PushJudgement {
  RefUpdate update;
  std::optional<Judgement> judgement;
  std::string note;  ///< one line, when nothing was judged
};

/// Judges one update of a push to `remote`. The log branch, deletions, refs that are no commits and
/// refs that share no history with the target are not judged.
PushJudgement judge_update(const Session& session, const RefUpdate& update,
                           const std::string& remote);

/// Whether the update is of the log branch itself.
bool is_log_update(const RefUpdate& update, const std::string& store_branch);

}  // namespace sallyport::gate

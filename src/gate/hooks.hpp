#pragma once

#include "gate/judge.hpp"
#include "gate/push.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::gate {

/// A commit message as `git commit` would store it: without comment lines and what follows
/// scissors.
std::string strip_comments(std::string_view message, char comment_character);

/// Whether `prepare-commit-msg` may stamp now: nothing is being amended, merged, rebased, picked or
/// reverted. `source` is the hook's second argument (githooks(5)); a clean `git revert` is told
/// only by its `message`.
bool may_stamp(const Session& session, std::string_view source, std::string_view message);

/// A skip that a person asked for through `SALLYPORT_SKIP`, kept in `$GIT_DIR/sallyport/skips`.
struct Skip {
  std::string time;  ///< ISO 8601
  std::string hook;
  std::string reason;
};
void record_skip(const Session& session, const Skip& skip);
std::vector<Skip> recorded_skips(const Session& session);

}  // namespace sallyport::gate

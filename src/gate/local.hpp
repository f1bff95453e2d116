#pragma once

#include "gate/judge.hpp"

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

/// The message that names the agent which makes the commit; nothing where no agent does, the policy
/// wants no stamp, or it may not be.
std::optional<std::string> stamped(const Session& session, std::string_view source,
                                   const std::string& message);

/// What became of a wish to pass a hook by.
enum class Skipping {
  not_wished,
  refused,   ///< it was an agent's, and only people may
  recorded,  ///< it is kept, and changes nothing where the change lands
};

/// A skip that a person asked for through `SALLYPORT_SKIP`, kept in `$GIT_DIR/sallyport/skips`.
struct Skip {
  std::string time;  ///< ISO 8601
  std::string hook;
  std::string reason;
};
void record_skip(const Session& session, const Skip& skip);
std::vector<Skip> recorded_skips(const Session& session);

/// Whether a hook is passed by for `reason` (empty: nobody wished so).
Skipping skip(const Session& session, const std::string& hook, const std::string& reason);

/// Settles the commit that a hook is asked about; `message` is what is known of its message. One
/// that is blocked is kept, so that it can be signed after the index moved on.
Judgement settle_commit(Session& session, core::Gate hook, const std::string& message);

/// Settles a ref that is pushed to `remote`, a name or an address. Before it blocks, it looks once
/// for sign-offs that others recorded meanwhile.
Judgement settle_push(Session& session, const RefMove& move, const std::string& remote);

/// Sends the log, where `remote` lacks something of it or of the subjects that it gets with the
/// push, ahead of what it vouches for. Why it was not sent, one line; empty: all is well.
std::string send_log(Session& session, const Governing& governing, const std::string& remote,
                     const std::vector<RefMove>& pushed);

}  // namespace sallyport::gate

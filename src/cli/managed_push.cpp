#include "cli/managed_push.hpp"

#include "setup/hook_table.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

namespace sallyport::cli {
namespace {

void say(const Invocation& invocation, const std::string& what) {
  if (!invocation.quiet) {
    invocation.err.line("sallyport: " + what);
  }
}

/// Without a commit nothing can be pushed. A detached HEAD has no name, so it takes its own.
std::vector<gate::RefMove> checked_out(const gate::Session& session) {
  const auto head = session.repository.head_commit();
  const std::string name = session.repository.head_branch().value_or("HEAD");
  return head ? std::vector<gate::RefMove>{{name, core::Oid{}, *head}}
              : std::vector<gate::RefMove>{};
}

/// The first ref, from what pre-commit exports. A push with the first commit of a history has no
/// PRE_COMMIT_TO_REF. Its PRE_COMMIT_FROM_REF is not the remote's tip where the ref is new.
std::vector<gate::RefMove> first_ref(const Invocation& invocation, const gate::Session& session) {
  const std::string local = util::variable(invocation.environment, "PRE_COMMIT_LOCAL_BRANCH");
  const std::string remote = util::variable(invocation.environment, "PRE_COMMIT_REMOTE_BRANCH");
  const std::string tip = util::variable(invocation.environment, "PRE_COMMIT_TO_REF");
  const auto commit = session.repository.resolve_commit(tip.empty() ? local : tip);
  if (remote.empty() || !commit) {
    say(invocation, "the hook manager passed no ref on; only what is checked out is judged");
    return checked_out(session);
  }
  say(invocation, "the hook manager shows only the first ref of a push; judged: " + remote);
  return {{remote, core::Oid{}, *commit}};
}

}  // namespace

std::vector<gate::RefMove> refs_of_managed_push(const Invocation& invocation,
                                                const gate::Session& session) {
  if (!util::variable(invocation.environment, "PRE_COMMIT").empty()) {
    return first_ref(invocation, session);
  }
  const auto work_dir = session.repository.work_dir();
  const auto manager = work_dir ? setup::find_hook_manager(*work_dir) : std::nullopt;
  if (manager && manager->calls_us() && !manager->passes_input()) {
    throw util::Error(util::ErrorKind::unavailable,
                      fmt::format("cannot see what is pushed: {} keeps the hook's input to itself",
                                  manager->name),
                      fmt::format("in '{}', set {} for sallyport at pre-push", manager->file,
                                  manager->input_key));
  }
  return {};
}

}  // namespace sallyport::cli

#include "gate/fetch.hpp"

#include "gate/line_notes.hpp"
#include "git/command.hpp"
#include "util/error.hpp"

#include <fmt/format.h>

namespace sallyport::gate {
namespace {

constexpr std::string_view k_remote = "origin";

using util::Error;
using util::ErrorKind;

util::CommandResult run_git(const Session& session, std::vector<std::string> arguments) {
  return git::run(git::command_for(session.repository, session.ambient.environment),
                  std::move(arguments));
}

bool is_partial(const Session& session) {
  return session.repository.config(fmt::format("remote.{}.promisor", k_remote),
                                   git::ConfigScope::worktree) == "true";
}

std::vector<std::string> fetch_command(const Session& session) {
  std::vector<std::string> words{"fetch",
                                 "--quiet",
                                 "--no-tags",
                                 "--prune",
                                 "--no-write-fetch-head",
                                 "--no-recurse-submodules",
                                 "--no-auto-maintenance"};
  if (session.repository.is_shallow()) {
    words.emplace_back("--unshallow");
  }
  if (is_partial(session)) {
    words.insert(words.end(), {"--refetch", "--no-filter"});
  }
  words.insert(words.end(), {"--", std::string(k_remote)});
  return words;
}

/// Fetches a commit that no branch leads to. A server may refuse; who needs it will say so.
void fetch_commit(const Session& session, const std::string& id) {
  const auto commit = core::parse_oid(id);
  if (commit && !commit->is_zero() && !session.repository.has_commit(*commit)) {
    run_git(session, {"fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--",
                      std::string(k_remote), id});
  }
}

}  // namespace

void fetch_for(const Session& session, const ci::Event& event) {
  std::vector<std::string> words = fetch_command(session);
  words.push_back(fmt::format("+refs/heads/*:refs/remotes/{}/*", k_remote));
  for (const std::string& refspec : note_refspecs(k_remote)) {
    words.push_back(refspec);
  }
  if (!event.head_ref.empty()) {
    words.push_back(event.head_ref);
  }
  const util::CommandResult ended = run_git(session, words);
  if (ended.status != 0) {
    throw Error(ErrorKind::unavailable,
                fmt::format("cannot fetch from '{}': {}", k_remote, git::one_line(ended.errors)),
                "check the network and the token of the job, or fetch everything before: git fetch "
                "--unshallow origin '+refs/heads/*:refs/remotes/origin/*'");
  }
  fetch_commit(session, event.head);
  fetch_commit(session, event.base);
}

}  // namespace sallyport::gate

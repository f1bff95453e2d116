#include "gate/fetch.hpp"

#include "gate/line_notes.hpp"
#include "git/command.hpp"
#include "git/remotes.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

namespace sallyport::gate {
namespace {

using util::Error;
using util::ErrorKind;

util::CommandResult run_git(const Session& session, std::vector<std::string> arguments) {
  return git::run(git::command_for(session.repository, session.ambient.environment),
                  std::move(arguments));
}

bool is_partial(const Session& session, const std::string& remote) {
  return session.repository.config(fmt::format("remote.{}.promisor", remote),
                                   git::ConfigScope::worktree) == "true";
}

std::vector<std::string> fetch_command(const Session& session, const std::string& remote) {
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
  if (is_partial(session, remote)) {
    words.insert(words.end(), {"--refetch", "--no-filter"});
  }
  words.insert(words.end(), {"--", remote});
  return words;
}

/// Fetches a commit that no branch leads to. A server may refuse; who needs it will say so.
void fetch_commit(const Session& session, const std::string& remote, const std::string& id) {
  const auto commit = core::parse_oid(id);
  if (commit && !commit->is_zero() && !session.repository.has_commit(*commit)) {
    run_git(session, {"fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--", remote, id});
  }
}

}  // namespace

void fetch_for(const Session& session, const ci::Event& event) {
  // Without any remote, git says so.
  const std::string remote = git::main_remote(session.repository).value_or("origin");
  const std::string branches = fmt::format("+refs/heads/*:refs/remotes/{}/*", remote);
  std::vector<std::string> words = fetch_command(session, remote);
  words.push_back(branches);
  for (const std::string& refspec : note_refspecs(remote)) {
    words.push_back(refspec);
  }
  if (!event.head_ref.empty()) {
    words.push_back(event.head_ref);
  }
  const util::CommandResult ended = run_git(session, words);
  if (ended.status != 0) {
    throw Error(ErrorKind::unavailable,
                fmt::format("cannot fetch from '{}': {}", remote, git::one_line(ended.errors)),
                fmt::format("check the network and the token of the job, or fetch everything "
                            "before: git fetch --unshallow {} '{}'",
                            util::shell_word(remote), branches));
  }
  fetch_commit(session, remote, event.head);
  fetch_commit(session, remote, event.base);
}

}  // namespace sallyport::gate

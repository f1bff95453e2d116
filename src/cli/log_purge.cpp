#include "cli/log.hpp"
#include "cli/records.hpp"
#include "cli/signing.hpp"
#include "signoff/log.hpp"
#include "signoff/subjects.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <set>

namespace sallyport::cli {
namespace {

constexpr std::size_t k_shown_digits = 12;

/// Otherwise the next sync puts back what the remote's log lost.
constexpr std::string_view k_forget_copies =
    R"(rm -f "$(git rev-parse --git-common-dir)/sallyport/log-copies")";

/// Every record that is known here, with subjects or without.
std::set<std::string> known_ids(const gate::Session& session, const std::string& store_branch) {
  const auto kept = signoff::ids_with_subjects(session.repository, store_branch);
  std::set<std::string> ids(kept.begin(), kept.end());
  for (const auto& logged : signoff::read_log(session.repository, store_branch).records) {
    ids.insert(logged.record.id);
  }
  return ids;
}

/// What is left to do: the log only grows, so its older commits still hold the files.
std::string instructions(const std::string& id, const std::string& branch,
                         const std::string& remote) {
  const std::string ref = util::shell_word("refs/heads/" + branch);
  const std::string copy = util::shell_word(fmt::format("refs/remotes/{}/{}", remote, branch));
  return fmt::format(
      "Send that with: sallyport sync\n"
      "\n"
      "Older commits of the log still hold the files. To be rid of them on {1} too:\n"
      "1. Let an administrator allow one forced push of {0} there (branch protection, and\n"
      "   sallyport's own hook on a server).\n"
      "2. After the sync, at the top of a clean work tree:\n"
      "     git filter-branch -f --index-filter 'git rm -r -q --cached --ignore-unmatch "
      "subjects/{2}/old subjects/{2}/new' -- {0}\n"
      "   or, where git filter-repo is installed:\n"
      "     git filter-repo --force --refs {0} --invert-paths --path subjects/{2}/old/ --path "
      "subjects/{2}/new/\n"
      "3. Send it, and drop what this clone still keeps of it:\n"
      "     git push --force --no-verify {1} {0} && {4}\n"
      "     git update-ref -d refs/original/{0}\n"
      "     git reflog expire --expire=now {0} {3} && git gc --prune=now\n"
      "4. In every other clone, before its next sync, which would bring them back:\n"
      "     git update-ref -d {0} && {4}\n"
      "     git fetch {1}\n"
      "A forge may keep unreachable objects until it collects them itself.\n",
      ref, util::shell_word(remote), id, copy, k_forget_copies);
}

int purge(const Invocation& invocation, const std::string& given) {
  gate::Session session = invocation.open_session();
  const gate::Governing governing = governing_here(session);
  const std::string& branch = governing.policy.store_branch;
  const std::string id = complete_id(known_ids(session, branch), given);
  const auto who = signoff::committer(session.repository, invocation.environment);
  signoff::purge_subjects(session.repository, branch, id,
                          {who, invocation.now, fmt::format("Purge what {} is about\n", id)});
  if (!invocation.quiet) {
    const std::string remote = log_remote(session);
    print(fmt::format(
        "The files that record {} is about are out of the log. The record itself "
        "stays and counts,\non a moved base only where the reviewed commits still are.\n{}",
        id.substr(0, k_shown_digits),
        instructions(id, branch, remote.empty() ? "origin" : remote)));
  }
  return 0;
}

}  // namespace

void add_log_purge(CLI::App& app, Invocation& invocation) {
  auto id = std::make_shared<std::string>();
  CLI::App* sub =
      app.add_subcommand("purge", "take the files that a record is about out of the log");
  sub->add_option("id", *id, "the record's id, or enough of its first digits")
      ->required()
      ->type_name("ID");
  sub->fallthrough();
  sub->callback([&invocation, id] {
    invocation.action = [&invocation, id] { return purge(invocation, *id); };
  });
}

}  // namespace sallyport::cli

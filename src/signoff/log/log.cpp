#include "signoff/log/log.hpp"

#include "git/remotes.hpp"
#include "signoff/log/log_refs.hpp"
#include "signoff/record/statement.hpp"
#include "util/encoding.hpp"
#include "util/sha256.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sallyport::signoff {
namespace {

std::string folder_of(const core::SignoffRecord& record) {
  const std::string date = date_of(record);
  return date.empty() ? "standing/" : "records/" + date + "/";
}

/// What a new log grows from: the copy of the remote that it will be exchanged with.
std::optional<core::Oid> tracked_tip(const git::Repository& repository, std::string_view branch) {
  const std::string remote = git::exchange_remote(repository);
  return remote.empty() ? std::nullopt
                        : repository.reference(tracking_log_ref(repository, branch, remote));
}

core::Oid tree_of(const git::Repository& repository, const std::optional<core::Oid>& commit) {
  return commit ? repository.resolve_tree(core::to_hex(*commit)).value_or(repository.empty_tree())
                : repository.empty_tree();
}

/// One attempt to change the log as it is now.
git::RefUpdate edit_once(git::Repository& repository, std::string_view branch,
                         const EditsFor& edits_for, core::Commit commit) {
  const std::string name = local_log_ref(branch);
  const auto local = repository.reference(name);
  const auto parent = local ? local : tracked_tip(repository, branch);
  const core::Oid before = tree_of(repository, parent);
  const std::vector<git::TreeEdit> edits = edits_for(before);
  if (edits.empty()) {
    return git::RefUpdate::moved;
  }
  commit.tree = repository.edit_tree(before, edits);
  if (parent) {
    commit.parents = {*parent};
  }
  return repository.move_reference(name, local.value_or(core::Oid{}),
                                   repository.write_commit(commit), "sallyport: sign-off");
}

}  // namespace

core::Identity committer(const git::Repository& repository, const util::Environment& environment) {
  const auto choose = [&](std::string_view name, std::string_view key,
                          const std::string& fallback) {
    const std::string value = util::variable(environment, name);
    return value.empty() ? repository.config(key, git::ConfigScope::worktree).value_or(fallback)
                         : value;
  };
  return {choose("GIT_COMMITTER_NAME", "user.name", "sallyport"),
          choose("GIT_COMMITTER_EMAIL", "user.email", "sallyport@localhost")};
}

core::Commit commit_of(const LogChange& change) {
  core::Commit commit;
  commit.author = change.identity;
  commit.committer = change.identity;
  commit.time = change.now;
  commit.message = change.message;
  return commit;
}

std::vector<LogFile> log_files(const core::SignoffRecord& record, const Payload& payload,
                               std::string_view envelope) {
  const std::string folder = folder_of(record);
  std::vector<LogFile> files{
      {folder + util::to_hex(util::sha256(envelope)) + ".json", std::string(envelope)}};
  if (!payload.covers_file.empty()) {
    files.push_back(
        {folder + util::to_hex(util::sha256(payload.json)) + ".covers.json", payload.covers_file});
  }
  return files;
}

std::vector<git::TreeEdit> edits_to_add(git::Repository& repository,
                                        const std::vector<LogFile>& files) {
  std::vector<git::TreeEdit> edits;
  edits.reserve(files.size());
  for (const LogFile& file : files) {
    edits.push_back({file.path, git::TreeEdit::Kind::file, repository.write_blob(file.content)});
  }
  return edits;
}

void append_to_log(git::Repository& repository, std::string_view branch,
                   const std::vector<LogFile>& files, const core::Identity& identity,
                   util::Time now) {
  std::vector<git::TreeEdit> edits = edits_to_add(repository, files);
  const std::string first = files.empty() ? "" : files.front().path;
  edit_log(repository, branch, [&](const core::Oid&) { return edits; },
           {identity, now, fmt::format("Record a sign-off\n\n{}\n", first)});
}

void edit_log(git::Repository& repository, std::string_view branch, const EditsFor& edits_for,
              const LogChange& change) {
  move_with_retries(repository, local_log_ref(branch), "record the sign-off",
                    [&] { return edit_once(repository, branch, edits_for, commit_of(change)); });
}

}  // namespace sallyport::signoff

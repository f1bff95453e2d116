#include "gate/log_move.hpp"

#include "core/git_terms.hpp"
#include "signoff/kept/subjects.hpp"
#include "signoff/log/log.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

namespace sallyport::gate {
namespace {

/// A record, or a file that a review was about, in bytes.
constexpr std::int64_t k_most_record_bytes = std::int64_t{16} << 20U;

/// Whether a path is a reviewed file that the log, with that tree, has purged.
bool is_purged(const Session& session, const core::Oid& tree, const std::string& path) {
  const auto subject = signoff::parse_subject_path(path);
  return subject && !subject->file.empty() &&
         signoff::is_purged(session.repository, tree, subject->id);
}

/// Why a commit of the log must not do that to a path; empty: it adds a record, or takes out what
/// was purged.
std::string fault_of(const Session& session, const core::Oid& tree, const core::Entry& entry) {
  if (is_purged(session, tree, entry.path)) {
    return entry.new_mode == 0 ? "" : "it was purged";
  }
  if (entry.old_mode != 0 || entry.new_mode != core::k_mode_file) {
    return "it may only be added, as a plain file";
  }
  try {
    const auto file = session.repository.file_at(tree, entry.path, k_most_record_bytes);
    return signoff::fault_of_log_file(entry.path, file ? file->content : "");
  } catch (const util::Error& error) {
    return error.what();
  }
}

std::vector<core::Oid> trees_before(const Session& session, const core::Commit& commit) {
  std::vector<core::Oid> trees;
  for (const core::Oid& parent : commit.parents) {
    trees.push_back(session.repository.tree_of(parent));
  }
  return trees.empty() ? std::vector<core::Oid>{core::empty_tree()} : trees;
}

/// What `commit` does to the log beside adding records; empty: nothing.
std::string fault_of(const Session& session, const core::Commit& commit) {
  for (const core::Oid& tree : trees_before(session, commit)) {
    for (const core::Entry& entry : session.repository.read_entries(tree, commit.tree)) {
      const std::string fault = fault_of(session, commit.tree, entry);
      if (!fault.empty()) {
        return fmt::format("{} in {}: {}", util::quote_path(entry.path),
                           core::abbreviated(*commit.id), fault);
      }
    }
  }
  return "";
}

}  // namespace

std::string refuse_move(const Session& session, const RefMove& move, const core::Policy& policy) {
  if (move.to.is_zero()) {
    return policy.deny_delete ? "the policy denies deleting it (deny_delete)" : "";
  }
  if (!session.repository.has_commit(move.to)) {
    session.repository.require_object(move.to);
    return "it would name something that is no commit";
  }
  const bool rewinds = !move.from.is_zero() && session.repository.has_commit(move.from) &&
                       !session.repository.is_ancestor(move.from, move.to);
  return rewinds && policy.deny_rewind
             ? "the policy denies taking commits away from it (deny_rewind)"
             : "";
}

std::string refuse_log_move(const Session& session, const RefMove& move) {
  if (move.to.is_zero()) {
    return "the sign-off log must not be deleted";
  }
  const bool is_new = move.from.is_zero();
  if (!session.repository.has_commit(move.to)) {
    return "the sign-off log must be a branch of commits";
  }
  if (!is_new && !session.repository.is_ancestor(move.from, move.to)) {
    return "the sign-off log only grows; fetch it and unite both: sallyport sync";
  }
  const auto hidden = is_new ? std::vector<core::Oid>{} : std::vector<core::Oid>{move.from};
  for (const core::Commit& commit : session.repository.commits_between({{move.to}}, hidden)) {
    const std::string fault = fault_of(session, commit);
    if (!fault.empty()) {
      return "the sign-off log only gains records: " + fault;
    }
  }
  return "";
}

}  // namespace sallyport::gate

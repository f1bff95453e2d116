#include "signoff/kept/waiting.hpp"

#include "signoff/log/log_path.hpp"
#include "signoff/log/log_refs.hpp"
#include "signoff/record/fields.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace sallyport::signoff {
namespace {

constexpr std::int64_t k_most_head_bytes = 200;
constexpr std::string_view k_heads = "heads";

std::optional<Waiting> parse_head(const std::string& id, std::string_view text) {
  const auto words = util::split(util::trim(text), ' ');
  const auto commit = core::parse_oid(words.front());
  const auto tree = core::parse_oid(words.back());
  if (!is_digest(id) || words.size() != 2 || !commit || !tree) {
    return std::nullopt;
  }
  return Waiting{id, commit->is_zero() ? std::nullopt : commit, *tree};
}

std::set<std::string> names_in(const git::Repository& repository, const core::Oid& tree,
                               std::string_view folder) {
  std::set<std::string> names;
  for (const auto& [name, mode] : repository.list_folder(tree, folder)) {
    names.insert(name);
  }
  return names;
}

git::RefUpdate edit_once(git::Repository& repository, const EditsFor& edits_for,
                         const LogChange& change) {
  const auto tip = repository.reference(k_waiting_ref);
  const core::Oid before = tip ? repository.tree_of(*tip) : repository.empty_tree();
  const std::vector<git::TreeEdit> edits = edits_for(before);
  if (edits.empty()) {
    return git::RefUpdate::moved;
  }
  core::Commit commit = commit_of(change);
  commit.tree = repository.edit_tree(before, edits);
  return repository.move_reference(k_waiting_ref, tip.value_or(core::Oid{}),
                                   repository.write_commit(commit), "sallyport: subjects");
}

}  // namespace

core::Oid waiting_tree(const git::Repository& repository) {
  const auto tip = repository.reference(k_waiting_ref);
  return tip ? repository.tree_of(*tip) : repository.empty_tree();
}

std::vector<Waiting> waiting_records(const git::Repository& repository) {
  const core::Oid tree = waiting_tree(repository);
  std::vector<Waiting> records;
  for (const std::string& id : names_in(repository, tree, k_heads)) {
    const auto head =
        repository.file_at(tree, fmt::format("{}/{}", k_heads, id), k_most_head_bytes);
    if (auto record = parse_head(id, head ? head->content : "")) {
      records.push_back(std::move(*record));
    }
  }
  return records;
}

std::string text_of(const Waiting& waiting) {
  return fmt::format("{} {}\n", core::to_hex(waiting.head_commit.value_or(core::Oid{})),
                     core::to_hex(waiting.head_tree));
}

void edit_waiting(git::Repository& repository, const EditsFor& edits_for, const LogChange& change) {
  move_with_retries(repository, std::string(k_waiting_ref), "keep the reviewed files",
                    [&] { return edit_once(repository, edits_for, change); });
}

void keep_here(git::Repository& repository, const std::vector<LogFile>& files,
               const LogChange& change) {
  std::vector<git::TreeEdit> edits = edits_to_add(repository, files);
  edit_waiting(
      repository, [&](const core::Oid& /*tree*/) { return edits; }, change);
}

void forget_waiting(git::Repository& repository, const std::vector<std::string>& ids,
                    const LogChange& change) {
  if (!repository.reference(k_waiting_ref)) {
    return;
  }
  const auto edits_for = [&](const core::Oid& tree) {
    const std::set<std::string> heads = names_in(repository, tree, k_heads);
    const std::set<std::string> subjects = names_in(repository, tree, k_subjects);
    std::vector<git::TreeEdit> edits;
    for (const std::string& id : ids) {
      if (heads.contains(id)) {
        edits.push_back({fmt::format("{}/{}", k_heads, id), git::TreeEdit::Kind::remove});
      }
      if (subjects.contains(id)) {
        edits.push_back({subjects_folder(id), git::TreeEdit::Kind::remove});
      }
    }
    return edits;
  };
  edit_waiting(repository, edits_for, change);
}

}  // namespace sallyport::signoff

#include "gate/spent.hpp"

#include "core/review.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>

namespace sallyport::gate {
namespace {

/// What records of one content have in common; many are of one change.
struct Content {
  core::Oid tip;
  core::Oid since;  ///< zero: the history is looked at from its beginning
  std::vector<core::Entry> covers;

  // NOLINTNEXTLINE(modernize-use-nullptr)
  friend auto operator<=>(const Content&, const Content&) = default;
};

bool is_positive(const core::SignoffRecord& record) {
  return record.item != core::k_provenance && (record.verdict == core::RecordVerdict::approve ||
                                               record.verdict == core::RecordVerdict::waive);
}

std::vector<core::Entry> covered(const core::SignoffRecord& record) {
  std::vector<core::Entry> covers;
  std::copy_if(record.covers.begin(), record.covers.end(), std::back_inserter(covers),
               [](const core::Entry& cover) { return !core::is_left(cover); });
  return covers;
}

/// Where the target's history begins to matter: where it and what was reviewed went separate ways.
core::Oid start_of(const Session& session, const core::SignoffRecord& record, const core::Oid& tip,
                   const core::Facts& facts) {
  const auto& reviewed = record.base.commit;
  if (reviewed && session.repository.has_commit(*reviewed)) {
    const auto bases = session.repository.merge_bases(*reviewed, {&tip, 1});
    return bases.empty() ? core::Oid{} : bases.front();
  }
  return facts.change.base_commit.value_or(core::Oid{});
}

/// The contents that the tip lacks come first, so that one look is enough for most commits.
bool has_landed_and_left(const Session& session, Content content) {
  const git::Repository& repository = session.repository;
  const auto is_in = [&](const core::Oid& commit) {
    return [&repository, tree = repository.tree_of(commit)](const core::Entry& entry) {
      return repository.has_new_side(tree, entry);
    };
  };
  auto& covers = content.covers;
  const auto there = std::partition(covers.begin(), covers.end(), std::not_fn(is_in(content.tip)));
  if (there == covers.begin()) {
    return false;
  }
  const auto line = content.since.is_zero()
                        ? repository.first_parents(content.tip)
                        : repository.first_parents_since(content.since, content.tip);
  return std::any_of(line.begin(), line.end(), [&](const core::Oid& commit) {
    return std::all_of(covers.begin(), covers.end(), is_in(commit));
  });
}

}  // namespace

std::set<std::string> spent_records(const Session& session, const Selection& selection,
                                    const core::Facts& facts,
                                    const std::vector<core::SignoffRecord>& records) {
  std::set<std::string> spent;
  if (!selection.target) {
    return spent;
  }
  std::map<Content, bool> known;
  for (const core::SignoffRecord& record : records) {
    const auto covers = is_positive(record) ? covered(record) : std::vector<core::Entry>{};
    for (const core::Oid& tip :
         covers.empty() ? std::vector<core::Oid>{} : selection.target->commits) {
      const Content content{tip, start_of(session, record, tip, facts), covers};
      const auto [found, is_new] = known.try_emplace(content, false);
      if (is_new) {
        found->second = has_landed_and_left(session, content);
      }
      if (found->second) {
        spent.insert(record.id);
      }
    }
  }
  return spent;
}

}  // namespace sallyport::gate

#include "gate/line_story.hpp"

#include "attribution/attribution.hpp"
#include "gate/evidence.hpp"
#include "gate/scan.hpp"
#include "util/error.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace sallyport::gate {
namespace {

/// Collects the commits that lines come from, each once.
class Storyteller {
 public:
  Storyteller(const Session& session, const Judgement& judgement)
      : session_(session),
        judgement_(judgement),
        detector_(detector_of(session, judgement.ground.governing.policy)),
        notes_(session, detector_, judgement.ground.governing.policy.min_strength,
               judgement.report.head_tree) {}

  void add_older(const git::BlamedLines& run) {
    const std::size_t commit = place_of(run.commit);
    const core::NotedLines& notes = notes_about(run.commit);
    for (std::int64_t line = 0; line < run.lines; ++line) {
      core::LineSource& source = lines_.emplace_back(core::LineSource{commit, commit});
      if (core::is_noted(notes, run.path, run.first_line_there + line)) {
        source.noted_by = commit;
      }
    }
  }

  /// Lines of the change are as it was attributed.
  void add_share(const core::LineShare& share) {
    for (std::int64_t line = 0; line < share.lines; ++line) {
      core::LineSource& source = lines_.at(static_cast<std::size_t>(share.first_line - 1 + line));
      source.noted_by.reset();
      if (share.noted_by != core::k_outside) {
        source.noted_by = place_in_change(share.noted_by);
      }
      if (share.introduced_by != core::k_outside) {
        source.introduced_by = place_in_change(share.introduced_by);
      }
      source.touched_by = share.touched_by == core::k_outside ? source.touched_by
                                                              : place_in_change(share.touched_by);
    }
  }

  core::FileStory finish(const std::string& path) {
    core::FileStory story;
    story.path = path;
    story.runs = core::runs_of(lines_);
    story.commits = std::move(commits_);
    return story;
  }

 private:
  const core::NotedLines& notes_about(const core::Oid& id) {
    static const core::NotedLines nothing;
    return id.is_zero() ? nothing : notes_.about(session_.repository.commit(id)).lines;
  }

  std::size_t place_in_change(int commit) {
    const core::Verdict& verdict = judgement_.report.verdict;
    const auto index = static_cast<std::size_t>(commit);
    const auto& known = index < verdict.commits.size()
                            ? verdict.commits[index]
                            : verdict.earlier.at(index - verdict.commits.size());
    return place(known.id.value_or(core::Oid{}), [&] { return known; });
  }

  std::size_t place_of(const core::Oid& id) {
    const auto& judged = judgement_.report.verdict.commits;
    const auto found = std::find_if(judged.begin(), judged.end(), [&](const auto& commit) {
      return commit.id.value_or(core::Oid{}) == id;
    });
    return place(id, [&] {
      return found != judged.end()
                 ? *found
                 : scan_one(session_, judgement_.ground.governing.policy, notes_, id).attribution;
    });
  }

  template <typename Read>
  std::size_t place(const core::Oid& id, const Read& read) {
    const auto [at, is_new] = places_.emplace(id, commits_.size());
    if (is_new) {
      commits_.push_back(read());
    }
    return at->second;
  }

  const Session& session_;
  const Judgement& judgement_;
  const attribution::Detector& detector_;
  LineNotes notes_;
  std::map<core::Oid, std::size_t> places_;
  std::vector<core::CommitAttribution> commits_;
  std::vector<core::LineSource> lines_;
};

/// The facts of the base that the report is about.
const core::Facts& facts_of(const Judgement& judgement) {
  const auto found = std::find_if(
      judgement.facts.begin(), judgement.facts.end(),
      [&](const auto& facts) { return facts.change.base_tree == judgement.report.base_tree; });
  return found == judgement.facts.end() ? judgement.facts.front() : *found;
}

/// The judged head: a commit, or one that is about to be made on top of what it is judged against.
core::Commit head_of(const Session& session, const Ground& ground) {
  core::Commit head;
  head.id = ground.head.commit;
  head.tree = ground.head.tree;
  head.parents = ground.commits.empty() ? std::vector<core::Oid>{} : ground.commits.back().parents;
  const core::Oid base = ground.bases.front().tree;
  const bool has_history = head.id || !head.parents.empty() || core::is_empty_tree(base);
  if (has_history) {
    return head;
  }
  const auto checked_out = session.repository.head_commit();
  if (!checked_out || session.repository.tree_of(*checked_out) != base) {
    throw util::Error(util::ErrorKind::usage,
                      "cannot tell who wrote the lines before the change: its base is a tree",
                      "name commits: --range A..B");
  }
  head.parents = {*checked_out};
  return head;
}

}  // namespace

std::optional<core::FileStory> story_of(const Session& session, const Judgement& judgement,
                                        const std::string& path) {
  const core::Commit head = head_of(session, judgement.ground);
  const auto runs = session.repository.blame(head, path);
  if (runs.empty()) {
    return std::nullopt;
  }
  Storyteller teller(session, judgement);
  for (const git::BlamedLines& run : runs) {
    teller.add_older(run);
  }
  for (const core::FileChange& file : facts_of(judgement).change.files) {
    if (file.entry.path == path) {
      std::for_each(file.shares.begin(), file.shares.end(),
                    [&](const core::LineShare& share) { teller.add_share(share); });
    }
  }
  return teller.finish(path);
}

std::map<std::string, core::DetectRule> detect_rules(const core::Policy& policy) {
  std::map<std::string, core::DetectRule> rules;
  for (const core::DetectRule& rule : policy.detect_rules) {
    rules.emplace(rule.id, rule);
  }
  for (const core::DetectRule& rule : attribution::catalogue()) {
    rules.emplace(rule.id, rule);
  }
  return rules;
}

}  // namespace sallyport::gate

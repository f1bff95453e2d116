#pragma once

#include "core/change/change.hpp"
#include "core/origin/evidence.hpp"
#include "gate/session.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::gate {

/// What is kept beside a commit about who wrote its lines.
struct CommitNotes {
  core::NotedLines lines;                ///< of agents whose evidence counts
  std::vector<core::Evidence> evidence;  ///< of every agent, by source, most lines first
  std::vector<std::string> faults;       ///< what cannot be read, one sentence each
};

/// What to fetch so that line-level notes of `remote` are seen here. They come to a place of their
/// own, so that nobody's own notes are touched, and nothing is amiss where the remote has none.
std::vector<std::string> note_refspecs(std::string_view remote);

/// Reads line-level notes on commits: git notes under `refs/notes/ai`, `refs/notes/ai-remote/*`,
/// `refs/notes/exceeds-ink` and `refs/notes/ai-attribution`, the objects under
/// `refs/ai/authorship/`, what `note_refspecs` brought of these, and `.agent-trace/traces.jsonl` in
/// one tree. Whoever may push can write most of them, so they only ever add.
class LineNotes {
 public:
  /// `detector` and `session` must outlive this; evidence below `min_strength` gives no lines.
  LineNotes(const Session& session, const attribution::Detector& detector,
            core::Strength min_strength, const core::Oid& head_tree);

  [[nodiscard]] const attribution::Detector& detector() const { return detector_; }

  /// What is known about a commit; read once. A commit without id has no notes.
  const CommitNotes& about(const core::Commit& commit);

  /// What of the trace file cannot be read, one sentence each.
  [[nodiscard]] const std::vector<std::string>& faults() const { return faults_; }

 private:
  void read_traces(const core::Oid& head_tree);
  CommitNotes read(const core::Commit& commit) const;
  void add_note(const git::Reference& ref, const core::Oid& blob, CommitNotes& into) const;
  void add_notes(const std::string& id, CommitNotes& into) const;
  void add_traces(const core::Commit& commit, CommitNotes& into) const;
  void add_agent(attribution::NotedAgent agent, CommitNotes& into) const;

  const Session& session_;
  const attribution::Detector& detector_;
  core::Strength min_strength_;
  std::vector<git::Reference> notes_;                ///< refs whose trees hold a note per commit
  std::multimap<std::string, git::Reference> logs_;  ///< by hex id of the commit
  std::multimap<std::string, attribution::TraceFindings> traces_;  ///< by revision
  std::vector<std::string> faults_;
  std::map<core::Oid, CommitNotes> read_;
};

}  // namespace sallyport::gate

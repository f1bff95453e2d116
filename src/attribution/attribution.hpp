#pragma once

#include "core/change/change.hpp"
#include "core/origin/evidence.hpp"
#include "core/policy/policy.hpp"
#include "core/verdict/verdict.hpp"
#include "util/environment.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::attribution {

/// The bundled rules, sorted by id. Generated from `data/catalogue.toml`.
std::span<const core::DetectRule> catalogue();

/// What people call the tools of the catalogue, by id: `Claude Code` for `claude-code`.
const core::ToolTitles& tool_titles();

/// What the hook can see of its caller.
struct Ambient {
  util::Environment environment;
  std::vector<std::string> ancestors;  ///< command names of the parent processes, nearest first
};

/// The names of this process's ancestors (`/proc`), nearest first; empty where they cannot be read.
std::vector<std::string> ancestor_processes();

/// Lines of a commit that something beside it ascribes to one agent.
struct NotedAgent {
  core::Evidence evidence;
  core::NotedLines lines;
};

/// What a note says: the agents with most lines first.
struct NoteFindings {
  std::vector<NotedAgent> agents;
  std::string fault;  ///< why it, or a part of it, cannot be read, one line; empty: it can
};

/// To which commit the lines of a trace belong.
enum class TraceTime {
  at_commit,      ///< the one that it names
  before_commit,  ///< a child of the one that it names
};

/// What a record of Agent Trace says.
struct TraceFindings {
  std::string revision;  ///< hex id of a commit
  TraceTime time = TraceTime::at_commit;
  std::optional<NotedAgent> agent;  ///< absent: nothing that counts
  bool is_readable = true;
};

/// What a commit did to a file.
enum class FileEdit { added, altered };

/// Finds evidence by the rules in force: the catalogue and the policy's own, less the disabled.
/// The catalogue's patterns are compiled on first use; a policy's rule whose pattern is not valid
/// throws on construction (`util::Error`, usage, naming the rule).
class Detector {
 public:
  explicit Detector(const core::Policy& policy);
  Detector();  ///< the bundled catalogue alone
  ~Detector();
  Detector(const Detector&) = delete;
  Detector& operator=(const Detector&) = delete;
  Detector(Detector&&) noexcept;
  Detector& operator=(Detector&&) noexcept;

  /// Everything in a commit's identities and message. Works on bytes; order is that of the message.
  [[nodiscard]] core::CommitEvidence examine(const core::Commit& commit) const;
  /// What a branch name says; `name` without `refs/heads/`.
  [[nodiscard]] std::vector<core::Evidence> examine_branch(std::string_view name) const;
  /// The evidence that a merge's subject names a branch of a tool; it holds for every commit that
  /// the merge brings in. Empty for a commit with one parent.
  [[nodiscard]] std::vector<core::Evidence> examine_merge(const core::Commit& merge) const;
  /// Whether a rule looks at files of that path (raw bytes, from the root).
  [[nodiscard]] bool watches(std::string_view path) const;
  /// What the rules say of a file that a commit added or altered. Altering one is never more than
  /// weak evidence. `content` gives its first bytes, and is called at most once, where a rule needs
  /// them.
  [[nodiscard]] std::vector<core::Evidence> examine_file(
      std::string_view path, FileEdit change, const std::function<std::string()>& content) const;
  /// What a note on a commit says, by the format that is kept under `ref`: the Git AI Standard
  /// (version 3, or 0.0.1), or the note of Qwen Code under `…/ai-attribution`.
  [[nodiscard]] NoteFindings examine_note(std::string_view ref, std::string_view note) const;
  /// What one record of Agent Trace says, a line of the file `path`.
  [[nodiscard]] TraceFindings examine_trace(std::string_view path, std::string_view record) const;
  /// What the environment and the ancestors say about who is running git now.
  [[nodiscard]] std::vector<core::Evidence> examine_ambient(const Ambient& ambient) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The trailer line that `prepare-commit-msg` adds, such as `Assisted-by: claude-code`.
std::string stamp_trailer(std::string_view tool);

/// `message` (a commit-message file with comments and scissors) with the stamp in its trailer
/// block; unchanged when the message already holds evidence of that tool.
std::string stamp_message(std::string_view message, std::string_view tool,
                          const Detector& detector);

}  // namespace sallyport::attribution

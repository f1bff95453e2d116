#include "gate/line_notes.hpp"

#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace sallyport::gate {
namespace {

constexpr std::int64_t k_most_note_bytes = std::int64_t{16} << 20U;
constexpr std::int64_t k_most_trace_bytes = std::int64_t{256} << 20U;
constexpr std::string_view k_trace_file = ".agent-trace/traces.jsonl";
constexpr std::string_view k_logs = "refs/ai/authorship/";
constexpr std::string_view k_fetched = "refs/sallyport/notes/";
constexpr std::array<std::string_view, 3> k_notes = {"ai", "exceeds-ink", "ai-attribution"};

/// Refs whose tree holds a note for each commit.
std::vector<git::Reference> notes_refs(const git::Repository& repository) {
  std::vector<git::Reference> refs;
  for (const std::string_view name : k_notes) {
    const std::string full = fmt::format("refs/notes/{}", name);
    if (const auto target = repository.reference(full)) {
      refs.push_back({full, *target});
    }
  }
  const auto of_remotes = repository.references("refs/notes/ai-remote/");
  refs.insert(refs.end(), of_remotes.begin(), of_remotes.end());
  for (git::Reference& fetched : repository.references(k_fetched)) {
    const std::string last = fetched.name.substr(fetched.name.rfind('/') + 1);
    if (std::find(k_notes.begin(), k_notes.end(), last) != k_notes.end()) {
      refs.push_back(std::move(fetched));
    }
  }
  return refs;
}

/// Refs that are named after the commit they are about, by its hex id.
std::multimap<std::string, git::Reference> authorship_logs(const git::Repository& repository) {
  std::multimap<std::string, git::Reference> logs;
  for (const std::string_view prefix : {k_logs, k_fetched}) {
    for (git::Reference& log : repository.references(prefix)) {
      std::string id = log.name.substr(log.name.rfind('/') + 1);
      if (core::parse_oid(id)) {
        logs.emplace(std::move(id), std::move(log));
      }
    }
  }
  return logs;
}

/// Where a tree of notes may keep the one on a commit (git-notes(1): folders of two digits).
std::array<std::string, 3> note_paths(const std::string& id) {
  const std::string_view digits = id;
  return {fmt::format("{}/{}/{}", digits.substr(0, 2), digits.substr(2, 2), digits.substr(4)),
          fmt::format("{}/{}", digits.substr(0, 2), digits.substr(2)), id};
}

std::string fault(std::string_view place, std::string_view why) {
  return util::say("what '{}' says cannot be read: {}", place, why);
}

bool is_larger(const core::Portion& left, const core::Portion& right) {
  return left.part * std::max<std::int64_t>(right.whole, 1) >
         right.part * std::max<std::int64_t>(left.whole, 1);
}

/// Anybody may add another note, so that it only raises what is known.
void add_file(core::NotedFile file, core::NotedFile& into) {
  into.lines.insert(into.lines.end(), file.lines.begin(), file.lines.end());
  if (is_larger(file.of_added, into.of_added)) {
    into.of_added = file.of_added;
  }
}

}  // namespace

std::vector<std::string> note_refspecs(std::string_view remote) {
  return {fmt::format("+refs/notes/ai*:{}{}/ai*", k_fetched, remote),
          fmt::format("+refs/notes/exceeds-ink*:{}{}/exceeds-ink*", k_fetched, remote),
          fmt::format("+{}*:{}{}/authorship/*", k_logs, k_fetched, remote)};
}

LineNotes::LineNotes(const Session& session, const attribution::Detector& detector,
                     core::Strength min_strength, const core::Oid& head_tree)
    : session_(session),
      detector_(detector),
      min_strength_(min_strength),
      notes_(notes_refs(session.repository)),
      logs_(authorship_logs(session.repository)) {
  read_traces(head_tree);
}

const CommitNotes& LineNotes::about(const core::Commit& commit) {
  static const CommitNotes nothing;
  if (!commit.id) {
    return nothing;
  }
  const auto known = read_.find(*commit.id);
  return known != read_.end() ? known->second
                              : read_.emplace(*commit.id, read(commit)).first->second;
}

void LineNotes::read_traces(const core::Oid& head_tree) {
  const auto file = session_.repository.file_at(head_tree, k_trace_file, k_most_trace_bytes);
  std::size_t number = 0;
  for (const std::string_view line :
       util::split_lines(file ? std::string_view(file->content) : std::string_view())) {
    ++number;
    if (util::trim(line).empty()) {
      continue;
    }
    attribution::TraceFindings trace = detector_.examine_trace(k_trace_file, line);
    if (!trace.is_readable) {
      faults_.push_back(fault(k_trace_file, fmt::format("line {} is no record", number)));
    } else if (trace.agent) {
      traces_.emplace(trace.revision, std::move(trace));
    }
  }
}

CommitNotes LineNotes::read(const core::Commit& commit) const {
  CommitNotes notes;
  add_notes(core::to_hex(*commit.id), notes);
  add_traces(commit, notes);
  return notes;
}

void LineNotes::add_notes(const std::string& id, CommitNotes& into) const {
  const auto paths = note_paths(id);
  for (const git::Reference& ref : notes_) {
    try {
      for (const auto& blob :
           session_.repository.blobs_at(session_.repository.tree_of(ref.target), paths)) {
        if (blob) {
          add_note(ref, *blob, into);
        }
      }
    } catch (const util::Error& error) {
      into.faults.push_back(fault(ref.name, error.what()));
    }
  }
  const auto [first, last] = logs_.equal_range(id);
  for (auto log = first; log != last; ++log) {
    try {
      add_note(log->second, log->second.target, into);
    } catch (const util::Error& error) {
      into.faults.push_back(fault(log->second.name, error.what()));
    }
  }
}

void LineNotes::add_note(const git::Reference& ref, const core::Oid& blob,
                         CommitNotes& into) const {
  attribution::NoteFindings found =
      detector_.examine_note(ref.name, session_.repository.read_blob(blob, k_most_note_bytes));
  if (!found.fault.empty()) {
    into.faults.push_back(fault(ref.name, found.fault));
  }
  for (attribution::NotedAgent& agent : found.agents) {
    add_agent(std::move(agent), into);
  }
}

void LineNotes::add_traces(const core::Commit& commit, CommitNotes& into) const {
  const auto add = [&](const core::Oid& revision, attribution::TraceTime time) {
    const auto [first, last] = traces_.equal_range(core::to_hex(revision));
    for (auto trace = first; trace != last; ++trace) {
      if (trace->second.time == time) {
        add_agent(*trace->second.agent, into);
      }
    }
  };
  if (traces_.empty()) {
    return;
  }
  add(*commit.id, attribution::TraceTime::at_commit);
  for (const core::Oid& parent : commit.parents) {
    add(parent, attribution::TraceTime::before_commit);
  }
}

void LineNotes::add_agent(attribution::NotedAgent agent, CommitNotes& into) const {
  if (agent.evidence.strength >= min_strength_) {
    for (auto& [path, file] : agent.lines.files) {
      add_file(std::move(file), into.lines.files[path]);
    }
  }
  if (std::find(into.evidence.begin(), into.evidence.end(), agent.evidence) ==
      into.evidence.end()) {
    into.evidence.push_back(std::move(agent.evidence));
  }
}

}  // namespace sallyport::gate

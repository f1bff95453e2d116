#pragma once

#include "attribution/attribution.hpp"
#include "attribution/authorship.hpp"
#include "core/change.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::attribution {

/// A note of Qwen Code (`refs/notes/ai-attribution`): of each file, how much an AI wrote.
struct QwenNote {
  std::string generator;
  core::NotedLines lines;
  std::string fault;  ///< why it cannot be read; empty: it can
};
QwenNote parse_qwen_note(std::string_view note);

/// A record of Agent Trace 0.1: the lines in whose making an AI had a part.
struct TraceRecord {
  std::string revision;  ///< hex id of a commit
  TraceTime time = TraceTime::at_commit;
  std::string agent;  ///< the tool's name, else the model's; may be empty
  LinesOfFiles lines;
};
/// Nothing for what is no record, or one of another version control system.
std::optional<TraceRecord> parse_trace(std::string_view json);

/// What Entire found of a commit: how many of the lines that it added are the agent's.
struct Checkpoint {
  std::string agent;
  core::Portion of_added;
};
/// Of the `metadata.json` of each session of a checkpoint; nothing where one has no figure.
std::optional<Checkpoint> parse_checkpoint(const std::vector<std::string>& sessions);

}  // namespace sallyport::attribution

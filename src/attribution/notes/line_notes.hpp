#pragma once

#include "attribution/attribution.hpp"
#include "core/change/change.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::attribution {

/// Lines by the path that a file has in the commit.
using LinesOfFiles = std::map<std::string, std::vector<core::LineSpan>>;

/// What an authorship log says of one commit.
struct Authorship {
  std::map<std::string, LinesOfFiles> agents;  ///< AI lines by the agent's name; empty: unnamed
  std::string fault;  ///< why the log, or a part of it, cannot be read; empty: it can
};

/// A log of the Git AI Standard, version 3: attestations, a line `---`, metadata in JSON. Lines
/// that several entries claim are the AI's if one of them is an AI's; a key that the metadata does
/// not resolve is an unnamed agent's, and lines of people are passed over. A fault in the
/// attestations leaves no lines; one in the metadata, or a number beyond any file's last line,
/// leaves what can be read.
Authorship parse_authorship_text(std::string_view log);

/// A log of version 0.0.1, which is JSON as a whole and names authors: `is_agent` tells an AI from
/// a person.
Authorship parse_authorship_json(std::string_view log,
                                 const std::function<bool(std::string_view)>& is_agent);

/// Adds lines `first` to `last`, 1-based; nothing where the range is reversed or starts at 0.
void add_span(std::vector<core::LineSpan>& spans, std::int64_t first, std::int64_t last);

/// Puts the spans of every path in order and joins what overlaps.
void normalize(LinesOfFiles& files);

/// A note of Qwen Code (`refs/notes/ai-attribution`): of each file, how much an AI wrote.
struct QwenNote {
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
std::optional<TraceRecord> parse_trace(std::string_view text);

}  // namespace sallyport::attribution

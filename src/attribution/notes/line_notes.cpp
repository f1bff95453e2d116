#include "attribution/notes/line_notes.hpp"

#include "attribution/notes/note_json.hpp"

#include <algorithm>
#include <utility>

namespace sallyport::attribution {
namespace {

/// Whether an author of a log of version 0.0.1 is an AI: it has metadata, or the name of one.
bool is_ai_author(const Json& author, const std::function<bool(std::string_view)>& is_agent) {
  const Json& metadata = member(author, "agent_metadata");
  return metadata.is_object() || metadata.is_string() || is_agent(text_at(author, "author"));
}

/// The lines of an author: numbers and pairs of numbers.
std::vector<core::LineSpan> spans_of(const Json& author) {
  std::vector<core::LineSpan> spans;
  for (const Json& line : list_at(author, "lines")) {
    const bool is_pair = line.is_array() && !line.empty();
    const auto first = count_of(is_pair ? line.front() : line);
    const auto last = count_of(is_pair ? line.back() : line);
    add_span(spans, first.value_or(0), last.value_or(0));
  }
  return spans;
}

/// Adds `spans` to the lines of a file, if there are any.
void add_spans(LinesOfFiles& files, const std::string& path,
               const std::vector<core::LineSpan>& spans) {
  if (!spans.empty()) {
    files[path].insert(files[path].end(), spans.begin(), spans.end());
  }
}

/// The reference implementation writes `1.0`, which is no version of the specification, and with it
/// the commit that was checked out before the one that got the lines.
TraceTime time_of(const std::string& version) {
  return std::count(version.begin(), version.end(), '.') == 1 ? TraceTime::before_commit
                                                              : TraceTime::at_commit;
}

/// A path that a tool makes up for what has no file: `.sessions`, `.shell-history`, `.unknown`.
bool is_pseudo_file(const std::string& path) {
  return path.empty() || path == ".sessions" || path == ".shell-history" || path == ".unknown";
}

/// Whether an AI had a part in a range of `conversation`: its own contributor counts before the
/// conversation's, and who is not named is the agent that the record is about.
bool is_by_ai(const Json& conversation, const Json& range) {
  const Json& own = member(member(range, "contributor"), "type");
  const std::string contributor = own.is_string()
                                      ? own.get<std::string>()
                                      : text_at(member(conversation, "contributor"), "type");
  return contributor != "human" && contributor != "unknown";
}

/// The lines of a file of a trace in whose making an AI had a part.
std::vector<core::LineSpan> ai_spans(const Json& file) {
  std::vector<core::LineSpan> spans;
  for (const Json& conversation : list_at(file, "conversations")) {
    for (const Json& range : list_at(conversation, "ranges")) {
      if (is_by_ai(conversation, range)) {
        add_span(spans, count_of(member(range, "start_line")).value_or(0),
                 count_of(member(range, "end_line")).value_or(0));
      }
    }
  }
  return spans;
}

/// The first model that a trace names.
std::string model_of(const Json& trace) {
  for (const Json& file : list_at(trace, "files")) {
    for (const Json& conversation : list_at(file, "conversations")) {
      std::string model = text_at(member(conversation, "contributor"), "model_id");
      if (!model.empty()) {
        return model;
      }
    }
  }
  return {};
}

}  // namespace

Authorship parse_authorship_json(std::string_view log,
                                 const std::function<bool(std::string_view)>& is_agent) {
  Authorship authorship;
  const Json json = read_json(log);
  if (json.is_discarded()) {
    authorship.fault = "it is no JSON";
    return authorship;
  }
  const std::string schema = text_at(json, "schema_version");
  if (!schema.empty() && schema != "authorship/0.0.1") {
    authorship.fault = "its version is not known";
  }
  for (const auto& [path, file] : list_at(json, "files").items()) {
    for (const Json& author : list_at(file, "authors")) {
      const auto spans = spans_of(author);
      if (!spans.empty() && is_ai_author(author, is_agent)) {
        add_spans(authorship.agents[text_at(author, "author")], path, spans);
      }
    }
  }
  for (auto& [agent, files] : authorship.agents) {
    normalize(files);
  }
  return authorship;
}

QwenNote parse_qwen_note(std::string_view note) {
  QwenNote parsed;
  const Json json = read_json(note);
  if (json.is_discarded()) {
    parsed.fault = "it is no JSON";
    return parsed;
  }
  for (const auto& [path, file] : list_at(json, "files").items()) {
    const auto percent = count_of(member(file, "percent")).value_or(0);
    if (percent > 0) {
      parsed.lines.files[path].of_added = {percent, 100};
    }
  }
  return parsed;
}

std::optional<TraceRecord> parse_trace(std::string_view text) {
  const Json json = read_json(text);
  const std::string version = text_at(json, "version");
  const std::string system = text_at(member(json, "vcs"), "type");
  if (version.empty() || (!system.empty() && system != "git")) {
    return std::nullopt;
  }
  TraceRecord record;
  record.revision = text_at(member(json, "vcs"), "revision");
  record.time = time_of(version);
  record.agent = text_at(member(json, "tool"), "name");
  record.agent = record.agent.empty() ? model_of(json) : record.agent;
  for (const Json& file : list_at(json, "files")) {
    const std::string path = text_at(file, "path");
    if (!is_pseudo_file(path)) {
      add_spans(record.lines, path, ai_spans(file));
    }
  }
  normalize(record.lines);
  return record;
}

}  // namespace sallyport::attribution

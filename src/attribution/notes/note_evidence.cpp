#include "attribution/examine.hpp"
#include "attribution/notes/line_notes.hpp"
#include "util/encoding.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace sallyport::attribution {
namespace {

constexpr std::string_view k_qwen_notes = "/ai-attribution";

/// Whether a log is one of version 0.0.1, which has no attestations and no divider.
bool is_json(std::string_view log) {
  log = util::without_byte_order_mark(log);
  const std::size_t start = log.find_first_not_of(" \t\r\n");
  return start != std::string_view::npos && log[start] == '{';
}

Authorship parse_log(const RuleTable& table, std::string_view log) {
  if (!is_json(log)) {
    return parse_authorship_text(log);
  }
  return parse_authorship_json(log, [&](std::string_view author) {
    return co_author_rule(table, {std::string(author), ""}) != nullptr;
  });
}

/// The evidence in the lines of one agent, found at `place`; nothing where no rule for notes holds.
std::optional<core::Evidence> evidence_of_agent(const RuleTable& table, std::string_view place,
                                                const std::string& agent) {
  const core::DetectRule* rule = table.of(core::EvidenceKind::note).find(agent);
  if (rule == nullptr) {
    return std::nullopt;
  }
  core::Evidence evidence =
      evidence_of(*rule, core::Position::note,
                  agent.empty() ? std::string(place) : fmt::format("{}: {}", place, agent));
  if (rule->tool == core::k_unknown_tool) {
    evidence.tool = tool_named_in(agent, table.tools);
  }
  return evidence;
}

std::int64_t count_lines(const core::NotedLines& lines) {
  const auto add_span = [](std::int64_t sum, const core::LineSpan& span) {
    return sum + span.last - span.first + 1;
  };
  std::int64_t count = 0;
  for (const auto& [path, file] : lines.files) {
    count = std::accumulate(file.lines.begin(), file.lines.end(), count, add_span);
  }
  return count;
}

NoteFindings examine_qwen_note(const RuleTable& table, std::string_view ref,
                               std::string_view note) {
  QwenNote parsed = parse_qwen_note(note);
  NoteFindings findings;
  findings.fault = std::move(parsed.fault);
  if (!parsed.lines.files.empty()) {
    if (auto evidence = evidence_of_agent(table, ref, "qwen-code")) {
      findings.agents.push_back({*std::move(evidence), std::move(parsed.lines)});
    }
  }
  return findings;
}

NoteFindings examine_log(const RuleTable& table, std::string_view ref, std::string_view log) {
  Authorship authorship = parse_log(table, log);
  NoteFindings findings;
  findings.fault = std::move(authorship.fault);
  for (auto& [agent, files] : authorship.agents) {
    auto evidence = evidence_of_agent(table, ref, agent);
    if (!evidence) {
      continue;
    }
    NotedAgent& noted = findings.agents.emplace_back();
    noted.evidence = *std::move(evidence);
    for (auto& [path, spans] : files) {
      noted.lines.files[path].lines = std::move(spans);
    }
  }
  std::stable_sort(findings.agents.begin(), findings.agents.end(),
                   [](const NotedAgent& a, const NotedAgent& b) {
                     return count_lines(a.lines) > count_lines(b.lines);
                   });
  return findings;
}

}  // namespace

NoteFindings Detector::examine_note(std::string_view ref, std::string_view note) const {
  return ref.ends_with(k_qwen_notes) ? examine_qwen_note(state_->table, ref, note)
                                     : examine_log(state_->table, ref, note);
}

TraceFindings Detector::examine_trace(std::string_view path, std::string_view record) const {
  TraceFindings findings;
  auto parsed = parse_trace(record);
  if (!parsed) {
    findings.is_readable = false;
    return findings;
  }
  findings.revision = std::move(parsed->revision);
  findings.time = parsed->time;
  auto evidence = evidence_of_agent(state_->table, path, parsed->agent);
  if (!evidence || parsed->lines.empty()) {
    return findings;
  }
  NotedAgent& noted = findings.agent.emplace();
  noted.evidence = *std::move(evidence);
  for (auto& [file, spans] : parsed->lines) {
    noted.lines.files[file].lines = std::move(spans);
  }
  return findings;
}

}  // namespace sallyport::attribution

#include "core/evidence.hpp"
#include "core/policy.hpp"
#include "core/record.hpp"
#include "core/verdict.hpp"

#include <fmt/format.h>

#include <array>

namespace sallyport::core {
namespace {

/// The name of an enumerator whose values count up from 0 in the order of `names`.
template <typename Enum, std::size_t Size>
std::string_view name_of(const std::array<std::string_view, Size>& names, Enum value) {
  return names.at(static_cast<std::size_t>(value));
}

}  // namespace

std::string_view to_string(Strength strength) {
  static constexpr std::array<std::string_view, 3> k_names{"weak", "strong", "decisive"};
  return name_of(k_names, strength);
}

std::string_view to_string(EvidenceKind kind) {
  static constexpr std::array<std::string_view, 14> k_names{
      "author-id",      "author-email", "author-name", "committer-email",
      "committer-name", "co-author",    "trailer",     "body-line",
      "subject",        "branch",       "env",         "process",
      "file",           "note"};
  return name_of(k_names, kind);
}

std::string_view to_string(Position position) {
  static constexpr std::array<std::string_view, 10> k_names{
      "author", "committer",   "subject", "final-block", "body-line",
      "branch", "environment", "process", "tree",        "note"};
  return name_of(k_names, position);
}

std::string to_string(const SourcePosition& position) {
  return position.line == 0 ? position.source
                            : fmt::format("{}:{}", position.source, position.line);
}

std::string_view to_string(Metric metric) {
  static constexpr std::array<std::string_view, 15> k_names{"ai_lines",         "undeclared_lines",
                                                            "unreviewed_lines", "ai_files",
                                                            "ai_share",         "lines",
                                                            "deleted_lines",    "files",
                                                            "commits",          "opaque_files",
                                                            "opaque_bytes",     "excluded_lines",
                                                            "excluded_files",   "new_dependencies",
                                                            "recent_ai_lines"};
  return name_of(k_names, metric);
}

std::string_view to_string(Comparison comparison) {
  static constexpr std::array<std::string_view, 4> k_names{">=", ">", "<", "<="};
  return name_of(k_names, comparison);
}

std::string_view to_string(Level level) {
  static constexpr std::array<std::string_view, 3> k_names{"analyze", "evaluate", "create"};
  return name_of(k_names, level);
}

std::string_view to_string(Assurance assurance) {
  static constexpr std::array<std::string_view, 5> k_names{"none", "forge", "key", "touch",
                                                           "verified"};
  return name_of(k_names, assurance);
}

std::string_view to_string(Rung rung) {
  static constexpr std::array<std::string_view, 7> k_names{
      "exact", "same-delta", "composed", "replay", "delta", "per-file", "stale"};
  return name_of(k_names, rung);
}

std::string_view to_string(PrincipalKind kind) {
  static constexpr std::array<std::string_view, 3> k_names{"human", "service", "importer"};
  return name_of(k_names, kind);
}

std::string_view to_string(Mode mode) {
  static constexpr std::array<std::string_view, 3> k_names{"block", "warn", "off"};
  return name_of(k_names, mode);
}

std::string_view to_string(RecordVerdict verdict) {
  static constexpr std::array<std::string_view, 5> k_names{"approve", "reject", "revoke", "waive",
                                                           "brief"};
  return name_of(k_names, verdict);
}

std::string_view to_string(Origin origin) {
  static constexpr std::array<std::string_view, 5> k_names{"ai", "mixed", "automation",
                                                           "undeclared", "human"};
  return name_of(k_names, origin);
}

std::string_view to_string(Status status) {
  static constexpr std::array<std::string_view, 7> k_names{
      "not-applicable", "pending", "approved", "stale", "rejected", "waived", "error"};
  return name_of(k_names, status);
}

bool is_open(Status status) {
  return status == Status::pending || status == Status::stale || status == Status::rejected ||
         status == Status::error;
}

bool wants_review(const ItemResult& item) {
  return item.id != k_provenance &&
         (item.status == Status::pending || item.status == Status::stale);
}

std::string_view to_string(Outcome outcome) {
  static constexpr std::array<std::string_view, 4> k_names{"pass", "warn", "blocked", "error"};
  return name_of(k_names, outcome);
}

}  // namespace sallyport::core

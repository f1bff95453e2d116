#pragma once

#include "attribution/attribution.hpp"
#include "attribution/rule_table.hpp"
#include "core/change.hpp"
#include "core/evidence.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace sallyport::attribution {

/// Everything in a commit's identities and message.
core::CommitEvidence examine_commit(const RuleTable& table, const core::Commit& commit);

/// What the variables and the ancestors say.
std::vector<core::Evidence> examine_caller(const RuleTable& table, const Ambient& ambient);

/// What `rule` says about `value`, which is cut to 400 bytes.
core::Evidence evidence_of(const core::DetectRule& rule, core::Position position,
                           std::string_view value);

/// The evidence in one author or committer: by account number, address, or name.
std::optional<core::Evidence> examine_identity(const RuleTable& table,
                                               const core::Identity& identity,
                                               core::Position position);

/// The rule that knows a co-author: by account number, address, or whole value; null: none.
const core::DetectRule* co_author_rule(const RuleTable& table, const core::Identity& identity);

/// The evidence in the trailer `key` (lower case), whose whole line is `line`.
std::optional<core::Evidence> examine_trailer(const RuleTable& table, std::string_view key,
                                              std::string_view value, std::string_view line);

/// The evidence in the branch that a merge's subject names; nothing for a commit with one parent.
std::optional<core::Evidence> examine_merged_branch(const RuleTable& table,
                                                    const core::Commit& merge);

/// What a note says that is kept under `ref`.
NoteFindings examine_line_note(const RuleTable& table, std::string_view ref, std::string_view note);

/// What a record in the trace file `path` says.
TraceFindings examine_trace_record(const RuleTable& table, std::string_view path,
                                   std::string_view record);

/// `trailer` as evidence about lines, with the figure of its checkpoint.
std::optional<NotedAgent> examine_sessions(const RuleTable& table, const core::Evidence& trailer,
                                           const std::vector<std::string>& sessions);

/// The branch that the subject of a merge says was merged in; empty: it says none.
std::string_view merged_branch(std::string_view subject);

}  // namespace sallyport::attribution

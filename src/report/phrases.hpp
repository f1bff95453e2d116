#pragma once

#include "core/policy/policy_case.hpp"
#include "core/review/record.hpp"
#include "core/verdict/scan.hpp"
#include "core/verdict/verdict.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What is said about a verdict, the same in every format; each sentence stands here and nowhere
/// else. Phrases are printable and on one line, whatever strangers wrote into their parts, but for
/// those that JSON has as well (`phrase`, `because`, `warnings_of`): their parts are raw.
namespace sallyport::report {

struct Finding;
struct Findings;

/// `text` on one line: white space becomes one blank.
std::string one_line(std::string_view text);

/// `pieces` with `separator` between them, at most `most` and how many more there are.
std::string some_of(std::vector<std::string> pieces, std::size_t most, std::string_view separator);

/// The first digits of a record's id, as people are shown it.
std::string short_record(std::string_view id);

/// The title of a tool, such as `Claude Code`; an id without one is shown as it is.
std::string tool_name(const core::ToolTitles& titles, const std::string& id);

/// `ai by Cursor`; `undeclared, in part by Cursor` where only the lines that a note names are an
/// AI's.
std::string origin_phrase(const core::ToolTitles& titles, const core::CommitAttribution& commit);

/// What a gate stops: `commit`, `push` or `change`; what is done where it does not, and what is
/// true where it does.
struct Stopped {
  std::string_view thing;
  std::string_view capital;
  std::string_view done;
  std::string_view consequence;
};
const Stopped& stopped_by(core::Gate gate);

/// `2 of 3 review items open`
std::string open_items_phrase(const core::Verdict& verdict);

/// `640 of 830 lines by Claude Code in 5 of 7 commits`, or that no marker was found.
std::string size_phrase(const core::ToolTitles& titles, const core::Verdict& verdict);

/// The same with `; limit 400` where a matched rule names one; empty where nothing was judged.
std::string size_and_limit(const core::Report& report);

/// What else the change has, such as `190 undeclared, 1 opaque file`; empty: nothing.
std::string remaining_size_phrase(const core::Metrics& metrics);

/// `ai_lines >= 400`, as it stands in a policy.
std::string phrase(const core::Condition& condition);

/// Why a rule matched or did not: `ai_lines 640 >= 400`, `no file matches its paths`.
std::string because(const core::RuleResult& rule);

/// `'large AI change' (.sallyport/policy.toml:14): ai_lines 640 >= 400`
std::string rule_phrase(const core::RuleResult& rule);

/// Why a record does not count: `author of the change`; empty: no reason.
std::string phrase(const std::optional<core::Reason>& reason);

/// Why a review does not hold a path: `changed since the review`.
std::string_view phrase(core::Unheld why);

/// In what a verdict is not as a case expects: `expected verdict pass, came blocked`.
std::string phrase(const core::CaseResult& result, const core::Disagreement& disagreement);

/// Who may answer for an item: `@security`, `2 of @security`, `any enrolled person and 1 more
/// person`. `who` is what its approvers are called, escaped.
std::string answerers(const core::ItemResult& item);
std::string answerers(const core::ItemResult& item, const std::string& who);

/// Who was taken for whoever brings a change that lands, and who says so; empty: it does not land.
std::string bringer_phrase(const core::Report& report);

/// What an item still needs where the change lands: `@security, not an author of it`; empty:
/// nothing.
std::string shortfall_phrase(const core::ItemResult& item);

/// The same of all items, those with the same need together: `security by @security; architecture,
/// scalability by any enrolled person`.
std::string shortfall_phrase(const core::Verdict& verdict);

/// Who rejected or waived an item: `rejected by bob@example.com: it leaks (lifted with: sallyport
/// revoke 0123456789ab --reason TEXT)`.
std::vector<std::string> standing_phrases(const core::ItemResult& item);

/// These, then records that count and records that do not: `carol@example.com (exact, key)`, `not
/// counted: bob@example.com (author of the change)`.
std::vector<std::string> answers_given(const core::ItemResult& item);

/// `simulated: ` where the report tells what a verdict would be, not what it is; else empty.
std::string_view simulation_mark(const core::Report& report);

/// Why a change passes: `3 review items met`.
std::string reason_to_pass(const core::Report& report);

/// What became of the change, and in what way: `push blocked`, `2 of 3 review items open`. Without
/// a policy there is no more to say.
struct Headline {
  std::string what;
  std::string how;
};
Headline headline_parts(const core::Report& report);

/// Both in one: `push blocked: 2 of 3 review items open`, `pass: 3 review items met`, `no policy`,
/// `pass: nothing to judge: a deletion`, `refused: the branch of records would shrink`.
std::string headline(const core::Report& report);

/// What the result is called on a forge.
std::string check_name(const core::Report& report);

/// What is to be known besides: what could not be read, rejections that wait, and what else the
/// gate warns of.
std::vector<std::string> warnings_of(const core::Report& report);

/// `412 of 430 lines by Claude Code`; where no line is left to count, what became of the file.
std::string file_phrase(const core::ToolTitles& titles, const core::FileAttribution& file);

/// The AI lines of a file: `1-400, 420 and 3 more`; empty: it has none.
std::string ranges_phrase(const core::FileAttribution& file, std::size_t most);

/// `412 of 430 lines by Claude Code (lines 1-400, 420)`
std::string lines_phrase(const core::ToolTitles& titles, const core::FileAttribution& file);

/// `security pending, by @security`
std::string state_phrase(const core::ItemResult& item);

/// `Security review (security) is pending, by @security: 412 of 430 lines by Claude Code (lines
/// 1-400, 420)`
std::string finding_phrase(const core::ToolTitles& titles, const Finding& finding);

/// The last finding also says how many more there are; empty: none.
std::string left_out_phrase(const Findings& findings);

/// That the lines of some commits of a history could not be counted, and why.
std::string unread_phrase(const core::Scan& scan);

/// The lines of a comment on a forge that answers `item` (records.md §7), or, where it wants a key,
/// asks for what is to be signed.
std::vector<std::string> signoff_comment(const core::Report& report, const core::ItemResult& item);

/// What to do about an open item, in several lines: its text, its questions, who may answer, what
/// is missing, the next command.
std::vector<std::string> instructions(const core::Report& report, const core::ItemResult& item);

}  // namespace sallyport::report

#pragma once

#include "core/verdict.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::report {

/// Whether the verdict lets the change through without anything that asks for a person.
bool passes(const core::Verdict& verdict);

/// What the verdict does at its gate. It warns where the policy only warns and something is open or
/// refused.
enum class Effect { passes, warns, blocks };
Effect effect_of(const core::Report& report);

/// Why a change passes: `3 review items met`.
std::string reason_to_pass(const core::Report& report);

/// `simulated: ` where the report tells what a verdict would be, not what it is; else empty.
std::string_view simulation_mark(const core::Report& report);

/// What became of the change: `push blocked: 2 of 3 review items open`, `pass: 3 review items met`,
/// `no policy`, `pass: nothing to judge: a deletion`, `refused: the branch of records would
/// shrink`.
std::string headline(const core::Report& report);

/// What the result is called on a forge.
std::string check_name(const core::Report& report);

/// `640 of 830 lines by Claude Code in 5 of 7 commits; limit 400`; empty where nothing was judged.
std::string size_and_limit(const core::Report& report);

/// The items that a comment on a forge can answer, or those that it cannot, by id.
struct ByComment {
  std::vector<std::string> enough;
  std::vector<std::string> not_enough;
};
ByComment open_items_by_comment(const core::Verdict& verdict);

/// The items that keep the change from passing, in order of id; none where it passes.
std::vector<const core::ItemResult*> open_items(const core::Verdict& verdict);

/// The files that AI took part in, most AI lines first, then by path.
std::vector<const core::FileAttribution*> ai_files(const core::Verdict& verdict);

/// Whether AI took part in a file.
bool is_ai_file(const core::FileAttribution& file);

/// `412 of 430 lines by Claude Code`; where no line is left to count, what became of the file.
std::string file_phrase(const core::FileAttribution& file);

/// The AI lines of a file: `1-400, 420 and 3 more`; empty: it has none.
std::string ranges_phrase(const core::FileAttribution& file, std::size_t most);

/// Records that count and records that do not, one phrase each: `carol@example.com (exact, key)`,
/// `not counted: bob@example.com (author of the change)`.
std::vector<std::string> answers_given(const core::ItemResult& item);

/// `text` of several lines, each of them printable.
std::string printable_text(std::string_view text);

/// `text` on one line, printable: white space becomes one blank.
std::string one_line(std::string_view text);

/// The lines of a comment on a forge that would answer `item` (records.md §7); empty where a
/// comment is not enough.
std::vector<std::string> signoff_comment(const core::Report& report, const core::ItemResult& item);

/// What to do about an open item, as plain text of several lines: its text, its questions, who may
/// answer, what is missing, the next command.
std::string instructions(const core::Report& report, const core::ItemResult& item);

}  // namespace sallyport::report

#pragma once

#include "core/origin/evidence.hpp"
#include "core/origin/line_story.hpp"
#include "core/policy/policy_case.hpp"
#include "core/verdict/scan.hpp"
#include "core/verdict/verdict.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// All that can be written out. What comes back is safe to show as it is: every format escapes what
/// strangers wrote.
namespace sallyport::report {

/// How text is drawn: colour is only ever a second cue.
struct TextStyle {
  bool colour = false;
};

/// One screen of 80 columns; under an agent, addressed to it.
std::string render_text(const core::Report& report, const TextStyle& style);

/// `sallyport.verdict/1`, one line of JSON and a LF; byte-stable.
std::string render_json(const core::Report& report, const TextStyle& style);

/// SARIF 2.1.0, one line of JSON: a rule for each open item and each policy rule that matched, a
/// result for each open item on each file with AI lines, 5,000 results at most. Empty results: the
/// change passes.
std::string render_sarif(const core::Report& report, const TextStyle& style);

/// The report of GitLab's Code Quality (docs.gitlab.com, "Code Quality report format"): one entry
/// for each open item on each file with AI lines, 5,000 at most; `[]` where nothing is open.
std::string render_code_quality(const core::Report& report, const TextStyle& style);

/// JUnit XML: one test case a review item. Where the policy only warns, an open item is skipped.
std::string render_junit(const core::Report& report, const TextStyle& style);

/// The summary of a job in GitHub's and GitLab's Markdown, at most 1 MiB.
std::string render_markdown(const core::Report& report, const TextStyle& style);

/// The comment on a pull request, in Markdown of at most 65,000 bytes: the summary, of which two
/// lines are left when the change passes.
std::string render_comment(const core::Report& report, const TextStyle& style);

/// Workflow commands of GitHub Actions, at most 10 errors, 10 warnings and a notice, the most
/// important first. These lines are commands: whatever else goes to the same log wants
/// `guard_workflow_commands`.
std::string render_github(const core::Report& report, const TextStyle& style);

/// One self-contained page of HTML without scripts, for a browser or a phone, light or dark.
std::string render_html(const core::Report& report, const TextStyle& style);

/// One line of JSON, the body of a request that sets a commit status (GitHub, Gitea, Forgejo):
/// `state`, `context`, `description` of at most 140 characters.
std::string render_commit_status(const core::Report& report, const TextStyle& style);

/// A report format: its name on the command line and its renderer.
struct Format {
  std::string_view name;
  std::string (*render)(const core::Report&, const TextStyle&);
};
inline constexpr std::array k_formats{
    Format{"text", render_text},       Format{"json", render_json},
    Format{"sarif", render_sarif},     Format{"code-quality", render_code_quality},
    Format{"junit", render_junit},     Format{"markdown", render_markdown},
    Format{"comment", render_comment}, Format{"github", render_github},
    Format{"html", render_html},       Format{"commit-status", render_commit_status},
};

/// What somebody is asked to sign where this program is not.
struct SigningRequest {
  std::string item;
  std::string signer;
  std::string bytes;
};

/// For a comment, in Markdown: for each one the line that shows it in a terminal and signs it with
/// nothing but OpenSSH, for a POSIX shell and for PowerShell, and what to do with the outcome.
std::string render_signing_requests(const std::vector<SigningRequest>& requests);

/// `text` as the message of a workflow command of GitHub Actions: `%`, CR and LF escaped.
std::string escape_command_message(std::string_view text);

/// `text` as the value of a property of a workflow command: `:` and `,` escaped as well.
std::string escape_command_property(std::string_view text);

/// `text` between `::stop-commands::TOKEN` and `::TOKEN::`, so that the runner takes no line of it
/// for a command, be it `::error::` or the older `##[error]`, which may stand anywhere in a line.
/// `token` must be new and random each time, 16 or more ASCII letters and digits. Throws
/// `util::Error` (unavailable) where it is not, or where `text` holds it.
std::string guard_workflow_commands(std::string_view text, std::string_view token);

/// Rules by id, to say where a marker was seen and how it can be avoided.
using DetectRules = std::map<std::string, core::DetectRule>;

/// A file of the sign-off log that is no record of the policy's people.
struct PassedOver {
  std::string path;    ///< raw bytes
  std::string reason;  ///< empty: not told, being one of many
};

/// What an explanation is of: how the judged change was chosen, the policy that weighed it, and
/// what lies in the log and was not looked at.
struct Explained {
  const core::Report& report;
  const DetectRules& rules;
  std::vector<PassedOver> passed_over{};  ///< those with a reason first
};

/// Every commit with all its evidence: rule, position, strength, weight, source; which rule of the
/// policy asked for which item; why a record does or does not count.
std::string render_explanation(const Explained& explained, const TextStyle& style);
/// The same as `sallyport.explain/1`.
std::string render_explanation_json(const Explained& explained);

/// Who wrote each run of lines of a file; of one line, if one was asked about, everything.
std::string render_story(const Explained& explained, const core::FileStory& story,
                         const TextStyle& style);
/// The same as `sallyport.explain/1`, with `path` and `runs`.
std::string render_story_json(const Explained& explained, const core::FileStory& story);

/// What a scan looked at, and what is to be known about it.
struct ScanHeading {
  std::string description;  ///< which commits
  std::string policy;       ///< source of the policy that weighed the evidence
  std::vector<std::string> warnings;
  core::ToolTitles tool_titles{};
};

/// One screen: totals, the last months, the tools and the folders with most lines.
std::string render_scan(const core::Scan& scan, const ScanHeading& heading, const TextStyle& style);

/// One element of `commits` in `sallyport.scan/1`, without a LF, so that a history need not be held
/// as values.
std::string render_scanned_commit_json(const core::ScannedCommit& commit);

/// `sallyport.scan/1`, one line of JSON and a LF. `commits` are the rendered ones with commas
/// between them.
std::string render_scan_json(const core::Scan& scan, const ScanHeading& heading,
                             std::string_view commits);

/// A policy in words: each rule with what it asks for, each item with its questions and who may
/// answer, the modes of the gates.
std::string render_policy(const core::Policy& policy);

/// How much of a tested policy is told.
enum class TestDetail { all_cases, failed_cases };

/// How many cases did not come out as expected.
std::int64_t count_failed(const core::PolicyTest& test);

/// One line a case, `ok` or `FAILED`; below a failed one what was expected and what came, in the
/// words of a report; at last the counts.
std::string render_policy_test(const core::PolicyTest& test, const TextStyle& style,
                               TestDetail detail);

/// The same as `sallyport.policy-test/1`, one line of JSON.
std::string render_policy_test_json(const core::PolicyTest& test);

}  // namespace sallyport::report

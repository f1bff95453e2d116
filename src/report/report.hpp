#pragma once

#include "core/verdict.hpp"

#include <span>
#include <string>
#include <string_view>

namespace sallyport::report {

/// How text is drawn: colour is only ever a second cue.
struct TextStyle {
  bool colour = false;
};

/// One screen of 80 columns (cli.md, "What a blocked person sees"); under an agent, addressed to
/// it.
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
std::span<const Format> formats();

}  // namespace sallyport::report

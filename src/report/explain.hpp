#pragma once

#include "core/evidence.hpp"
#include "core/line_story.hpp"
#include "report/page.hpp"
#include "report/report.hpp"

#include <map>
#include <string>
#include <string_view>

namespace sallyport::report {

/// Rules by id, to say where a marker was seen and how it can be avoided.
using DetectRules = std::map<std::string, core::DetectRule>;

/// What an explanation is of: how the judged change was chosen, and the policy that weighed it.
struct Explained {
  const core::Report& report;
  const DetectRules& rules;
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

/// What a piece of the evidence of `commit` was worth beside the one that decided: `counted` …
std::string_view weight_of(const core::CommitAttribution& commit, const core::Evidence& evidence);

/// A commit with its evidence.
void add_commit(Page& page, const core::CommitAttribution& commit, const DetectRules& rules);

/// How the policy was found.
void add_origin_of_policy(Page& page, const core::Report& report);

}  // namespace sallyport::report

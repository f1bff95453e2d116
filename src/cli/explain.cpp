#include "cli/command.hpp"
#include "gate/line_story.hpp"
#include "gate/records.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace sallyport::cli {
namespace {

struct ExplainOptions {
  Selector selector;
  std::string what;
  bool json = false;
};

/// A file of what is judged, and the line that was asked about; absent: all.
struct Place {
  std::string path;
  std::optional<std::int64_t> line;
};

/// What `PATH` or `PATH:LINE` can mean, the whole of it as a path first.
std::vector<Place> readings_of(const std::string& what) {
  std::vector<Place> readings{{what, std::nullopt}};
  const auto colon = what.rfind(':');
  const std::string digits = colon == std::string::npos ? "" : what.substr(colon + 1);
  constexpr std::size_t k_most_digits = 9;
  if (!digits.empty() && digits.size() <= k_most_digits &&
      digits.find_first_not_of("0123456789") == std::string::npos) {
    readings.push_back({what.substr(0, colon), std::stoll(digits)});
  }
  return readings;
}

/// `path` from the root, taken from the working folder first; nothing where `tree` has neither.
std::optional<std::string> find_in_tree(const gate::Session& session, const std::string& directory,
                                        const core::Oid& tree, const std::string& path) {
  std::vector<std::string> candidates;
  if (const auto top = session.repository.work_dir()) {
    const auto here = std::filesystem::weakly_canonical(directory) / path;
    candidates.push_back(here.lexically_normal().lexically_relative(*top).string());
  }
  candidates.push_back(path);
  for (const std::string& candidate : candidates) {
    if (session.repository.blobs_at(tree, std::vector{candidate}).front()) {
      return candidate;
    }
  }
  return std::nullopt;
}

/// The file, and the line, of `tree` that `what` names; nothing where it names none.
std::optional<Place> find_place(const gate::Session& session, const std::string& directory,
                                const core::Oid& tree, const std::string& what) {
  for (const Place& reading : readings_of(what)) {
    if (const auto path = find_in_tree(session, directory, tree, reading.path)) {
      return Place{*path, reading.line};
    }
  }
  return std::nullopt;
}

/// What is judged; where nothing is staged and no target known, the commit that is checked out.
gate::Proposal propose_for_path(const gate::Session& session, const Selector& selector) {
  const bool chosen = selector.staged || !selector.range.empty() || !selector.base.empty();
  const auto head = session.repository.head_commit();
  if (chosen || !head || gate::landing_target(session)) {
    return propose(session, selector);
  }
  const bool staged = !session.repository.is_bare() &&
                      session.repository.index_tree() != session.repository.tree_of(*head);
  return staged ? propose(session, selector) : gate::propose_commit(session, *head);
}

/// Evidence can be explained without a policy: then the defaults weigh it.
gate::Judgement explained(const gate::Session& session, gate::Proposal proposal) {
  proposal.unruled = gate::Unruled::defaulted;
  return gate::settle(session, std::move(proposal));
}

/// What lies in the log and is looked at by nobody else.
std::vector<report::PassedOver> passed_over(const gate::Session& session,
                                            const gate::Governing& governing) {
  constexpr std::size_t k_most_told = 20;
  std::vector<report::PassedOver> files;
  for (signoff::PassedOver& file : signoff::passed_over(
           session.repository, governing.policy.store_branch,
           gate::scope_of_judgement(gate::authority_of(governing), session.now), k_most_told)) {
    files.push_back({std::move(file.path), std::move(file.reason)});
  }
  return files;
}

int explain_change(const Invocation& invocation, const ExplainOptions& options,
                   const gate::Session& session, gate::Proposal proposal) {
  const auto judgement = explained(session, std::move(proposal));
  const auto rules = gate::detect_rules(judgement.ground.governing.policy);
  const report::Explained explained{judgement.report, rules,
                                    passed_over(session, judgement.ground.governing)};
  invocation.out.raw(
      options.json ? report::render_explanation_json(explained)
                   : report::render_explanation(explained, invocation.style_for(invocation.out)));
  return 0;
}

core::FileStory require_story(const gate::Session& session, const gate::Judgement& judgement,
                              const Place& place) {
  auto story = gate::story_of(session, judgement, place.path);
  if (!story) {
    throw util::Error(util::ErrorKind::usage,
                      fmt::format("cannot explain '{}': it has no lines of text", place.path),
                      "give a text, or the commit that changed it");
  }
  if (!place.line) {
    return std::move(*story);
  }
  auto line = core::story_of_line(*story, *place.line);
  if (line.runs.empty()) {
    const core::StoryRun& last = story->runs.back();
    const std::int64_t lines = last.first_line + last.lines - 1;
    throw util::Error(util::ErrorKind::usage,
                      fmt::format("cannot explain line {} of '{}': it has {}", *place.line,
                                  place.path, util::plural(lines, "line")),
                      fmt::format("give a line from 1 to {}, or only the path", lines));
  }
  return line;
}

int explain_path(const Invocation& invocation, const ExplainOptions& options,
                 const gate::Session& session) {
  const gate::Proposal proposal = propose_for_path(session, options.selector);
  const auto place = find_place(session, invocation.directory, proposal.head.tree, options.what);
  if (!place) {
    throw util::Error(util::ErrorKind::usage,
                      fmt::format("cannot explain '{}': no such commit, and no such file in {}",
                                  options.what, gate::ground(session, proposal).description),
                      "give a commit, a range as A..B, a path, or a path and a line as PATH:LINE");
  }
  const auto judgement = explained(session, proposal);
  const auto rules = gate::detect_rules(judgement.ground.governing.policy);
  const report::Explained explained{judgement.report, rules};
  const core::FileStory story = require_story(session, judgement, *place);
  invocation.out.raw(
      options.json ? report::render_story_json(explained, story)
                   : report::render_story(explained, story, invocation.style_for(invocation.out)));
  return 0;
}

int explain(const Invocation& invocation, const ExplainOptions& options) {
  const gate::Session session = invocation.open_session();
  const bool range =
      options.what.find("..") != std::string::npos && !options.what.starts_with("../");
  if (options.what.empty() || range) {
    return explain_change(
        invocation, options, session,
        range ? gate::propose_range(session, options.what) : propose(session, options.selector));
  }
  const auto commit = session.repository.resolve_commit(options.what);
  return commit
             ? explain_change(invocation, options, session, gate::propose_commit(session, *commit))
             : explain_path(invocation, options, session);
}

}  // namespace

void add_explain(CLI::App& app, Invocation& invocation) {
  ExplainOptions& options = options_for(app, invocation, explain);
  app.add_option("what", options.what,
                 "a commit, a range A..B, or a file or line of it; default: what check judges")
      ->type_name("COMMIT|RANGE|PATH[:LINE]");
  add_selector(app, options.selector);
  app.add_flag("--json", options.json, "the same as JSON (sallyport.explain/1)");
}

}  // namespace sallyport::cli

#include "cli/command.hpp"
#include "util/error.hpp"

#include <fmt/format.h>

#include <memory>
#include <unistd.h>

namespace sallyport::cli {
namespace {

struct Options {
  Selector selector;
  std::string what;
  bool json = false;
};

/// A single commit is explained as the change from its first parent.
gate::Selection select_commit(const gate::Session& session, const std::string& name) {
  const auto id = session.repository.resolve_commit(name);
  if (!id) {
    throw util::Error(util::ErrorKind::usage,
                      fmt::format("cannot explain '{}': no such commit or range", name),
                      "give a commit, or a range as A..B");
  }
  const core::Commit commit = session.repository.commit(*id);
  gate::Selection selection;
  selection.target = gate::landing_target(session, std::nullopt);
  selection.bases = {{std::nullopt, core::empty_tree()}};
  if (!commit.parents.empty()) {
    selection.bases = {
        {commit.parents.front(), session.repository.tree_of(commit.parents.front())}};
  }
  selection.head_commit = id;
  selection.head_tree = commit.tree;
  selection.commits = {commit};
  selection.description = fmt::format("commit {} against its first parent", core::abbreviated(*id));
  selection.argument = fmt::format("--range {0}^..{0}", core::abbreviated(*id));
  return selection;
}

gate::Selection select_explained(const gate::Session& session, const Options& options) {
  if (options.what.empty()) {
    return select(session, options.selector);
  }
  return options.what.find("..") != std::string::npos ? gate::select_range(session, options.what)
                                                      : select_commit(session, options.what);
}

/// Evidence can be explained without a policy: then the defaults weigh it.
gate::Judgement judge_or_default(const gate::Session& session, const gate::Selection& selection) {
  auto governing = gate::find_governing(session, selection.target, selection.head_tree);
  if (governing) {
    return gate::judge(session, selection, std::move(*governing));
  }
  gate::Governing defaults;
  defaults.origin.source = "no policy; the defaults";
  defaults.bootstrap = true;
  return gate::judge(session, selection, std::move(defaults));
}

int explain(const Invocation& invocation, const Options& options) {
  const gate::Session session = invocation.open_session();
  const auto judgement = judge_or_default(session, select_explained(session, options));
  print(options.json
            ? report::render_explanation_json(judgement.report)
            : report::render_explanation(judgement.report, invocation.style_for(STDOUT_FILENO)));
  return 0;
}

}  // namespace

void add_explain(CLI::App& app, Invocation& invocation) {
  auto options = std::make_shared<Options>();
  app.add_option("what", options->what, "a commit, or a range A..B; default: what check judges")
      ->type_name("COMMIT|RANGE");
  add_selector(app, options->selector);
  app.add_flag("--json", options->json, "the same as JSON (sallyport.explain/1)");
  app.callback([&invocation, options] {
    invocation.action = [&invocation, options] { return explain(invocation, *options); };
  });
}

}  // namespace sallyport::cli

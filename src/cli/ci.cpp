#include "gate/ci.hpp"

#include "ci/review.hpp"
#include "ci/systems.hpp"
#include "cli/command.hpp"
#include "cli/signing.hpp"
#include "gate/elsewhere.hpp"
#include "gate/import.hpp"
#include "git/remotes.hpp"
#include "signoff/kept/cache.hpp"
#include "util/error.hpp"
#include "util/file.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

namespace sallyport::cli {
namespace {

using util::Error;
using util::ErrorKind;

/// What `ci` and `ci import` are asked.
struct CiOptions {
  gate::CiOptions judged;
  bool fetch = false;
  bool sync = true;
  std::string comment_file;
  ReportOptions reports;
};

/// What is judged, and where.
struct Job {
  gate::Session session;
  ci::Event event;
};

/// The repository, after fetching what it lacks for `told` where that was asked for, and what is to
/// be judged there. Nothing else is fetched later, as the repository's configuration would have it.
Job open_job(const Invocation& invocation, const CiOptions& options,
             std::optional<ci::Event> told) {
  Invocation judging = invocation;
  judging.lazy_fetch = false;
  gate::Session session = judging.open_session();
  signoff::drop_caches(session.repository);
  if (!options.fetch) {
    ci::Event event = gate::with_options(session, std::move(told), options.judged);
    return {std::move(session), std::move(event)};
  }
  gate::fetch_for(session, told.value_or(ci::Event{}));
  const gate::Session fetched = judging.open_session();
  ci::Event event = gate::with_options(fetched, std::move(told), options.judged);
  gate::fetch_requests(fetched, event);
  return {judging.open_session(), std::move(event)};
}

/// What the CI system says. Where the options say everything, it may also say something that cannot
/// be used.
std::optional<ci::Event> told_by(const Invocation& invocation, const gate::CiOptions& options) {
  const bool is_complete =
      !options.head.empty() && (!options.base.empty() || !options.target.empty());
  try {
    return ci::read_event(invocation.environment);
  } catch (const Error&) {
    if (!is_complete) {
      throw;
    }
    return std::nullopt;
  }
}

/// What is missing in a job is best had by the job's own setting.
core::Report judge(const Invocation& invocation, const gate::Session& session,
                   const ci::Event& event) {
  try {
    return gate::settle(session, gate::propose_event(session, event)).report;
  } catch (Error& error) {
    const ci::System* const system = ci::find_system(invocation.environment);
    if (error.kind == ErrorKind::unavailable && system != nullptr) {
      error.hint += fmt::format("{}once and for all, in the job: {}",
                                error.hint.empty() ? "" : "\n", system->whole_clone);
    }
    throw;
  }
}

int ci(const Invocation& invocation, const CiOptions& options) {
  const Job job = open_job(invocation, options, told_by(invocation, options.judged));
  const core::Report report = judge(invocation, job.session, job.event);
  write_reports(invocation, options.reports, report);
  return exit_code(report.verdict.outcome);
}

/// What the review was made on, as an event to be judged.
ci::Event event_of(const ci::Review& review) {
  ci::Event event;
  event.system = "import";
  event.name = "review";
  event.kind = ci::EventKind::pull_request;
  event.base = review.base;
  event.head = review.head;
  event.target = review.target;
  event.default_branch = review.default_branch;
  event.head_ref = review.head_ref;
  event.opener = review.opener;
  return event;
}

void require_head(const ci::Review& review, const CiOptions& options) {
  if (review.head.empty() && (options.judged.head.empty() || options.judged.target.empty())) {
    throw Error(ErrorKind::usage,
                fmt::format("cannot import: a comment does not say what pull request {} holds",
                            review.request),
                "name it: sallyport ci import --head COMMIT --target REF");
  }
}

gate::Judgement judged(const gate::Session& session, const ci::Event& event) {
  gate::Judgement judgement = gate::settle(session, gate::propose_event(session, event));
  if (!judgement.is_judged()) {
    throw Error(ErrorKind::refused, fmt::format("nothing to import: {}",
                                                judgement.ground.note + judgement.ground.refusal));
  }
  return judgement;
}

gate::Signature importer_key(const gate::Session& session) {
  gate::Signature signature;
  signature.key = signoff::find_signing_key(session.repository, session.ambient.environment);
  return signature;
}

/// Keeps the records in the log.
void record(const Invocation& invocation, gate::Session& session, const gate::Import& imported,
            const gate::Signature& importer, const gate::Governing& governing) {
  const auto ids =
      gate::sign_and_append(session, gate::authority_of(governing), imported.records, importer);
  keep_reviewed_files(invocation, session, governing.policy, imported.records, ids);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const core::SignoffRecord& made = imported.records[i];
    invocation.out.line(fmt::format("{}: {} recorded on behalf of {}; record {}", made.item,
                                    to_string(made.verdict), made.on_behalf_of,
                                    ids[i].substr(0, 12)));
  }
}

/// Keeps what somebody signed elsewhere; a refusal where that is not so.
void take_signatures(const Invocation& invocation, gate::Session& session,
                     const gate::Judgement& judgement, const ci::Review& review,
                     std::vector<std::string>& refusals) {
  for (const ci::PastedSignature& pasted : review.signatures) {
    try {
      const core::SignoffRecord made =
          gate::take_signature(session, judgement, {pasted.bytes, pasted.signature});
      keep_reviewed_files(invocation, session, judgement.ground.governing.policy, {made},
                          {made.id});
      invocation.out.line(fmt::format("{}: {} by {}, signed elsewhere; record {}", made.item,
                                      to_string(made.verdict), made.signer, made.id.substr(0, 12)));
    } catch (const Error& error) {
      if (error.kind == ErrorKind::unavailable) {
        throw;
      }
      refusals.emplace_back(error.what());
    }
  }
}

/// Says what has to be signed with a key, and writes down how.
void ask_for_signatures(const Invocation& invocation, const CiOptions& options,
                        const std::vector<core::SignoffRecord>& requests) {
  std::vector<report::SigningRequest> asked;
  for (const core::SignoffRecord& request : requests) {
    asked.push_back({request.item, request.signer, gate::bytes_to_sign(request)});
    invocation.out.line(
        fmt::format("{}: waits for the signature of {}", request.item, request.signer));
  }
  if (!options.comment_file.empty() && !asked.empty()) {
    util::write_file(options.comment_file, report::render_signing_requests(asked));
  }
}

/// Sends the log where the next run looks for it.
void send(gate::Session& session, const CiOptions& options, const gate::Governing& governing) {
  const std::string remote = options.sync ? git::exchange_remote(session.repository) : "";
  if (remote.empty()) {
    return;
  }
  const auto sent = gate::sync_log(session, gate::authority_of(governing), remote);
  if (!sent.problem.empty()) {
    throw Error(ErrorKind::unavailable,
                fmt::format("the sign-off log was not sent to '{}': {}", remote, sent.problem),
                "the job needs permission to push that branch (contents: write)");
  }
}

int take_over(const Invocation& invocation, const CiOptions& options) {
  const ci::Review review = ci::read_review(invocation.environment);
  if (!review.refusal.empty()) {
    throw Error(ErrorKind::refused, fmt::format("not imported: {}", review.refusal));
  }
  if (review.action == ci::ReviewAction::approve && review.items.empty() &&
      review.signatures.empty()) {
    invocation.out.line("nothing to import: no line starts with /signoff or /signature");
    return 0;
  }
  require_head(review, options);
  Job job = open_job(invocation, options, event_of(review));
  gate::Session& session = job.session;
  const gate::Judgement judgement = judged(session, job.event);
  const gate::Governing& governing = judgement.ground.governing;
  gate::Import imported;
  if (review.action == ci::ReviewAction::dismiss || !review.items.empty()) {
    const gate::Signature importer = importer_key(session);
    imported = gate::import_review(session, judgement, review, importer);
    if (!imported.records.empty()) {
      record(invocation, session, imported, importer, governing);
    }
  }
  ask_for_signatures(invocation, options, imported.requests);
  take_signatures(invocation, session, judgement, review, imported.refusals);
  if (!imported.records.empty() || !review.signatures.empty()) {
    send(session, options, governing);
  }
  for (const std::string& refusal : imported.refusals) {
    invocation.err.text(
        fit_for_log(invocation.environment,
                    fmt::format("sallyport: not imported: {}\n", util::printable(refusal))));
  }
  return imported.refusals.empty() ? 0 : exit_code(core::Outcome::blocked);
}

void add_judged_options(CLI::App& app, CiOptions& options) {
  app.add_option("--head", options.judged.head, "what is to land, instead of what CI says")
      ->type_name("COMMIT");
  app.add_option("--target", options.judged.target, "where it is to land, instead of what CI says")
      ->type_name("REF");
  app.add_flag("--fetch", options.fetch, "let git fetch what this clone lacks");
}

void add_take_over(CLI::App& app, Invocation& invocation) {
  CiOptions& options = options_for(app, invocation, take_over);
  add_judged_options(app, options);
  app.add_flag("!--no-sync", options.sync, "record only here; do not send the log");
  app.add_option("--comment", options.comment_file,
                 "where to write, in Markdown, how its author signs what wants a key")
      ->type_name("FILE");
}

}  // namespace

void add_ci(CLI::App& app, Invocation& invocation) {
  CiOptions& options = options_for(app, invocation, ci);
  app.add_option("--base", options.judged.base, "the target's tip, instead of what CI says")
      ->type_name("COMMIT");
  add_judged_options(app, options);
  add_report_options(app, options.reports);
  app.require_subcommand(0, 1);
  add_take_over(
      add_sub(app, "import",
              "record the /signoff of a comment or review, signed with the job's own key"),
      invocation);
}

}  // namespace sallyport::cli

#include "ci/review.hpp"
#include "cli/ci.hpp"
#include "cli/signing.hpp"
#include "gate/fetch.hpp"
#include "gate/import.hpp"
#include "gate/subjects.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

namespace sallyport::cli {
namespace {

using util::Error;
using util::ErrorKind;

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
  gate::Decision decision = gate::judge_event(session, event);
  if (!decision.judgement) {
    throw Error(ErrorKind::refused,
                fmt::format("nothing to import: {}", decision.note + decision.refusal));
  }
  return std::move(*decision.judgement);
}

gate::Signature importer_key(const gate::Session& session) {
  gate::Signature signature;
  signature.key = signoff::find_signing_key(session.repository, session.ambient.environment);
  return signature;
}

/// Keeps the records in the log.
void record(gate::Session& session, const gate::Import& import, const gate::Signature& importer,
            const core::Policy& policy) {
  const auto ids = gate::sign_and_append(session, policy.store_branch, import.records, importer);
  keep_reviewed_files(session, policy, import.records, ids);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const core::SignoffRecord& made = import.records[i];
    print(fmt::format("{}: {} recorded on behalf of {}; record {}\n", made.item,
                      to_string(made.verdict), made.on_behalf_of, ids[i].substr(0, 12)));
  }
}

/// Sends the log where the next run looks for it.
void send(gate::Session& session, const CiOptions& options, const core::Policy& policy) {
  const std::string remote = options.sync ? log_remote(session) : "";
  if (remote.empty()) {
    return;
  }
  const auto sent = gate::sync_log(session, policy, remote);
  if (!sent.problem.empty()) {
    throw Error(ErrorKind::unavailable,
                fmt::format("the sign-off log was not sent to '{}': {}", remote, sent.problem),
                "the job needs permission to push that branch (contents: write)");
  }
}

}  // namespace

int ci_import(const Invocation& invocation, const CiOptions& options) {
  const ci::Review review = ci::read_review(invocation.environment);
  if (!review.refusal.empty()) {
    throw Error(ErrorKind::refused, fmt::format("not imported: {}", review.refusal));
  }
  if (review.action == ci::ReviewAction::approve && review.items.empty()) {
    print("nothing to import: no line starts with /signoff\n");
    return 0;
  }
  require_head(review, options);
  gate::Session session = open_for_ci(invocation, options, event_of(review));
  const gate::Judgement judgement =
      judged(session, gate::with_options(session, event_of(review), options.judged));
  const gate::Signature importer = importer_key(session);
  const gate::Import import = gate::import_review(session, judgement, review, importer);
  if (!import.records.empty()) {
    const core::Policy& policy = judgement.governing.policy;
    record(session, import, importer, policy);
    send(session, options, policy);
  }
  for (const std::string& refusal : import.refusals) {
    print_error(fit_for_log(invocation.environment, fmt::format("sallyport: not imported: {}\n",
                                                                util::printable(refusal))));
  }
  return import.refusals.empty() ? 0 : exit_code(core::Outcome::blocked);
}

}  // namespace sallyport::cli

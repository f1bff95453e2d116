#pragma once

#include "ci/event.hpp"
#include "gate/proposal.hpp"

#include <optional>
#include <string>

namespace sallyport::gate {

/// What a person says about a CI run, each as git names revisions and refs; it wins over what the
/// CI system says. Empty: nothing.
struct CiOptions {
  std::string base;
  std::string head;
  std::string target;
};

/// The event with the options put in. Throws `util::Error` (usage) for names that do not resolve,
/// and where neither says what is to be judged.
ci::Event with_options(const Session& session, std::optional<ci::Event> event,
                       const CiOptions& options);

/// Lets the user's `git` fetch from the main remote (`git::main_remote`) what a CI checkout lacks
/// to judge `event`: every branch (the sign-off log among them), notes about lines, the head, and
/// what a shallow or partial clone left out. The repository must be opened again afterwards. Throws
/// `util::Error` (unavailable) with git's words.
void fetch_for(const Session& session, const ci::Event& event);

/// Fetches the requests that the newest squashes were made of, whose commits tell whose lines are,
/// to `k_requests`. Where the forge keeps one no more, the squash's message has to do.
void fetch_requests(const Session& session, const ci::Event& event);

/// What an event brings (records.md §1), from the objects that are here. Throws `util::Error`
/// (unavailable) naming what is missing with the command that fetches it, never less than
/// everything.
Proposal propose_event(const Session& session, const ci::Event& event);

}  // namespace sallyport::gate

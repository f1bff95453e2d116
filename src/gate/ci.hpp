#pragma once

#include "ci/event.hpp"
#include "gate/landing.hpp"

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

/// Judges what an event brings (records.md §1), from the objects that are here. Throws
/// `util::Error` (unavailable) naming what is missing with the command that fetches it, never less
/// than everything.
Decision judge_event(const Session& session, const ci::Event& event);

/// What the result is called on a forge: `sallyport/main`, after the ref that the event names.
std::string check_name(const ci::Event& event);

}  // namespace sallyport::gate

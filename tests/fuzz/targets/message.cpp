#include "attribution/message.hpp"

#include "attribution/attribution.hpp"
#include "fuzz/targets.hpp"
#include "gate/local.hpp"

namespace sallyport::fuzz {

/// A commit message: its marks of tools, and the stamp that a hook adds.
void message(std::string_view input) {
  static const attribution::Detector k_detector;
  core::Commit commit;
  commit.message = input;
  (void)k_detector.examine(commit);
  const std::string stamped = attribution::stamp_message(input, "claude-code", k_detector);
  require(attribution::stamp_message(stamped, "claude-code", k_detector) == stamped);
  (void)gate::strip_comments(input, '#');
}

}  // namespace sallyport::fuzz

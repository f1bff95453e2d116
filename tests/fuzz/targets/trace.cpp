#include "attribution/attribution.hpp"
#include "fuzz/targets.hpp"

namespace sallyport::fuzz {

/// A record of Agent Trace.
void trace(std::string_view input) {
  static const attribution::Detector k_detector;
  (void)k_detector.examine_trace(".agent-trace/traces.jsonl", input);
}

}  // namespace sallyport::fuzz

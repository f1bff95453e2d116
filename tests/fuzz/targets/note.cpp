#include "attribution/attribution.hpp"
#include "fuzz/targets.hpp"

namespace sallyport::fuzz {

/// What tools note about the lines of a commit.
void note(std::string_view input) {
  static const attribution::Detector k_detector;
  for (const char* ref : {"refs/notes/ai", "refs/notes/ai-attribution"}) {
    (void)k_detector.examine_note(ref, input);
  }
}

}  // namespace sallyport::fuzz

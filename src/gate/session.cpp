#include "gate/session.hpp"

namespace sallyport::gate {

std::string acting_agent(const Session& session) {
  for (const core::Evidence& found : attribution::Detector().examine_ambient(session.ambient)) {
    if (found.strength >= core::Strength::strong) {
      return found.tool;
    }
  }
  return "";
}

}  // namespace sallyport::gate

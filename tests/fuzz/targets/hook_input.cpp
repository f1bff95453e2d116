#include "fuzz/targets.hpp"
#include "gate/proposal.hpp"
#include "util/error.hpp"

namespace sallyport::fuzz {

/// The lines that git gives pre-push, or those for pre-receive.
void hook_input(std::string_view input) {
  try {
    (void)gate::parse_push(input);
  } catch (const util::Error&) {  // it may be the other kind
  }
  (void)gate::parse_receive(input);
}

}  // namespace sallyport::fuzz

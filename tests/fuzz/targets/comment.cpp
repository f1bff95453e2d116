#include "ci/review.hpp"
#include "fuzz/targets.hpp"

namespace sallyport::fuzz {

/// A comment on a forge, with `/signoff` commands and signatures.
void comment(std::string_view input) {
  (void)ci::read_commands(input);
  (void)ci::read_signatures(input);
}

}  // namespace sallyport::fuzz

#include "ci/review.hpp"
#include "fuzz/targets.hpp"

namespace sallyport::fuzz {

/// A comment on a forge, with `/signoff` commands.
void comment(std::string_view input) {
  (void)ci::read_commands(input);
}

}  // namespace sallyport::fuzz

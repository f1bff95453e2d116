#include "signoff/record/statement.hpp"

#include "fuzz/targets.hpp"
#include "signoff/record/envelope.hpp"

namespace sallyport::fuzz {

/// What a record states; one that is taken is written in just one way.
void statement(std::string_view input) {
  (void)signoff::date_of(input);
  (void)signoff::covers_digest(input);
  if (const auto record = signoff::decode_statement(input, "")) {
    require(signoff::encode_payload(*record).json == input);
  }
}

}  // namespace sallyport::fuzz

#include "signoff/record/envelope.hpp"

#include "fuzz/targets.hpp"
#include "signoff/log/sieve.hpp"
#include "util/encoding.hpp"
#include "util/sha256.hpp"

namespace sallyport::fuzz {

/// A file of the log of records, at the place that it would have there.
void envelope(std::string_view input) {
  const std::string path = "records/2026/11/22/" + util::to_hex(util::sha256(input)) + ".json";
  (void)signoff::sift(path, input, {std::string(signoff::k_any_key)});
  (void)signoff::covers_beside(path, input);
  (void)signoff::decode_record(input, "");
}

}  // namespace sallyport::fuzz

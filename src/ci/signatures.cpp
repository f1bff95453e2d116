#include "ci/review.hpp"
#include "util/encoding.hpp"
#include "util/text.hpp"

namespace sallyport::ci {
namespace {

constexpr std::size_t k_most_text_bytes = std::size_t{64} << 10U;
constexpr std::string_view k_signature_command = "/signature ";
constexpr std::string_view k_begin = "-----BEGIN SSH SIGNATURE-----";
constexpr std::string_view k_end = "-----END SSH SIGNATURE-----";

}  // namespace

std::vector<PastedSignature> read_signatures(std::string_view text) {
  std::vector<PastedSignature> found;
  std::string bytes;
  std::string armored;
  for (const std::string_view raw : util::split_lines(text.substr(0, k_most_text_bytes))) {
    const std::string_view line = util::trim(raw);
    if (line.starts_with(k_signature_command)) {
      bytes = util::parse_base64(util::trim(line.substr(k_signature_command.size()))).value_or("");
      armored.clear();
    } else if (!bytes.empty() && (line == k_begin || !armored.empty())) {
      armored.append(line).push_back('\n');
    }
    if (line == k_end && !armored.empty()) {
      found.push_back({std::move(bytes), std::move(armored)});
      bytes.clear();
      armored.clear();
    }
  }
  return found;
}

}  // namespace sallyport::ci

#pragma once

#include "util/time.hpp"

#include <tl/expected.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace sallyport::util {

// X.509 certificates in DER (RFC 5280). What is no certificate has no issuer, no signature and no
// extension.

/// The name of the certificate in `trusted` (PEM) that issued `der`, as it is at `now`. Each of
/// them is trusted by itself, so that intermediate authorities can be named without their root;
/// `der` must be no authority's. Else why not, on one line.
tl::expected<std::string, std::string> issuer_of(std::string_view der, const std::string& trusted,
                                                 Time now);

/// Whether the key of `der` made `signature`, ECDSA with SHA-256, over `message`.
bool is_signed_by(std::string_view der, std::string_view message, std::string_view signature);

/// The value of the extension `oid` (`1.3.6.1.4.1.45724.1.1.4`), in DER; nothing when it has none.
std::optional<std::string> extension_of(std::string_view der, const std::string& oid);

}  // namespace sallyport::util

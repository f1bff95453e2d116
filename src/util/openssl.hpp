#pragma once

#include "util/owned.hpp"

#include <openssl/evp.h>
#include <optional>
#include <string_view>

namespace sallyport::util {

/// Bytes as OpenSSL takes them.
inline const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());  // NOLINT(*-reinterpret-cast)
}

/// Whether a signature over the digest `hash` of `message` (null: as the kind of key has it) is by
/// `key`; nothing where OpenSSL cannot take the key, or there is none.
std::optional<bool> is_made_by(EVP_PKEY* key, const char* hash, std::string_view message,
                               std::string_view signature);

}  // namespace sallyport::util

#pragma once

#include <string_view>

namespace sallyport::util {

/// What is known of a signature. `unknown`: OpenSSL cannot take such a key.
enum class SignatureAnswer { holds, fails, unknown };

/// An Ed25519 signature (RFC 8032) by a raw public key.
SignatureAnswer check_ed25519(std::string_view key, std::string_view message,
                              std::string_view signature);

/// Unsigned big-endian numbers, leading zeros allowed.
struct RsaKey {
  std::string_view modulus;
  std::string_view exponent;
};

/// A PKCS #1 v1.5 signature (RFC 8017 §8.2) over the digest `hash` (`SHA256`, `SHA512`).
SignatureAnswer check_rsa(const RsaKey& key, const char* hash, std::string_view message,
                          std::string_view signature);

/// A point of a NIST curve, uncompressed, by OpenSSL's name of the curve.
struct EcKey {
  const char* curve;
  std::string_view point;
};

/// The two numbers of an ECDSA signature, big-endian.
struct EcSignature {
  std::string_view r;
  std::string_view s;
};

/// An ECDSA signature (FIPS 186-4) over the digest `hash`.
SignatureAnswer check_ecdsa(const EcKey& key, const char* hash, std::string_view message,
                            const EcSignature& signature);

}  // namespace sallyport::util

#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace sallyport::util {

/// A SHA-256 digest, 32 raw bytes (FIPS 180-4).
using Sha256 = std::array<std::uint8_t, 32>;

/// The digest of `bytes`.
Sha256 sha256(std::string_view bytes);

/// The same as bytes of a text.
std::string sha256_bytes(std::string_view bytes);

/// The SHA-512 digest of `bytes`, 64 raw bytes (FIPS 180-4).
std::string sha512(std::string_view bytes);

/// Feeds bytes piece by piece; `finish` may be called once.
class Sha256Stream {
 public:
  Sha256Stream();
  ~Sha256Stream();
  Sha256Stream(const Sha256Stream&) = delete;
  Sha256Stream& operator=(const Sha256Stream&) = delete;

  void update(std::string_view bytes);
  Sha256 finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sallyport::util

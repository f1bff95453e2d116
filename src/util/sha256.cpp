#include "util/sha256.hpp"

#include "util/error.hpp"

#include <openssl/evp.h>

namespace sallyport::util {

struct Sha256Stream::State {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
};

Sha256Stream::Sha256Stream() : state_(std::make_unique<State>()) {
  if (state_->context == nullptr ||
      EVP_DigestInit_ex(state_->context, EVP_sha256(), nullptr) != 1) {
    throw Error(ErrorKind::unavailable, "cannot compute SHA-256: OpenSSL refused to start");
  }
}

Sha256Stream::~Sha256Stream() {
  EVP_MD_CTX_free(state_->context);
}

void Sha256Stream::update(std::string_view bytes) {
  EVP_DigestUpdate(state_->context, bytes.data(), bytes.size());
}

Sha256 Sha256Stream::finish() {
  Sha256 digest{};
  EVP_DigestFinal_ex(state_->context, digest.data(), nullptr);
  return digest;
}

Sha256 sha256(std::string_view bytes) {
  Sha256Stream stream;
  stream.update(bytes);
  return stream.finish();
}

std::string sha256_bytes(std::string_view bytes) {
  const Sha256 digest = sha256(bytes);
  return {digest.begin(), digest.end()};
}

std::string sha512(std::string_view bytes) {
  std::array<unsigned char, 64> digest{};
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha512(), nullptr) != 1) {
    throw Error(ErrorKind::unavailable, "cannot compute SHA-512: OpenSSL refused");
  }
  return {digest.begin(), digest.end()};
}

}  // namespace sallyport::util

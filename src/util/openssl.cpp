#include "util/openssl.hpp"

#include <openssl/err.h>

namespace sallyport::util {

std::optional<bool> is_made_by(EVP_PKEY* key, const char* hash, std::string_view message,
                               std::string_view signature) {
  const Owned<EVP_MD_CTX, EVP_MD_CTX_free> context(EVP_MD_CTX_new());
  std::optional<bool> made;
  if (key != nullptr && context != nullptr &&
      EVP_DigestVerifyInit_ex(context.get(), nullptr, hash, nullptr, nullptr, key, nullptr) == 1) {
    made = EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(message),
                            message.size()) == 1;
  }
  ERR_clear_error();
  return made;
}

}  // namespace sallyport::util

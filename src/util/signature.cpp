#include "util/signature.hpp"

#include "util/openssl.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <string>

namespace sallyport::util {
namespace {

using Key = Owned<EVP_PKEY, EVP_PKEY_free>;
using KeyContext = Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using Builder = Owned<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>;
using Parameters = Owned<OSSL_PARAM, OSSL_PARAM_free>;
using Number = Owned<BIGNUM, BN_free>;
using EcdsaPair = Owned<ECDSA_SIG, ECDSA_SIG_free>;

Number number_of(std::string_view text) {
  return Number(BN_bin2bn(bytes_of(text), static_cast<int>(text.size()), nullptr));
}

Key make_key(const char* type, OSSL_PARAM_BLD* builder) {
  const Parameters parameters(OSSL_PARAM_BLD_to_param(builder));
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  EVP_PKEY* key = nullptr;
  if (parameters == nullptr || context == nullptr || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1) {
    return nullptr;
  }
  return Key(key);
}

SignatureAnswer check(const Key& key, const char* hash, std::string_view message,
                      std::string_view signature) {
  const auto made = is_made_by(key.get(), hash, message, signature);
  return !made ? SignatureAnswer::unknown : *made ? SignatureAnswer::holds : SignatureAnswer::fails;
}

}  // namespace

SignatureAnswer check_ed25519(std::string_view key, std::string_view message,
                              std::string_view signature) {
  return check(
      Key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes_of(key), key.size())),
      nullptr, message, signature);
}

SignatureAnswer check_rsa(const RsaKey& key, const char* hash, std::string_view message,
                          std::string_view signature) {
  const Builder builder(OSSL_PARAM_BLD_new());
  const Number modulus = number_of(key.modulus);
  const Number exponent = number_of(key.exponent);
  if (OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get()) != 1 ||
      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get()) != 1) {
    return SignatureAnswer::unknown;
  }
  // A signature that begins with zeros may come without them.
  const auto length = static_cast<std::size_t>(BN_num_bytes(modulus.get()));
  std::string whole(length > signature.size() ? length - signature.size() : 0, '\0');
  whole += signature;
  return check(make_key("RSA", builder.get()), hash, message, whole);
}

SignatureAnswer check_ecdsa(const EcKey& key, const char* hash, std::string_view message,
                            const EcSignature& signature) {
  const Builder builder(OSSL_PARAM_BLD_new());
  if (OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, key.curve, 0) !=
          1 ||
      OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, key.point.data(),
                                       key.point.size()) != 1) {
    return SignatureAnswer::unknown;
  }
  const EcdsaPair pair(ECDSA_SIG_new());
  ECDSA_SIG_set0(pair.get(), number_of(signature.r).release(), number_of(signature.s).release());
  std::string encoded(static_cast<std::size_t>(i2d_ECDSA_SIG(pair.get(), nullptr)), '\0');
  auto* end = reinterpret_cast<unsigned char*>(encoded.data());  // NOLINT(*-reinterpret-cast)
  i2d_ECDSA_SIG(pair.get(), &end);
  return check(make_key("EC", builder.get()), hash, message, encoded);
}

}  // namespace sallyport::util

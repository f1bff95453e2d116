#include "util/certificate.hpp"

#include "util/openssl.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <chrono>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace sallyport::util {
namespace {

using Certificate = Owned<X509, X509_free>;

/// Null when there are other bytes than those of one certificate.
Certificate parse_certificate(std::string_view der) {
  const unsigned char* position = bytes_of(der);
  Certificate certificate(d2i_X509(nullptr, &position, static_cast<long>(der.size())));
  ERR_clear_error();
  return certificate && position == bytes_of(der) + der.size() ? std::move(certificate) : nullptr;
}

std::string name_of(const X509_NAME* name) {
  const Owned<BIO, BIO_free_all> out(BIO_new(BIO_s_mem()));
  X509_NAME_print_ex(out.get(), name, 0, XN_FLAG_RFC2253);
  char* text = nullptr;
  const long size = BIO_get_mem_data(out.get(), &text);
  return printable({text, static_cast<std::size_t>(size)});
}

/// How many certificates of `pem` came into `store`; nothing when one of them is malformed.
std::optional<int> add_trusted(X509_STORE* store, const std::string& pem) {
  const Owned<BIO, BIO_free_all> in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  int count = 0;
  while (const Certificate next{PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr)}) {
    count += X509_STORE_add_cert(store, next.get());
  }
  const bool is_end = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
  ERR_clear_error();
  return is_end ? std::optional(count) : std::nullopt;
}

}  // namespace

tl::expected<std::string, std::string> issuer_of(std::string_view der, const std::string& trusted,
                                                 Time now) {
  const Certificate certificate = parse_certificate(der);
  if (!certificate || X509_check_ca(certificate.get()) != 0) {
    return tl::unexpected<std::string>(certificate ? "the certificate is an authority's"
                                                   : "the certificate is malformed");
  }
  const Owned<X509_STORE, X509_STORE_free> store(X509_STORE_new());
  const auto count = add_trusted(store.get(), trusted);
  if (count.value_or(0) == 0) {
    return tl::unexpected<std::string>(count ? "no certificate is trusted"
                                             : "a trusted certificate is malformed");
  }
  const Owned<X509_STORE_CTX, X509_STORE_CTX_free> context(X509_STORE_CTX_new());
  X509_STORE_CTX_init(context.get(), store.get(), certificate.get(), nullptr);
  X509_STORE_CTX_set_flags(context.get(), X509_V_FLAG_PARTIAL_CHAIN);
  X509_STORE_CTX_set_time(context.get(), 0, std::chrono::system_clock::to_time_t(now));
  const bool verified = X509_verify_cert(context.get()) == 1;
  ERR_clear_error();
  if (!verified) {
    return tl::unexpected(
        std::string(X509_verify_cert_error_string(X509_STORE_CTX_get_error(context.get()))));
  }
  return name_of(X509_get_issuer_name(certificate.get()));
}

bool is_signed_by(std::string_view der, std::string_view message, std::string_view signature) {
  const Certificate certificate = parse_certificate(der);
  EVP_PKEY* const key = certificate ? X509_get0_pubkey(certificate.get()) : nullptr;
  if (key == nullptr || EVP_PKEY_get_base_id(key) != EVP_PKEY_EC) {
    return false;
  }
  return is_made_by(key, "SHA256", message, signature).value_or(false);
}

std::optional<std::string> extension_of(std::string_view der, const std::string& oid) {
  const Certificate certificate = parse_certificate(der);
  const Owned<ASN1_OBJECT, ASN1_OBJECT_free> name(OBJ_txt2obj(oid.c_str(), 1));
  const int index = certificate ? X509_get_ext_by_OBJ(certificate.get(), name.get(), -1) : -1;
  if (index < 0) {
    return std::nullopt;
  }
  const ASN1_OCTET_STRING* const value =
      X509_EXTENSION_get_data(X509_get_ext(certificate.get(), index));
  const unsigned char* const data = ASN1_STRING_get0_data(value);
  return std::string(data, data + ASN1_STRING_length(value));
}

}  // namespace sallyport::util

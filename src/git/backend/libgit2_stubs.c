/* What a statically linked libgit2 asks for and this program never uses: it opens no network
   connection of its own (git does), so TLS needs no CA bundle and SSH no GSSAPI. Parsing the bundle
   alone costs 7 ms at every start; no static GSSAPI exists. */

#include <stddef.h>

int mbedtls_x509_crt_parse_file(void* chain, const char* path) {
  (void)chain;
  (void)path;
  return -1;
}

int mbedtls_x509_crt_parse_path(void* chain, const char* path) {
  (void)chain;
  (void)path;
  return -1;
}

static const unsigned int k_gss_failure = 13U << 16;

#define SALLYPORT_GSS_STUB(name)    \
  unsigned int name(void);          \
  unsigned int name(void) {         \
    return k_gss_failure;           \
  }

SALLYPORT_GSS_STUB(gss_accept_sec_context)
SALLYPORT_GSS_STUB(gss_delete_sec_context)
SALLYPORT_GSS_STUB(gss_display_status)
SALLYPORT_GSS_STUB(gss_import_name)
SALLYPORT_GSS_STUB(gss_indicate_mechs)
SALLYPORT_GSS_STUB(gss_init_sec_context)
SALLYPORT_GSS_STUB(gss_inquire_context)
SALLYPORT_GSS_STUB(gss_release_buffer)
SALLYPORT_GSS_STUB(gss_release_cred)
SALLYPORT_GSS_STUB(gss_release_name)
SALLYPORT_GSS_STUB(gss_release_oid_set)

const void* const GSS_C_NT_HOSTBASED_SERVICE = NULL;

/* What a statically linked libgit2 asks for and this program never uses: it opens no network
   connection of its own (git does). With TLS, the CA bundle would be parsed at every start, which
   costs 7 ms; no static GSSAPI exists. */

#include <stddef.h>

/* libgit2's ways to another machine: what they need is then not linked. */
#define SALLYPORT_NETWORK_STUB(name) \
  int name(void);                    \
  int name(void) {                   \
    return -1;                       \
  }

SALLYPORT_NETWORK_STUB(git_mbedtls__set_cert_location)
SALLYPORT_NETWORK_STUB(git_mbedtls_stream_new)
SALLYPORT_NETWORK_STUB(git_mbedtls_stream_wrap)
SALLYPORT_NETWORK_STUB(git_smart_subtransport_git)
SALLYPORT_NETWORK_STUB(git_smart_subtransport_http)
SALLYPORT_NETWORK_STUB(git_smart_subtransport_ssh)
SALLYPORT_NETWORK_STUB(git_transport_local)
SALLYPORT_NETWORK_STUB(git_transport_smart)

int git_mbedtls_stream_global_init(void);
int git_mbedtls_stream_global_init(void) {
  return 0;
}

int git_transport_ssh_global_init(void);
int git_transport_ssh_global_init(void) {
  return 0;
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
#ifdef SALLYPORT_STATIC
/* In a static program these would load whatever name services the system that runs it has, made for
   another C library. libgit2 asks for a home only in a setuid program. */
#include <errno.h>
#include <netdb.h>
#include <pwd.h>

int getpwuid_r(uid_t user, struct passwd* entry, char* buffer, size_t size, struct passwd** found) {
  (void)user;
  (void)entry;
  (void)buffer;
  (void)size;
  *found = NULL;
  return ENOENT;
}

int getaddrinfo(const char* name, const char* service, const struct addrinfo* hints,
                struct addrinfo** found) {
  (void)name;
  (void)service;
  (void)hints;
  *found = NULL;
  return EAI_FAIL;
}

struct hostent* gethostbyname(const char* name) {
  (void)name;
  return NULL;
}
#endif

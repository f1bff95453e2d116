/* Linked once when CMake configures: whether the static archives that were found are all that the
   static libgit2 and libcrypto need. */

#include <git2.h>
#include <openssl/evp.h>

int main(void) {
  EVP_MD_free(EVP_MD_fetch(NULL, "SHA256", NULL));
  return git_libgit2_init() < 0;
}

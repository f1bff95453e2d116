#include "util/sha256.hpp"

#include "util/encoding.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace sallyport::util::sha256_test {
namespace {

TEST_CASE("digests are those of FIPS 180-4") {
  CHECK(to_hex(sha256("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(to_hex(sha256("abc")) ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(to_hex(sha256(std::string(1'000'000, 'a'))) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("bytes that come in pieces have the digest of the whole") {
  Sha256Stream stream;
  for (const char* piece : {"a", "", "bc"}) {
    stream.update(piece);
  }
  CHECK(stream.finish() == sha256("abc"));
}

}  // namespace
}  // namespace sallyport::util::sha256_test

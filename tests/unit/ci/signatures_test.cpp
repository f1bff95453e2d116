#include "ci/review.hpp"

#include <catch2/catch.hpp>

namespace sallyport::ci::signatures_test {
namespace {

const std::string k_armored =
    "-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n-----END SSH SIGNATURE-----\n";

TEST_CASE("a pasted signature is what was signed and what ssh-keygen made of it") {
  const auto found = read_signatures("Here it is:\r\n\r\n/signature aGVsbG8=\r\n" + k_armored);
  REQUIRE(found.size() == 1);
  CHECK(found[0].bytes == "hello");
  CHECK(found[0].signature == k_armored);
}

TEST_CASE("several signatures can stand in a text, in a block of code and quoted too") {
  const auto found = read_signatures("```\n/signature YQ==\n" + k_armored +
                                     "```\n\n  /signature Yg==\n\n" + k_armored + "Thanks\n");
  REQUIRE(found.size() == 2);
  CHECK(found[0].bytes == "a");
  CHECK(found[1].bytes == "b");
  CHECK(found[1].signature ==
        "-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n-----END SSH SIGNATURE-----\n");
}

TEST_CASE("half of a signature is none") {
  CHECK(read_signatures(k_armored).empty());
  CHECK(read_signatures("/signature aGVsbG8=\n").empty());
  CHECK(read_signatures("/signature not base64!\n" + k_armored).empty());
  CHECK(read_signatures("/signature aGVsbG8=\n-----BEGIN SSH SIGNATURE-----\nU1NI\n").empty());
  CHECK(read_signatures("/signatures aGVsbG8=\n" + k_armored).empty());
  CHECK(read_signatures(std::string(65'536, '\n') + "/signature aGVsbG8=\n" + k_armored).empty());
  // A second command before the signature takes the place of the first.
  CHECK(read_signatures("/signature YQ==\n/signature Yg==\n" + k_armored)[0].bytes == "b");
}

}  // namespace
}  // namespace sallyport::ci::signatures_test

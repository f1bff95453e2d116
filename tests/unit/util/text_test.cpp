#include "util/text.hpp"

#include <catch2/catch.hpp>

namespace sallyport::util::text_test {
namespace {

TEST_CASE("a word for a shell is quoted only where it has to be") {
  CHECK(shell_word("origin/main..FETCH_HEAD") == "origin/main..FETCH_HEAD");
  CHECK(shell_word("") == "''");
  CHECK(shell_word("x;touch${IFS}y") == "'x;touch${IFS}y'");
  CHECK(shell_word("it's") == R"('it'\''s')");
}

}  // namespace
}  // namespace sallyport::util::text_test

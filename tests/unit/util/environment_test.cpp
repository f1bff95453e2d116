#include "util/environment.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>

namespace sallyport::util::environment_test {
namespace {

TEST_CASE("a variable that is not set and one that is empty have no value") {
  const Environment environment{{"EMPTY", ""}, {"SET", "a=b"}};
  CHECK(variable(environment, "SET") == "a=b");
  CHECK(variable(environment, "EMPTY").empty());
  CHECK(variable(environment, "SE").empty());
  CHECK(environment.contains("EMPTY"));
  CHECK_FALSE(environment.contains("SE"));
}

TEST_CASE("the environment of this process is read as bytes, up to the first equals sign") {
  ::setenv("SALLYPORT_TEST_BYTES", "x=\xff\n", 1);
  CHECK(variable(current_environment(), "SALLYPORT_TEST_BYTES") == "x=\xff\n");
  ::unsetenv("SALLYPORT_TEST_BYTES");
  CHECK_FALSE(current_environment().contains("SALLYPORT_TEST_BYTES"));
}

}  // namespace
}  // namespace sallyport::util::environment_test

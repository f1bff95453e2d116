#include "util/json_read.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace sallyport::util::json_read_test {
namespace {

using Kind = JsonFault::Kind;

JsonFault fault_of(const std::string& text, const JsonLimits& limits = {}) {
  const auto parsed = read_json(text, limits);
  REQUIRE_FALSE(parsed.has_value());
  return parsed.error();
}

TEST_CASE("JSON that is well-formed is read") {
  const auto parsed = read_json(R"({"a": [1, -2.5, true, null, "b"]})", {});
  REQUIRE(parsed.has_value());
  CHECK(parsed->dump() == R"({"a":[1,-2.5,true,null,"b"]})");
  CHECK(read_json("7", {}).value().get<int>() == 7);
}

TEST_CASE("text that is no JSON or no UTF-8 is malformed") {
  for (const char* text : {"", "{", "[1,]", "{'a':1}", "// c\n1", "1 2", "\"\xff\"",
                           "\"\xed\xa0\x80\"", "NaN", "\"\n\""}) {
    INFO(text);
    CHECK(fault_of(text).kind == Kind::malformed);
    CHECK(fault_of(text).text == "not JSON");
  }
}

TEST_CASE("a key may be in an object once, in its neighbours again") {
  CHECK(read_json(R"([{"a": {"a": 1}}, {"a": 2}])", {}).has_value());
  const JsonFault fault = fault_of(R"({"b": {"a": 1, "\u0061": 2}})");
  CHECK(fault.kind == Kind::repeated_key);
  CHECK(fault.key == "a");
  CHECK(fault.text == "the key 'a' is there twice");
}

TEST_CASE("levels and bytes are limited") {
  const std::string deep(8, '[');
  CHECK(read_json(deep + std::string(8, ']'), {}).has_value());
  CHECK(fault_of("[" + deep + std::string(9, ']')).text == "more than 8 levels");
  CHECK(fault_of(std::string(1'000'000, '[')).text == "more than 8 levels");
  const JsonLimits small{.bytes = 3};
  CHECK(read_json("[1]", small).has_value());
  CHECK(fault_of("[10]", small).text == "more than 3 bytes");
  CHECK(fault_of("[10]", small).kind == Kind::beyond_limits);
}

TEST_CASE("numbers are integers of 64 bits where those are asked for") {
  const JsonLimits integers{.numbers = JsonNumbers::integers};
  CHECK(read_json("[9223372036854775807, -9223372036854775808]", integers).has_value());
  CHECK(fault_of("1.0", integers).text == "a number that is not an integer");
  CHECK(fault_of("9223372036854775808", integers).text ==
        "an integer that does not fit in 64 bits");
  CHECK(read_json("[1.5, 18446744073709551615]", {}).has_value());
}

}  // namespace
}  // namespace sallyport::util::json_read_test

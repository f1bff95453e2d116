#include "policy/policy.hpp"

#include <catch2/catch.hpp>

namespace sallyport::policy::json_schema_test {
namespace {

bool has(std::string_view part) {
  return json_schema().find(part) != std::string::npos;
}

TEST_CASE("the JSON schema says what each kind of key takes") {
  CHECK(has(
      R"("count":{"default":1,"description":"how many different people","maximum":100,"minimum":1,"type":"integer"})"));
  CHECK(has(R"("enum":["forge","key","touch","verified"])"));
  CHECK(has(R"("deny_rewind":{"default":true,)"));
  CHECK(has(
      R"("not_paths":{"default":[],"description":"and no file that matches one of these","items":{"type":"string"},"type":"array"})"));
}

TEST_CASE("in the JSON schema metrics and gates are names, and items have any") {
  CHECK(has(R"("ai_lines":{"type":"string"})"));
  CHECK(has(R"("pre-receive":{"additionalProperties":false,"properties":{"mode":)"));
  CHECK(has(R"("item":{"additionalProperties":{"additionalProperties":false,)"));
}

TEST_CASE("the JSON schema wants only the name of an entry, which may take an inherited one away") {
  CHECK(has(R"("required":["name"])"));
  CHECK(has(R"("required":["approvers"])"));
  CHECK(has(R"("required":["schema"])"));
}

}  // namespace
}  // namespace sallyport::policy::json_schema_test

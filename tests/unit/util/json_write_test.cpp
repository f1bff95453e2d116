#include "util/json_write.hpp"

#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

namespace sallyport::util::json_write_test {

TEST_CASE("a document is one line of ASCII, its keys in the order given") {
  nlohmann::ordered_json document;
  document["z"] = "caf\xc3\xa9 \xe2\x80\xae";
  document["a"] = {1, nullptr, "two\nlines\x7f\x1b"};
  CHECK(json_line(document) ==
        "{\"z\":\"caf\\u00e9 \\u202e\",\"a\":[1,null,\"two\\nlines\\u007f\\u001b\"]}\n");
}

TEST_CASE("bytes that are no UTF-8 are escaped wherever they stand, as printable text is") {
  nlohmann::ordered_json document;
  document["k\xff"] = {{"deep", {"\xc3(", "plain"}}};
  CHECK(json_line(document) == "{\"k\\\\xff\":{\"deep\":[\"\\\\xc3(\",\"plain\"]}}\n");
}

TEST_CASE("a string in canonical form escapes nothing that it need not") {
  CHECK(json_string("a\"b\\c\n\xc3\xa9") == "\"a\\\"b\\\\c\\u000a\xc3\xa9\"");
}

}  // namespace sallyport::util::json_write_test

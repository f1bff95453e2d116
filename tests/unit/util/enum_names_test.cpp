#include "util/enum_names.hpp"

#include <catch2/catch.hpp>

namespace sallyport::util::enum_names_test {
namespace {

enum class Fruit { apple, sloe_berry };
constexpr auto enum_names(Fruit) {
  return names("apple", "sloe-berry");
}

enum class Nameless { thing };

TEST_CASE("an enumerator and its name stand for each other") {
  CHECK(to_string(Fruit::sloe_berry) == "sloe-berry");
  CHECK(enum_of<Fruit>("apple") == Fruit::apple);
  CHECK(enum_of<Fruit>("sloe-berry") == Fruit::sloe_berry);
}

TEST_CASE("no other text is a name") {
  CHECK_FALSE(enum_of<Fruit>("sloe_berry"));
  CHECK_FALSE(enum_of<Fruit>("Apple"));
  CHECK_FALSE(enum_of<Fruit>(""));
}

TEST_CASE("a value past the names is refused, and an enum without names has none") {
  CHECK_THROWS(to_string(static_cast<Fruit>(2)));
  STATIC_REQUIRE(NamedEnum<Fruit>);
  STATIC_REQUIRE_FALSE(NamedEnum<Nameless>);
}

}  // namespace
}  // namespace sallyport::util::enum_names_test

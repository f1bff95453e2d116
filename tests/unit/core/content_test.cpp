#include "core/change/content.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace sallyport::core::content_test {
namespace {

TEST_CASE("content is classified by its bytes") {
  CHECK(classify_content("") == ContentKind::text);
  CHECK(classify_content("int main() {}\n") == ContentKind::text);
  CHECK(classify_content("caf\xe9 au lait\n") == ContentKind::text);
  CHECK(classify_content("version https://git-lfs.github.com/spec/v1\n") ==
        ContentKind::lfs_pointer);
  CHECK(classify_content("PK\x03\x04rest") == ContentKind::archive);
  CHECK(classify_content(std::string("\xff\xfeh\0i\0", 6)) == ContentKind::wide_text);
  CHECK(classify_content(std::string("\0\1\2", 3)) == ContentKind::binary);
  CHECK(classify_content("\x82\xb1\x82\xf1\x82\xc9\x82\xbf\x82\xcd") == ContentKind::binary);
}

TEST_CASE("a magic number or a pointer's first line in front of source hides nothing") {
  const std::string source(2000, 'a');
  CHECK(classify_content("!<arch>\n" + source) == ContentKind::text);
  CHECK(classify_content("version https://git-lfs.github.com/spec/v1\n" + source) ==
        ContentKind::text);
}

TEST_CASE("one NUL in a hundred bytes is text and two are not") {
  CHECK(classify_content(std::string(99, 'a') + std::string(1, '\0')) == ContentKind::text);
  CHECK(classify_content(std::string(98, 'a') + std::string(2, '\0')) == ContentKind::binary);
}

TEST_CASE("a lock file needs its name and its shape") {
  const std::string cargo = "version = 3\n\n[[package]]\nname = \"a\"\nversion = \"1.0\"\n";
  CHECK(is_lock_file("crates/Cargo.lock", cargo));
  CHECK_FALSE(is_lock_file("Cargo.lock.rs", cargo));
  CHECK_FALSE(is_lock_file("Cargo.lock", "[[package]]\nfn main() {\n  run();\n}\nrun();\n"));
  CHECK(
      is_lock_file("go.sum", "example.com/a v1.0.0 h1:abc=\nexample.com/a v1.0.0/go.mod h1:d=\n"));
  CHECK_FALSE(is_lock_file("go.sum", "package main\n"));
}

TEST_CASE("a last line without LF counts") {
  CHECK(count_lines("") == 0);
  CHECK(count_lines("a\n") == 1);
  CHECK(count_lines("a\nb") == 2);
}

}  // namespace
}  // namespace sallyport::core::content_test

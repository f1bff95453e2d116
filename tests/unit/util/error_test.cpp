#include "util/error.hpp"

#include <catch2/catch.hpp>

namespace sallyport::util::error_test {
namespace {

TEST_CASE("a failure of the system comes with the command that helps") {
  CHECK(hint_for("cannot store an object: No space left on device") ==
        "make room, then run the same command again: df -h");
  CHECK(hint_for("cannot write '/a/b': Read-only file system") ==
        "it can only be read there; what is mounted so: findmnt -O ro");
  CHECK(hint_for("cannot write '/a b': Permission denied") == "ls -ld '/a b'");
  CHECK(hint_for("cannot sign 'security': nothing to sign").empty());
}

TEST_CASE("an error without a hint of its own has that of its cause") {
  CHECK(Error(ErrorKind::unavailable, "cannot read '/a': Input/output error").hint ==
        "the disk may be broken: dmesg | tail");
  CHECK(Error(ErrorKind::unavailable, "cannot read '/a': Input/output error", "do this").hint ==
        "do this");
}

}  // namespace
}  // namespace sallyport::util::error_test

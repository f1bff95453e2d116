#include "util/file.hpp"

#include "util/error.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <iterator>
#include <string>
#include <sys/stat.h>

namespace sallyport::util::file_test {
namespace {

namespace fs = std::filesystem;

std::size_t files_in(const fs::path& folder) {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

unsigned mode_of(const fs::path& path) {
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  return status.st_mode & 07777U;
}

TEST_CASE("a file is read as it was written, whatever its bytes") {
  const TemporaryFolder folder;
  const std::string bytes("\0\r\n\xff", 4);
  write_file(folder.path() / "deep/down/file", bytes);
  CHECK(read_file(folder.path() / "deep/down/file") == bytes);
  write_file(folder.path() / "empty", "");
  CHECK(read_file(folder.path() / "empty") == "");
}

TEST_CASE("a file that is not there is no error, one that cannot be read is") {
  const TemporaryFolder folder;
  CHECK(read_file(folder.path() / "nothing") == std::nullopt);
  CHECK_THROWS_AS(read_file(folder.path()), Error);
  REQUIRE(::mkfifo((folder.path() / "pipe").c_str(), 0600) == 0);
  CHECK_THROWS_AS(read_file(folder.path() / "pipe"), Error);
}

TEST_CASE("a file above the limit is refused, one of just that size is read") {
  const TemporaryFolder folder;
  write_file(folder.path() / "file", "12345");
  CHECK(read_file(folder.path() / "file", 5) == "12345");
  CHECK_THROWS_AS(read_file(folder.path() / "file", 4), Error);
}

TEST_CASE("writing replaces a file in one step, with its permissions") {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "file";
  write_file(path, "old", 0600);
  CHECK(mode_of(path) == 0600);
  const fs::path other = folder.path() / "other name";
  fs::create_hard_link(path, other);
  write_file(path, "new", 0755);
  CHECK(mode_of(path) == 0755);
  CHECK(read_file(path) == "new");
  CHECK(read_file(other) == "old");
  CHECK(files_in(folder.path()) == 2);
}

TEST_CASE("a link is replaced, not followed") {
  const TemporaryFolder folder;
  write_file(folder.path() / "target", "kept");
  fs::create_symlink("target", folder.path() / "link");
  write_file(folder.path() / "link", "new");
  CHECK(read_file(folder.path() / "target") == "kept");
  CHECK_FALSE(fs::is_symlink(folder.path() / "link"));
}

TEST_CASE("what cannot be written leaves the old file whole and nothing beside it") {
  const TemporaryFolder folder;
  write_file(folder.path() / "place/inside", "kept");
  CHECK_THROWS_AS(write_file(folder.path() / "place", "new"), Error);
  CHECK(read_file(folder.path() / "place/inside") == "kept");
  CHECK_THROWS_AS(write_file(folder.path() / "place/inside/below", "new"), Error);
  CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("a temporary folder is its owner's alone and goes with all that is in it") {
  fs::path path;
  {
    const TemporaryFolder folder;
    path = folder.path();
    CHECK(mode_of(path) == 0700);
    write_file(path / "deep/file", "x");
  }
  CHECK_FALSE(fs::exists(path));
}

TEST_CASE("what a person names is written through a link, and into a device as it is") {
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "file";
  const fs::path link = folder.path() / "link";
  fs::create_symlink("file", link);
  write_output(link, "new");
  write_output(link, "newer");
  CHECK(fs::is_symlink(link));
  CHECK(read_file(file) == "newer");

  const fs::path full = folder.path() / "full";
  fs::create_symlink("/dev/full", full);
  CHECK_THROWS_AS(write_output(full, "report"), Error);
  CHECK(fs::is_character_file(full));
}

}  // namespace
}  // namespace sallyport::util::file_test

#include "git/repository.hpp"
#include "unit/support/sandbox.hpp"
#include "util/error.hpp"
#include "util/file.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace sallyport::git::loose_test {
namespace {

std::filesystem::path file_of(const Repository& repository, const core::Oid& id) {
  const std::string hex = core::to_hex(id);
  return repository.common_dir() / "objects" / hex.substr(0, 2) / hex.substr(2);
}

std::string failure_to_read(const Repository& repository, const core::Oid& id) {
  try {
    return repository.read_blob(id, 1 << 20);
  } catch (const util::Error& error) {
    CHECK(error.kind == util::ErrorKind::unavailable);
    return error.hint;
  }
}

TEST_CASE("a loose object is read whole or not at all, wherever its file is cut") {
  Sandbox sandbox;
  std::string content;
  for (int i = 0; i < 2000; ++i) {
    content += "line " + std::to_string(i * i) + "\n";
  }
  const core::Oid id = sandbox.git_oid({"hash-object", "-w", "--stdin"}, content);
  const auto file = file_of(sandbox.open(), id);
  const std::string bytes = *util::read_file(file);
  CHECK(sandbox.open().read_blob(id, 1 << 20) == content);
  for (std::size_t size = 0; size < bytes.size(); size += 1 + size / 3) {
    INFO(size);
    util::write_file(file, bytes.substr(0, size));
    CHECK(failure_to_read(sandbox.open(), id) == "git fsck --full");
  }
  util::write_file(file, bytes);
  CHECK(sandbox.open().read_blob(id, 1 << 20) == content);
}

TEST_CASE("a loose object without content, and one of which a short name is known, are read") {
  Sandbox sandbox;
  const core::Oid empty = sandbox.git_oid({"hash-object", "-w", "--stdin"}, "");
  CHECK(sandbox.open().read_blob(empty, 10).empty());
  const core::Oid commit = sandbox.commit("first");
  CHECK(sandbox.open().resolve_commit(core::to_hex(commit).substr(0, 12)) == commit);
}

TEST_CASE("a ref whose object is missing is an error, and an id of nothing is absent") {
  Sandbox sandbox;
  const core::Oid commit = sandbox.commit("first");
  std::filesystem::remove(file_of(sandbox.open(), commit));
  const Repository repository = sandbox.open();
  CHECK_THROWS_AS(repository.resolve_commit("main"), util::Error);
  CHECK_FALSE(repository.resolve_commit(core::to_hex(commit)));
}

}  // namespace
}  // namespace sallyport::git::loose_test

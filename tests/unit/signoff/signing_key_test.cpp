#include "ssh_sample.hpp"
#include "util/error.hpp"

#include <catch2/catch.hpp>

namespace sallyport::signoff::signing_key_test {
namespace {

using test::Home;

TEST_CASE("sallyport.signingkey comes before user.signingkey, that before the usual files") {
  Home home;
  const git::Repository repository = home.make_repository("repo");
  const SigningKey usual = home.make_key("usual");
  const SigningKey users = home.make_key("users");
  const SigningKey ours = home.make_key("ours");
  util::write_file(home.path() / ".ssh/id_ed25519.pub", usual.public_key + "\n");
  const auto find = [&] { return find_signing_key(home.open("repo"), home.environment()); };

  REQUIRE(find().fingerprint == usual.fingerprint);
  REQUIRE(find().source == "~/.ssh/id_ed25519.pub");
  home.run({"git", "config", "user.signingkey", "~/users.pub"}, "repo");
  REQUIRE(find().fingerprint == users.fingerprint);
  REQUIRE(find().source == "user.signingkey");
  home.run({"git", "config", "sallyport.signingkey", home.path() / "ours"}, "repo");
  REQUIRE(find().fingerprint == ours.fingerprint);
  REQUIRE(find().public_key == ours.public_key);
}

TEST_CASE("a literal key has no file and is left to the agent") {
  Home home;
  const git::Repository repository = home.make_repository("repo");
  const SigningKey key = home.make_key("key");
  home.run({"git", "config", "user.signingkey", "key::" + key.public_key}, "repo");
  const SigningKey found = find_signing_key(home.open("repo"), home.environment());
  REQUIRE(found.argument.empty());
  REQUIRE(found.public_key == key.public_key);
}

TEST_CASE("a GPG key is passed over, and named when there is nothing else") {
  Home home;
  const git::Repository repository = home.make_repository("repo");
  home.run({"git", "config", "user.signingkey", "ABCD1234"}, "repo");
  const auto find = [&] { return find_signing_key(home.open("repo"), home.environment()); };
  REQUIRE_THROWS_WITH(find(),
                      "cannot sign: user.signingkey 'ABCD1234' is a GPG key; sallyport signs with "
                      "SSH keys");
  util::write_file(home.path() / ".ssh/id_rsa.pub", home.make_key("key", "rsa").public_key);
  REQUIRE(find().source == "~/.ssh/id_rsa.pub");
}

TEST_CASE("without any key the error says the commands that make one") {
  Home home;
  const git::Repository repository = home.make_repository("repo");
  try {
    find_signing_key(repository, home.environment());
    FAIL("no error");
  } catch (const util::Error& error) {
    REQUIRE(error.kind == util::ErrorKind::refused);
    REQUIRE(error.hint ==
            "ssh-keygen -t ed25519 -f ~/.ssh/id_ed25519 && "
            "git config --global user.signingkey ~/.ssh/id_ed25519.pub");
  }
}

TEST_CASE("a configured key that is not there is an error, not passed over") {
  Home home;
  const git::Repository repository = home.make_repository("repo");
  home.run({"git", "config", "user.signingkey", "~/.ssh/gone.pub"}, "repo");
  REQUIRE_THROWS_WITH(find_signing_key(home.open("repo"), home.environment()),
                      "cannot read the signing key '~/.ssh/gone.pub' (user.signingkey): no SSH key "
                      "is there");
  util::write_file(home.path() / ".ssh/id_ed25519.pub", home.make_key("key").public_key);
  try {
    find_signing_key(home.open("repo"), home.environment());
    FAIL("no error");
  } catch (const util::Error& error) {
    CHECK(error.hint == "git config --global user.signingkey ~/.ssh/id_ed25519.pub");
  }
}

TEST_CASE("programs are taken from the user's configuration, never from the repository's") {
  Home home;
  const git::Repository repository = home.make_repository("repo");
  const SigningKey key = home.make_key("key");
  const std::string command = "echo 'key::" + key.public_key + "'";
  home.run({"git", "config", "gpg.ssh.defaultKeyCommand", command}, "repo");
  home.run({"git", "config", "gpg.ssh.program", "/bin/false"}, "repo");
  REQUIRE_THROWS_AS(find_signing_key(home.open("repo"), home.environment()), util::Error);

  home.run({"git", "config", "--global", "gpg.ssh.defaultKeyCommand", command});
  const SigningKey found = find_signing_key(home.open("repo"), home.environment());
  REQUIRE(found.fingerprint == key.fingerprint);
  REQUIRE(found.source == "gpg.ssh.defaultKeyCommand");
  REQUIRE(found.program.empty());
}

}  // namespace
}  // namespace sallyport::signoff::signing_key_test

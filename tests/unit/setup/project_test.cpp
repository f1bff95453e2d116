#include "setup/project.hpp"

#include "unit/setup/playground.hpp"

#include <catch2/catch.hpp>

namespace sallyport::setup::project_test {
namespace {

namespace fs = std::filesystem;

const std::string k_key = "AAAAC3NzaC1lZDI1NTE5AAAAIGFiY2RlZmdoaWprbG1ub3BxcnN0dXZ3eHl6MDEyMzQ1";
const std::string k_other_key =
    "AAAAC3NzaC1lZDI1NTE5AAAAIDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDEy";

std::string line_of(const std::string& principal, const std::string& key) {
  return principal + " namespaces=\"signoff.v1@sallyport\" ssh-ed25519 " + key + "\n";
}

InitRequest request() {
  return {.policy = "standard",
          .repo_id = "acme/widgets",
          .target = "refs/heads/main",
          .principal = "alice@example.com",
          .signer_line = line_of("alice@example.com", k_key)};
}

TEST_CASE("init composes a policy that extends the bundled one and names its first principal") {
  CHECK(compose_project(request()).policy ==
        "#:schema https://raw.githubusercontent.com/sallyport/sallyport/v" SALLYPORT_VERSION
        "/docs/schema/policy.json\n"
        "# What must be signed off before a change lands here. In words: sallyport policy explain\n"
        "schema = 1\n"
        "repo_id = \"acme/widgets\"   # part of every signature: do not change it\n"
        "extends = \"sallyport:standard@1\"\n"
        "target = \"refs/heads/main\"   # the branch that changes land on\n"
        "\n"
        "# Who may sign. To add a person: sallyport enroll EMAIL --key FILE.pub --forge github:ID\n"
        "[principal.\"alice@example.com\"]\n"
        "kind = \"human\"\n");
}

TEST_CASE("init fills the group that senior-approval asks") {
  InitRequest wanted = request();
  wanted.policy = "senior-approval@1";
  const std::string policy = compose_project(wanted).policy;
  CHECK(contains(policy, "extends = \"sallyport:senior-approval@1\"\n"));
  CHECK(contains(policy, "[group.senior]\nmembers = [\"alice@example.com\"]\n"));
}

TEST_CASE("init writes both files once and never over one that exists") {
  Playground at;
  write_project(at.repo(), request());
  CHECK(util::read_file(at.repo() / ".sallyport/allowed_signers") == request().signer_line);
  fs::remove(at.repo() / ".sallyport/policy.toml");
  const util::Error error = error_of([&] { write_project(at.repo(), request()); });
  CHECK(error.kind == util::ErrorKind::refused);
  CHECK_FALSE(fs::exists(at.repo() / ".sallyport/policy.toml"));
}

TEST_CASE("values that could break out of the file are quoted or refused") {
  CHECK(toml_string("a\"b\\c\nd") == "\"a\\\"b\\\\c\\u000Ad\"");
  CHECK(error_of([] { toml_string("\xff"); }).kind == util::ErrorKind::usage);
  for (const std::string name : {"", "*@example.com", "a@example.com,b@example.com", "a b", "#a"}) {
    INFO(name);
    CHECK(error_of([&] { check_principal(name); }).kind == util::ErrorKind::usage);
  }
}

TEST_CASE("the repository's id is the URL without its host") {
  CHECK(repo_id_of_url("https://git.example.com/acme/widgets.git") == "acme/widgets");
  CHECK(repo_id_of_url("https://user:secret@git.example.com:8443/acme/widgets/") == "acme/widgets");
  CHECK(repo_id_of_url("git@git.example.com:acme/widgets.git") == "acme/widgets");
  CHECK(repo_id_of_url("ssh://git@git.example.com:22/~acme/widgets.git") == "acme/widgets");
  CHECK(repo_id_of_url("/srv/git/widgets.git") == "widgets");
  CHECK(repo_id_of_url("../my widgets") == "my-widgets");
  CHECK(repo_id_of_url("file:///srv/git/widgets.git/") == "widgets");
  CHECK(repo_id_of_url("https://git.example.com").empty());
}

TEST_CASE("without a remote the repository's id is its folder's name, from every worktree") {
  Playground at;
  at.commit("one");
  at.git({"worktree", "add", "-q", "../topic tree", "-b", "topic"});
  CHECK(default_repo_id(at.open()) == "repo");
  CHECK(default_repo_id(at.open(at.root() / "topic tree")) == "repo");
  at.git({"remote", "add", "origin", "git@git.example.com:acme/widgets.git"});
  CHECK(default_repo_id(at.open()) == "acme/widgets");
}

TEST_CASE("the target is what origin/HEAD names, else a usual branch, else HEAD's") {
  Playground at;
  at.git({"checkout", "-q", "-b", "topic"});
  CHECK(default_target(at.open()) == "refs/heads/topic");
  at.commit("one");
  at.git({"branch", "master"});
  CHECK(default_target(at.open()) == "refs/heads/master");
  at.git({"branch", "main"});
  CHECK(default_target(at.open()) == "refs/heads/main");
  at.git({"branch", "trunk"});
  at.git({"config", "init.defaultBranch", "trunk"});
  CHECK(default_target(at.open()) == "refs/heads/trunk");
  at.git({"update-ref", "refs/remotes/origin/develop", "HEAD"});
  at.git({"symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/develop"});
  CHECK(default_target(at.open()) == "refs/heads/develop");
}

TEST_CASE("a detached HEAD without a usual branch has no target") {
  Playground at;
  at.git({"checkout", "-q", "-b", "topic"});
  at.commit("one");
  at.git({"checkout", "-q", "--detach"});
  CHECK(error_of([&] { default_target(at.open()); }).kind == util::ErrorKind::usage);
}

TEST_CASE("one author gets solo, several get standard, bots do not count") {
  Playground at;
  CHECK(default_policy(at.open(), at.environment()).name == "solo");
  at.commit("one");
  at.git({"commit", "-q", "--allow-empty", "-m", "two", "--author",
          "helper[bot] <1+helper[bot]@users.noreply.example.com>"});
  CHECK(default_policy(at.open(), at.environment()).reason ==
        "the history has one author, so nobody else could review");
  at.git({"commit", "-q", "--allow-empty", "-m", "three", "--author", "Bob <bob@example.com>"});
  CHECK(default_policy(at.open(), at.environment()).name == "standard");
}

TEST_CASE("enroll adds a line and a table and keeps every other byte") {
  Playground at;
  const std::string policy = "schema = 1 # odd   spacing\r\n[group.x]\nmembers = []";
  util::write_file(at.repo() / k_policy_file, policy);
  util::write_file(at.repo() / k_signers_file, "# ours\n" + line_of("alice@example.com", k_key));
  enroll(at.repo(),
         {"bob@example.com", line_of("bob@example.com", k_other_key), {"github:583231"}});
  CHECK(util::read_file(at.repo() / k_policy_file) ==
        policy +
            "\n\n[principal.\"bob@example.com\"]\nkind = \"human\"\n"
            "forge = [\"github:583231\"]\n");
  CHECK(util::read_file(at.repo() / k_signers_file) ==
        "# ours\n" + line_of("alice@example.com", k_key) + line_of("bob@example.com", k_other_key));
}

TEST_CASE("enrolling the same person and key again changes nothing") {
  Playground at;
  write_project(at.repo(), request());
  const std::string before = Playground::snapshot(at.repo());
  CHECK(enroll(at.repo(), {"alice@example.com", request().signer_line, {}}) ==
        Actions{"unchanged: alice@example.com is enrolled with this key already"});
  CHECK((Playground::snapshot(at.repo()) == before));
}

TEST_CASE("a key that belongs to someone else is refused") {
  Playground at;
  write_project(at.repo(), request());
  const std::string before = Playground::snapshot(at.repo());
  const util::Error error = error_of([&] {
    enroll(at.repo(), {"bob@example.com", line_of("bob@example.com", k_key), {}});
  });
  CHECK(error.kind == util::ErrorKind::refused);
  CHECK(std::string(error.what()) ==
        "cannot enroll 'bob@example.com': the key belongs to 'alice@example.com' already");
  CHECK((Playground::snapshot(at.repo()) == before));
}

TEST_CASE("enroll without a policy points to init") {
  Playground at;
  const util::Error error = error_of([&] {
    enroll(at.repo(), {"bob@example.com", line_of("bob@example.com", k_key), {}});
  });
  CHECK(error.hint == "sallyport init");
}

TEST_CASE("forge ids join the table that is there") {
  const std::string table = "[principal.'bob@example.com'] # Bob\nkind = \"human\"\n";
  CHECK(with_principal(table + "[x]\n", "bob@example.com", {"github:1"}) ==
        "[principal.'bob@example.com'] # Bob\nforge = [\"github:1\"]\nkind = \"human\"\n[x]\n");
  CHECK(with_principal(table + "forge = ['github:1']\n", "bob@example.com",
                       {"github:1", "gitlab:2"}) == table + "forge = ['github:1', \"gitlab:2\"]\n");
  CHECK(with_principal(table + "forge = []\n", "bob@example.com", {"github:1"}) ==
        table + "forge = [\"github:1\"]\n");
  CHECK(with_principal(table, "bob@example.com", {}) == table);
}

TEST_CASE("a principal that is not written as a table is not edited blindly") {
  for (const std::string policy :
       {"[principal]\n\"bob@example.com\" = { kind = \"human\" }\n",
        "[principal.\"bob@example.com\"]\nforge = [\n  \"github:1\",\n]\n"}) {
    INFO(policy);
    const util::Error error =
        error_of([&] { with_principal(policy, "bob@example.com", {"github:2"}); });
    CHECK(error.kind == util::ErrorKind::refused);
    CHECK(error.hint == "add it by hand: forge = [\"github:2\"]");
  }
}

TEST_CASE("a line for another namespace does not enroll its key") {
  const std::string git_only = "alice@example.com namespaces=\"git\" ssh-ed25519 " + k_key + "\n";
  CHECK(with_signer(git_only, "alice@example.com", line_of("alice@example.com", k_key)) ==
        git_only + line_of("alice@example.com", k_key));
}

TEST_CASE("an attestation stands in the comment of its key's line, once") {
  const std::string line = line_of("alice@example.com", k_key);
  const std::string first =
      with_signer("# us\n", "alice@example.com", line, "attestation=sha256:1");
  CHECK(first == "# us\n" + line.substr(0, line.size() - 1) + " attestation=sha256:1\n");
  CHECK(with_signer(first, "alice@example.com", line) == first);
  CHECK(with_signer(first, "alice@example.com", line, "attestation=sha256:1") == first);
  CHECK(with_signer(line.substr(0, line.size() - 1) + " token\r\n# end\n", "alice@example.com",
                    line, "attestation=sha256:1") ==
        line.substr(0, line.size() - 1) + " token attestation=sha256:1\r\n# end\n");
  CHECK(with_signer(line.substr(0, line.size() - 1) + " attestation=sha256:1 token",
                    "alice@example.com", line, "attestation=sha256:22") ==
        line.substr(0, line.size() - 1) + " attestation=sha256:22 token");
}

TEST_CASE("a forge id is a forge and a number") {
  CHECK_NOTHROW(check_forge_id("github:583231"));
  for (const std::string id : {"github", "github:", ":1", "github:alice", "git hub:1"}) {
    INFO(id);
    CHECK(error_of([&] { check_forge_id(id); }).kind == util::ErrorKind::usage);
  }
}

TEST_CASE("a public key file gives type and key without the comment") {
  Playground at;
  at.run({"ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "a comment", "-f", "key"},
         at.root());
  const std::string text = *util::read_file(at.root() / "key.pub");
  CHECK(read_public_key(at.root() / "key.pub") + " a comment\n" == text);
}

TEST_CASE("a private key is refused with the name of the public one") {
  Playground at;
  at.run({"ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "key"}, at.root());
  const util::Error error = error_of([&] { read_public_key(at.root() / "key"); });
  CHECK(error.kind == util::ErrorKind::refused);
  CHECK(error.hint == "use --key " + (at.root() / "key.pub").string());
  fs::remove(at.root() / "key.pub");
  CHECK(contains(error_of([&] { read_public_key(at.root() / "key"); }).hint, "ssh-keygen -y -f"));
}

TEST_CASE("what is no key at all is a usage error") {
  Playground at;
  for (const std::string& text : std::vector<std::string>{"", "hello", "ssh-ed25519 AAAA",
                                                          "ssh-rsa " + k_key, "ssh-dss " + k_key}) {
    util::write_file(at.root() / "key", text);
    INFO(text);
    CHECK(error_of([&] { read_public_key(at.root() / "key"); }).kind == util::ErrorKind::usage);
  }
  CHECK(error_of([&] { read_public_key(at.root() / "none"); }).kind == util::ErrorKind::usage);
}

}  // namespace
}  // namespace sallyport::setup::project_test

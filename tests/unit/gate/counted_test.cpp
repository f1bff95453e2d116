#include "attribution/attribution.hpp"
#include "gate/local.hpp"
#include "gate/signing.hpp"
#include "policy/policy.hpp"
#include "world.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <string_view>

namespace sallyport::gate::test::counted_test {
namespace {

/// What a run has done. The linker sends the calls below here first (tests/CMakeLists.txt), so that
/// they are counted without a seam in the program.
struct Counts {
  int policies = 0;    ///< parsed
  int catalogues = 0;  ///< tables of detect rules built
  int changes = 0;     ///< read, once for each judgement
  int remotes = 0;     ///< times that git was asked for their names
};
Counts counts;

}  // namespace

policy::LoadResult real_load(std::string_view toml, std::string_view source,
                             const policy::ReadFile& read_file) asm("__real_" K_LOAD);
policy::LoadResult counted_load(std::string_view toml, std::string_view source,
                                const policy::ReadFile& read_file) asm("__wrap_" K_LOAD);
policy::LoadResult counted_load(std::string_view toml, std::string_view source,
                                const policy::ReadFile& read_file) {
  ++counts.policies;
  return real_load(toml, source, read_file);
}

void real_table(void* table, const core::Policy& policy) asm("__real_" K_TABLE);
void counted_table(void* table, const core::Policy& policy) asm("__wrap_" K_TABLE);
void counted_table(void* table, const core::Policy& policy) {
  ++counts.catalogues;
  real_table(table, policy);
}

core::Change real_change(const git::Repository* repository,
                         const git::ChangeRequest& request) asm("__real_" K_CHANGE);
core::Change counted_change(const git::Repository* repository,
                            const git::ChangeRequest& request) asm("__wrap_" K_CHANGE);
core::Change counted_change(const git::Repository* repository, const git::ChangeRequest& request) {
  ++counts.changes;
  return real_change(repository, request);
}

int real_remotes(void* names, void* repository) asm("__real_git_remote_list");
int counted_remotes(void* names, void* repository) asm("__wrap_git_remote_list");
int counted_remotes(void* names, void* repository) {
  ++counts.remotes;
  return real_remotes(names, repository);
}

namespace {

/// A topic that is pushed to a remote where main and, perhaps, a colleague's sign-off are.
class Pushed : public World {
 public:
  Pushed() {
    const std::string origin = (repo().root() / "origin.git").string();
    repo().git({"init", "-q", "--bare", origin});
    repo().git({"remote", "add", "origin", origin});
    commit_policy();
    repo().git({"push", "-q", "origin", "main"});
    repo().git({"checkout", "-q", "-b", "topic"});
    head_ = commit_by_ai("a.cc");
  }

  /// Signs what is pushed, and leaves the record at the remote alone.
  void sign_there() {
    Session session = this->session();
    const Judgement judgement = settle(session, propose_branch(session));
    const Signature by_alice{key(), {true, {}, 60}};
    const auto records = approvals(session, judgement, "security", {}, by_alice);
    sign_and_append(session, authority_of(judgement.ground.governing), records, by_alice);
    repo().git({"push", "-q", "origin", "sallyport/signoffs"});
    repo().git({"update-ref", "-d", "refs/remotes/origin/sallyport/signoffs"});
    repo().git({"branch", "-q", "-D", "sallyport/signoffs"});
  }

  Judgement push() {
    Session session = this->session();
    counts = {};
    return settle_push(session, {"refs/heads/topic", {}, head_}, "origin");
  }

 private:
  core::Oid head_;
};

TEST_CASE("a blocked push is judged once, its policy parsed once, its rules read once") {
  Pushed world;
  CHECK(world.push().report.verdict.outcome == core::Outcome::blocked);
  CHECK(counts.changes == 1);
  CHECK(counts.policies == 1);
  CHECK(counts.catalogues == 1);
  CHECK(counts.remotes == 1);
}

TEST_CASE(
    "a sign-off that others recorded meanwhile lets a push through without a new look at it") {
  Pushed world;
  world.sign_there();
  CHECK(world.push().report.verdict.outcome == core::Outcome::pass);
  CHECK(counts.changes == 1);
  CHECK(counts.policies == 1);
  CHECK(counts.catalogues == 1);
  CHECK(counts.remotes == 1);
}

}  // namespace
}  // namespace sallyport::gate::test::counted_test

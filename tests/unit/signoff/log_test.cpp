#include "signoff/log/log.hpp"

#include "report/phrases.hpp"
#include "sample.hpp"
#include "signoff/kept/waiting.hpp"
#include "signoff/key/checker.hpp"
#include "signoff/key/ssh.hpp"
#include "ssh_sample.hpp"
#include "util/encoding.hpp"
#include "util/sha256.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>
#include <thread>

namespace sallyport::signoff::log_test {
namespace {

using test::Home;
using test::sample_record;

constexpr std::string_view k_branch = "sallyport/signoffs";
const core::Identity k_alice{"Alice", "alice@example.com"};

/// The files of an unsigned record that `notes` tells from others.
std::vector<LogFile> unsigned_files(const std::string& notes,
                                    core::RecordVerdict verdict = core::RecordVerdict::approve) {
  core::SignoffRecord record = sample_record();
  record.notes = notes;
  record.verdict = verdict;
  const Payload payload = encode_payload(record);
  return log_files(record, payload, encode_envelope(payload.json, "", ""));
}

std::vector<LogFile> signed_files(const core::SignoffRecord& record, const SigningKey& key,
                                  Home& home) {
  const Payload payload = encode_payload(record);
  const std::string signature =
      sign(key, pre_authentication_encoding(payload.json), home.environment());
  return log_files(record, payload, encode_envelope(payload.json, signature, key.fingerprint));
}

void append(git::Repository& repository, const std::vector<LogFile>& files) {
  append_to_log(repository, k_branch, files, k_alice, test::k_time);
}

void check_signature(Home& home, LoggedRecord& logged, const std::vector<core::Signer>& signers) {
  const git::Repository repository = home.make_repository("checked");
  SignatureChecker(repository, home.environment()).check(logged, signers, test::k_time);
}

std::multiset<std::string> notes_of(const Log& log) {
  std::multiset<std::string> notes;
  for (const LoggedRecord& logged : log.records) {
    notes.insert(logged.record.notes);
  }
  return notes;
}

TEST_CASE("approvals go to the folder of their date, what stands until taken back to standing") {
  const auto folder = [](core::RecordVerdict verdict) {
    const std::string path = unsigned_files("x", verdict).at(0).path;
    return path.substr(0, path.rfind('/'));
  };
  CHECK(folder(core::RecordVerdict::approve) == "records/2025/11/22");
  CHECK(folder(core::RecordVerdict::reject) == "standing");
  CHECK(folder(core::RecordVerdict::revoke) == "standing");
  CHECK(folder(core::RecordVerdict::waive) == "standing");
  core::SignoffRecord declaration = sample_record();
  declaration.item = "provenance";
  const Payload payload = encode_payload(declaration);
  CHECK(log_files(declaration, payload, "envelope").at(0).path ==
        "standing/" + util::to_hex(util::sha256("envelope")) + ".json");
}

TEST_CASE("a signed record comes back from the log with its principal") {
  Home home;
  git::Repository repository = home.make_repository("repo");
  const SigningKey key = home.make_key("key");
  REQUIRE(read_log(repository, k_branch, test::every_record()).records.empty());
  append(repository, signed_files(sample_record(), key, home));

  Log log = read_log(repository, k_branch, test::every_record());
  REQUIRE(log.problems.empty());
  REQUIRE(log.records.size() == 1);
  const auto signers = parse_signers(signer_line("alice@example.com", key.public_key)).signers;
  check_signature(home, log.records[0], signers);
  const core::SignoffRecord& record = log.records[0].record;
  CHECK(record.folder_date == "2025/11/22");
  CHECK(record.signature == core::SignatureState::valid);
  CHECK(record.principal == "alice@example.com");
  CHECK(record.key == key.fingerprint);
  CHECK(record.assurance == core::Assurance::key);
}

TEST_CASE("the name in a record does not decide whose it is") {
  Home home;
  const SigningKey key = home.make_key("key");
  const auto check = [&](const std::vector<LogFile>& files, const std::string& owner) {
    auto decoded = decode_record(files.at(0).content, "");
    REQUIRE(decoded);
    LoggedRecord logged{decoded->first, decoded->second};
    check_signature(home, logged, parse_signers(signer_line(owner, key.public_key)).signers);
    return logged.record;
  };
  const auto files = signed_files(sample_record(), key, home);

  const core::SignoffRecord forged = check(files, "mallory@example.com");
  CHECK(forged.signature == core::SignatureState::invalid);
  CHECK(report::phrase(forged.signature_problem) ==
        "signed with the key of 'mallory@example.com' in the name of somebody else");
  CHECK(forged.principal.empty());
  CHECK(forged.assurance == core::Assurance::none);

  const core::SignoffRecord claimed = check(unsigned_files("x"), "mallory@example.com");
  CHECK(claimed.signature == core::SignatureState::unsigned_record);
  CHECK(claimed.principal == "alice@example.com");
}

TEST_CASE("a key that nobody has, or that has expired, leaves the record without principal") {
  Home home;
  const SigningKey key = home.make_key("key");
  auto decoded = decode_record(signed_files(sample_record(), key, home).at(0).content, "");
  REQUIRE(decoded);
  LoggedRecord logged{decoded->first, decoded->second};
  const auto expired = parse_signers(
      "alice@example.com valid-before=\"20251121\",namespaces=\""
      "signoff.v1@sallyport\" " +
      key.public_key);
  REQUIRE(expired.signers.size() == 1);
  check_signature(home, logged, expired.signers);
  CHECK(logged.record.signature == core::SignatureState::valid);
  CHECK(logged.record.principal.empty());
}

TEST_CASE("a signature does not carry over to another payload") {
  Home home;
  const SigningKey key = home.make_key("key");
  core::SignoffRecord other = sample_record();
  other.item = "architecture";
  const std::string signature = sign(
      key, pre_authentication_encoding(encode_payload(sample_record()).json), home.environment());
  auto decoded =
      decode_record(encode_envelope(encode_payload(other).json, signature, key.fingerprint), "");
  REQUIRE(decoded);
  LoggedRecord logged{decoded->first, decoded->second};
  check_signature(home, logged,
                  parse_signers(signer_line("alice@example.com", key.public_key)).signers);
  CHECK(logged.record.signature == core::SignatureState::invalid);
  CHECK(logged.record.principal.empty());
}

TEST_CASE("a long list of covers is found beside its record") {
  Home home;
  git::Repository repository = home.make_repository("repo");
  core::SignoffRecord record = sample_record();
  record.covers.clear();
  for (int i = 0; i < 1001; ++i) {
    record.covers.push_back(test::sample_entry(std::to_string(10'000 + i)));
  }
  const Payload payload = encode_payload(record);
  append(repository, log_files(record, payload, encode_envelope(payload.json, "", "")));
  const Log log = read_log(repository, k_branch, test::every_record());
  REQUIRE(log.problems.empty());
  REQUIRE(log.records.size() == 1);
  REQUIRE(log.records[0].record.covers == record.covers);
}

TEST_CASE("a removed or altered record is reported and still counts") {
  Home home;
  git::Repository repository = home.make_repository("repo");
  const auto removed = unsigned_files("removed", core::RecordVerdict::reject);
  const auto altered = unsigned_files("altered");
  append(repository, removed);
  append(repository, altered);
  home.run({"git", "checkout", "-q", "sallyport/signoffs"}, "repo");
  home.run({"git", "rm", "-q", removed.at(0).path}, "repo");
  util::write_file(home.path() / "repo" / altered.at(0).path, "{}");
  home.run({"git", "commit", "-q", "-a", "-m", "tidy up"}, "repo");

  const Log log = read_log(home.open("repo"), k_branch, test::every_record());

  REQUIRE(notes_of(log) == std::multiset<std::string>{"altered", "removed"});
  REQUIRE(log.problems ==
          std::vector<std::string>{
              "'" + altered.at(0).path + "' was altered in the log; the original counts",
              "'" + removed.at(0).path + "' was removed from the log; it still counts"});
}

TEST_CASE("approvals of days before the earliest one are passed over, what stands never is") {
  Home home;
  git::Repository repository = home.make_repository("repo");
  const auto files = [](const std::string& notes, int days, core::RecordVerdict verdict) {
    core::SignoffRecord record = sample_record();
    record.notes = notes;
    record.time = test::k_time + std::chrono::days{days};
    record.verdict = verdict;
    const Payload payload = encode_payload(record);
    return log_files(record, payload, encode_envelope(payload.json, "", ""));
  };
  using core::RecordVerdict;
  const auto removed = files("removed", -200, RecordVerdict::approve);
  for (const auto& each : {files("last year", -365, RecordVerdict::approve),
                           files("day before", -1, RecordVerdict::approve),
                           files("on the day", 0, RecordVerdict::approve),
                           files("day after", 1, RecordVerdict::approve),
                           files("standing", -1000, RecordVerdict::reject), removed}) {
    append(repository, each);
  }
  const std::string name(64, 'a');
  append(repository, {{"records/soon/" + name + ".json", "no date"}, {"records/x", "no folder"}});
  home.run({"git", "checkout", "-q", "sallyport/signoffs"}, "repo");
  home.run({"git", "rm", "-q", removed.at(0).path}, "repo");
  home.run({"git", "commit", "-q", "-m", "tidy up"}, "repo");

  LogScope scope = test::every_record();
  scope.earliest = test::k_time;
  const Log log = read_log(home.open("repo"), k_branch, scope);

  CHECK(notes_of(log) == std::multiset<std::string>{"day after", "on the day", "standing"});
  CHECK(log.problems == std::vector<std::string>{"'" + removed.at(0).path +
                                                 "' was removed from the log; it still counts"});
  CHECK(read_log(home.open("repo"), k_branch, test::every_record()).records.size() == 6);
}

TEST_CASE("what is no record is passed over, hides nothing, and is explained") {
  Home home;
  git::Repository repository = home.make_repository("repo");
  const std::string name(64, 'a');
  const std::string junk = util::to_hex(util::sha256("junk"));
  append(repository, unsigned_files("good"));
  append(repository, {{"standing/" + name + ".json", "not its digest"},
                      {"standing/" + junk + ".json", "junk"},
                      {"records/2025/13/01/" + name + ".json", "no such month"},
                      {"standing/README", "no name"},
                      {"README", "not a record"}});
  const Log log = read_log(repository, k_branch, test::every_record());
  CHECK(notes_of(log) == std::multiset<std::string>{"good"});
  CHECK(log.problems.empty());
  std::vector<std::string> passed;
  for (const PassedOver& file : passed_over(repository, k_branch, test::every_record(), 9)) {
    passed.push_back(file.path + ": " + file.reason);
  }
  CHECK(passed == std::vector<std::string>{
                      "records/2025/13/01/" + name + ".json: it is not named as a record is",
                      "standing/README: it is not named as a record is",
                      "standing/" + name + ".json: its name is not the SHA-256 of its content",
                      "standing/" + junk + ".json: malformed envelope: not JSON"});
}

TEST_CASE("only records of the keys asked for are read, and what their keys signed") {
  Home home;
  git::Repository repository = home.make_repository("repo");
  const SigningKey alice = home.make_key("alice");
  const SigningKey mallory = home.make_key("mallory");
  core::SignoffRecord record = sample_record();
  record.notes = "by alice";
  append(repository, signed_files(record, alice, home));
  record.notes = "by mallory";
  append(repository, signed_files(record, mallory, home));
  append(repository, unsigned_files("by nobody"));
  const auto read = [&](const Keys& keys) {
    return notes_of(read_log(home.open("repo"), k_branch, {keys}));
  };
  using Notes = std::multiset<std::string>;
  for (int round = 0; round < 2; ++round) {  // the second by what the first left in the cache
    CHECK(read({alice.fingerprint}) == Notes{"by alice"});
    CHECK(read({mallory.fingerprint, std::string(k_unsigned)}) == Notes{"by mallory", "by nobody"});
    CHECK(read({std::string(k_any_key)}) == Notes{"by alice", "by mallory"});
    CHECK(read({}).empty());
  }
}

TEST_CASE("a signature of a known key over something else is no record of its owner") {
  Home home;
  git::Repository repository = home.make_repository("repo");
  const SigningKey key = home.make_key("key");
  const std::string signature = sign(key, "something else", home.environment());
  const Payload payload = encode_payload(sample_record());
  append(repository, log_files(sample_record(), payload,
                               encode_envelope(payload.json, signature, key.fingerprint)));
  const LogScope scope{{key.fingerprint}};
  CHECK(read_log(repository, k_branch, scope).records.empty());
  const auto passed = passed_over(repository, k_branch, scope, 1);
  REQUIRE(passed.size() == 1);
  CHECK(passed[0].reason ==
        "its signature is not by " + key.fingerprint + ", the key that it names");
}

TEST_CASE("copies of a record in other envelopes or places are read once") {
  Home home;
  git::Repository repository = home.make_repository("repo");
  const auto files = unsigned_files("good");
  append(repository, files);
  std::string spaced = files.at(0).content;
  spaced.insert(1, " ");
  const std::string name = util::to_hex(util::sha256(spaced)) + ".json";
  const std::string original = files.at(0).path.substr(files.at(0).path.rfind('/'));
  append(repository, {{"records/2025/11/22/" + name, spaced},
                      {"records/2001/01/01" + original, files.at(0).content},
                      {"standing" + original, files.at(0).content}});
  for (int round = 0; round < 2; ++round) {
    const Log log = read_log(home.open("repo"), k_branch, test::every_record());
    REQUIRE(log.records.size() == 1);
    CHECK(log.records[0].record.folder_date == "2025/11/22");
  }
}

TEST_CASE("a record that waits in a clone is read there, and says so while its key is unknown") {
  Home home;
  git::Repository repository = home.make_repository("repo");
  const SigningKey key = home.make_key("key");
  keep_here(repository, signed_files(sample_record(), key, home), {k_alice, test::k_time, "x"});
  const auto is_only_here = [&](const Keys& keys) {
    const Log log = read_log(home.open("repo"), k_branch, {keys});
    REQUIRE(log.records.size() == 1);
    return log.records[0].is_only_here;
  };
  CHECK(is_only_here({}));
  CHECK_FALSE(is_only_here({key.fingerprint}));
}

TEST_CASE("writers at the same time lose nothing") {
  Home home;
  home.make_repository("repo");
  std::multiset<std::string> expected;
  std::vector<std::thread> writers;
  for (int writer = 0; writer < 8; ++writer) {
    for (int i = 0; i < 5; ++i) {
      expected.insert(std::to_string(writer) + "." + std::to_string(i));
    }
    writers.emplace_back([&home, writer] {
      git::Repository repository = home.open("repo");
      for (int i = 0; i < 5; ++i) {
        append(repository, unsigned_files(std::to_string(writer) + "." + std::to_string(i)));
      }
    });
  }
  for (std::thread& writer : writers) {
    writer.join();
  }
  const Log log = read_log(home.open("repo"), k_branch, test::every_record());
  REQUIRE(log.problems.empty());
  REQUIRE(notes_of(log) == expected);
}

}  // namespace
}  // namespace sallyport::signoff::log_test

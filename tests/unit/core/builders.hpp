#pragma once

#include "core/verdict/evaluate.hpp"
#include "report/phrases.hpp"
#include "util/encoding.hpp"
#include "util/sha256.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// Small values to test the core with: a change of two people, their keys, and their records.
namespace sallyport::core::test {

/// 2026-11-22T12:00:00Z
inline constexpr util::Time k_now{std::chrono::seconds(1795348800)};

inline Oid oid(std::uint8_t byte) {
  Oid result;
  result.bytes.fill(byte);
  return result;
}

/// A path whose content goes from `before` to `after`; empty: the side is absent.
inline Entry entry(const std::string& path, const std::string& before, const std::string& after) {
  Entry made{path};
  if (!before.empty()) {
    made.old_mode = 0100644;
    made.old_sha256 = util::sha256(before);
  }
  if (!after.empty()) {
    made.new_mode = 0100644;
    made.new_sha256 = util::sha256(after);
  }
  return made;
}

/// An added file of `lines` lines of 10 bytes that commit `by` introduced.
inline FileChange added_file(const std::string& path, std::int64_t lines, int by) {
  FileChange file;
  file.entry = entry(path, "", "content of " + path);
  file.added = lines;
  file.added_bytes = lines * 10;
  file.shares = {{by, by, lines, lines * 10}};
  if (by != k_outside) {
    file.touched_by = {by};
  }
  return file;
}

inline Commit commit_by(const std::string& email) {
  Commit commit;
  commit.author = {"Somebody", email};
  commit.committer = commit.author;
  commit.message = "subject\n\nbody\n";
  commit.time = k_now;
  return commit;
}

inline CommitEvidence evidence_of(const std::string& tool, Strength strength = Strength::decisive) {
  CommitEvidence found;
  found.evidence = {
      {tool + "/marker", tool, EvidenceKind::trailer, strength, Position::final_block, "x"}};
  return found;
}

inline Item item_called(const std::string& id) {
  Item item;
  item.id = id;
  item.title = "Review of " + id;
  return item;
}

inline Rule rule_on(Metric metric, std::int64_t at_least, const std::string& item) {
  Rule rule;
  rule.name = "rule on " + std::string(to_string(metric));
  rule.when.conditions = {{metric, Comparison::at_least, at_least}};
  rule.require = {item};
  return rule;
}

inline Signer signer_called(const std::string& principal) {
  return {principal, "ssh-ed25519", "key of " + principal, std::nullopt, std::nullopt};
}

/// One AI commit by Alice that adds `src/a.cc` (500 lines), which needs the item `security`; Alice,
/// Bob and Carol hold keys. It lands on main.
/// A change as a test sets it up: the facts, and what is found about them besides records.
struct Situation : Facts {
  Findings found;
};

inline Findings with_records(const Situation& facts, std::vector<SignoffRecord> records) {
  Findings findings = facts.found;
  findings.records = std::move(records);
  return findings;
}

inline Verdict evaluate(const Situation& facts, const std::vector<SignoffRecord>& records) {
  return core::evaluate(facts, with_records(facts, records));
}

inline std::vector<ReplayTask> replay_candidates(const Situation& facts,
                                                 const std::vector<SignoffRecord>& records) {
  const Findings findings = with_records(facts, records);
  return core::replay_candidates(facts, findings, core::evaluate(facts, findings));
}

inline Situation large_ai_change() {
  Situation facts;
  facts.change.base_tree = oid(1);
  facts.change.head_tree = oid(2);
  facts.change.files = {added_file("src/a.cc", 500, 0)};
  facts.change.commits = {commit_by("alice@example.com")};
  facts.evidence = {evidence_of("claude-code")};
  facts.policy.repo_id = "acme/widgets";
  facts.policy.target = "refs/heads/main";
  facts.policy.accept_targets = {"refs/heads/main"};
  facts.policy.items["security"] = item_called("security");
  facts.policy.rules = {rule_on(Metric::ai_lines, 400, "security")};
  facts.signers = {signer_called("alice@example.com"), signer_called("bob@example.com"),
                   signer_called("carol@example.com")};
  facts.target = "refs/heads/main";
  facts.place = Place::lands;
  facts.brought_by = {"", "the test"};
  facts.now = k_now;
  return facts;
}

/// A signed, attended approval of `item` over `covers`, by whoever `principal` is.
inline SignoffRecord approval(const Item& item, std::vector<Entry> covers,
                              const std::string& principal) {
  SignoffRecord record;
  record.id = "record of " + principal;
  record.repo = "acme/widgets";
  record.target = "refs/heads/main";
  record.item = item.id;
  record.item_sha256 = item_sha256(item);
  record.base.tree = oid(1);
  record.head.tree = oid(2);
  record.subject = util::to_hex(change_digest(covers));
  record.change = record.subject;
  record.covers = std::move(covers);
  record.signer = principal;
  record.principal = principal;
  record.key = "SHA256:" + principal;
  record.signature = SignatureState::valid;
  record.assurance = Assurance::key;
  record.attended.tty = true;
  record.time = k_now - std::chrono::hours(1);
  record.folder_date = "2026/11/22";
  return record;
}

/// The same over what `facts` asks about its item `item`.
inline SignoffRecord approval(const Situation& facts, const std::string& item,
                              const std::string& principal) {
  const Item in_force = item_in_force(facts, item).value();
  return approval(in_force, subject_of(facts, in_force), principal);
}

/// A declaration of `origin` for the commits with those change digests.
inline SignoffRecord declaration(const std::string& origin, std::vector<std::string> steps,
                                 const std::string& principal) {
  SignoffRecord record = approval(item_called(std::string(k_provenance)), {}, principal);
  record.answers["origin"] = origin;
  record.steps = std::move(steps);
  record.folder_date.clear();
  return record;
}

/// The hex digest of a whole change.
inline std::string digest_of(const Change& change) {
  return util::to_hex(change_digest(entries_of(change)));
}

/// The one item that evaluating `facts` with `records` asks for.
inline ItemResult only_item(const Situation& facts, const std::vector<SignoffRecord>& records) {
  return evaluate(facts, records).items.at(0);
}

/// What people are warned of.
inline std::vector<std::string> warnings_of(const Verdict& verdict) {
  Report report;
  report.verdict = verdict;
  return report::warnings_of(report);
}

/// Why the first record that does not count is ignored; empty: none is.
inline std::string reason_ignored(const ItemResult& item) {
  return item.ignored.empty() ? "" : report::phrase(item.ignored.front().reason);
}

}  // namespace sallyport::core::test

#include "core/policy/policy_case.hpp"

#include "core/git_terms.hpp"
#include "core/review/trust_path.hpp"
#include "util/encoding.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <set>

namespace sallyport::core {
namespace {

constexpr std::int64_t k_bytes_of_line = 20;
constexpr std::string_view k_stranger = "nobody@invalid";
constexpr std::array k_origins{Origin::ai, Origin::undeclared, Origin::human};

std::int64_t lines_by(const CaseFile& file, Origin origin) {
  return origin == Origin::ai ? file.ai : origin == Origin::human ? file.human : file.undeclared;
}

/// Who touched the file; a file that nobody is said to have touched was touched without a marker.
std::set<Origin> origins_of(const CaseFile& file) {
  std::set<Origin> origins;
  std::copy_if(
      k_origins.begin(), k_origins.end(), std::inserter(origins, origins.end()),
      [&](Origin origin) { return lines_by(file, origin) > 0 || file.touched_by == origin; });
  return origins.empty() ? std::set<Origin>{Origin::undeclared} : origins;
}

/// The commits of a made-up change: each origin that a file needs has one.
class Commits {
 public:
  explicit Commits(const PolicyCase& expected) {
    std::set<Origin> needed;
    for (const CaseFile& file : expected.files) {
      needed.merge(origins_of(file));
    }
    for (const Origin origin : k_origins) {
      if (needed.contains(origin)) {
        origins_.push_back(origin);
      }
    }
    const auto wanted = static_cast<std::size_t>(std::max<std::int64_t>(expected.commits, 0));
    origins_.resize(std::max(origins_.size(), wanted), Origin::undeclared);
  }

  [[nodiscard]] const std::vector<Origin>& origins() const { return origins_; }

  [[nodiscard]] int index_of(Origin origin) const {
    return static_cast<int>(std::find(origins_.begin(), origins_.end(), origin) - origins_.begin());
  }

 private:
  std::vector<Origin> origins_;
};

Oid made_up_oid(std::string_view of) {
  const util::Sha256 digest = util::sha256(of);
  Oid oid;
  std::copy_n(digest.begin(), size_of(ObjectFormat::sha1), oid.bytes.begin());
  return oid;
}

FileChange change_of(const CaseFile& file, const Commits& commits) {
  FileChange change;
  change.entry = {file.path, 0, k_mode_file, {}, util::sha256("new content of " + file.path)};
  if (file.deleted > 0) {
    change.entry.old_mode = k_mode_file;
    change.entry.old_sha256 = util::sha256("old content of " + file.path);
  }
  change.deleted = file.deleted;
  change.opaque = file.opaque_bytes.has_value() || file.packed;
  change.packed = file.packed;
  change.opaque_bytes = file.opaque_bytes.value_or(0);
  change.lock_file = file.lock_file;
  for (const Origin origin : origins_of(file)) {
    const int commit = commits.index_of(origin);
    const std::int64_t lines = lines_by(file, origin);
    change.touched_by.push_back(commit);
    if (lines > 0) {
      change.shares.push_back({commit, commit, lines, lines * k_bytes_of_line, change.added + 1});
      change.added += lines;
    }
  }
  std::sort(change.touched_by.begin(), change.touched_by.end());
  change.added_bytes = change.added * k_bytes_of_line;
  return change;
}

Change change_of(const PolicyCase& expected, const Commits& commits) {
  Change change;
  change.base_tree = made_up_oid("base");
  change.head_tree = made_up_oid("head");
  for (const CaseFile& file : expected.files) {
    change.files.push_back(change_of(file, commits));
  }
  std::sort(change.files.begin(), change.files.end(),
            [](const auto& a, const auto& b) { return a.entry.path < b.entry.path; });
  Commit commit;
  commit.author.email = expected.authors.empty() ? k_stranger : expected.authors.front();
  commit.committer = commit.author;
  for (std::size_t i = 0; i < commits.origins().size(); ++i) {
    commit.id = made_up_oid(fmt::format("commit {}", i));
    commit.tree = change.head_tree;
    commit.message = fmt::format("commit {} of the case\n", i + 1);
    change.commits.push_back(commit);
  }
  return change;
}

std::vector<CommitEvidence> evidence_of(const PolicyCase& expected, const Commits& commits) {
  std::vector<CommitEvidence> found;
  for (const Origin origin : commits.origins()) {
    CommitEvidence& evidence = found.emplace_back();
    if (origin == Origin::ai) {
      evidence.evidence = {{expected.tool + "/case", expected.tool, EvidenceKind::trailer,
                            Strength::decisive, Position::final_block,
                            "Assisted-by: " + expected.tool}};
    }
    if (!expected.authors.empty()) {
      evidence.human_co_authors.assign(expected.authors.begin() + 1, expected.authors.end());
    }
  }
  return found;
}

/// What names a commit of a case to a declaration.
std::string digest_of_commit(std::size_t index) {
  return util::to_hex(util::sha256(fmt::format("commit {}", index)));
}

const ItemResult* result_for(const std::string& id, const Verdict& verdict) {
  const auto found = std::find_if(verdict.items.begin(), verdict.items.end(),
                                  [&](const ItemResult& item) { return item.id == id; });
  return found == verdict.items.end() ? nullptr : &*found;
}

/// The account that brings it, else its authors.
Bringer bringer_of(const PolicyCase& expected, const Policy& policy,
                   const std::vector<Signer>& signers) {
  Bringer bringer{expected.brought_by, "the case", {}};
  if (!expected.brought_by.empty()) {
    bringer.people = possible_bearers(expected.brought_by, policy, signers);
    return bringer;
  }
  for (const std::string& address : expected.authors) {
    bringer.people.merge(people_with_address(address, policy, signers));
  }
  return bringer.people.empty() ? Bringer{} : bringer;
}

}  // namespace

Facts facts_of(const PolicyCase& expected, const Policy& policy, const std::vector<Signer>& signers,
               util::Time now) {
  const Commits commits(expected);
  Facts facts;
  facts.change = change_of(expected, commits);
  facts.evidence = evidence_of(expected, commits);
  facts.policy = policy;
  facts.signers = signers;
  facts.target = expected.target;
  facts.place = expected.place;
  facts.brought_by = bringer_of(expected, policy, signers);
  facts.now = now;
  for (const CaseFile& file : expected.files) {
    if (is_trust_path(file.path, policy)) {
      facts.trust_roots.insert(file.path);
    }
  }
  return facts;
}

Findings findings_of(const PolicyCase& expected, const Facts& facts) {
  Findings findings;
  for (std::size_t i = 0; i < facts.change.commits.size(); ++i) {
    findings.commit_digests.push_back(digest_of_commit(i));
  }
  findings.records = assumed_records(facts, expected.assumed);
  const auto human = static_cast<std::size_t>(Commits(expected).index_of(Origin::human));
  if (human < findings.commit_digests.size()) {
    for (const std::string& person : expected.declared_by) {
      findings.records.push_back(
          assumed_declaration(facts, person, {findings.commit_digests[human]}));
    }
  }
  return findings;
}

std::vector<Disagreement> disagreements(const PolicyCase& expected, const Verdict& verdict) {
  std::vector<Disagreement> found;
  if (verdict.outcome != expected.expect) {
    found.emplace_back();
  }
  for (const auto& [id, status] : expected.items) {
    const ItemResult* const result = result_for(id, verdict);
    if (result == nullptr) {
      found.push_back({id, status, std::nullopt, {}});
    } else if (result->status != status) {
      found.push_back({id, status, result->status, result->required_by});
    }
  }
  for (const ItemResult& item : verdict.items) {
    const bool is_other = expected.only && !expected.items.contains(item.id);
    if (is_other && item.status != Status::not_applicable) {
      found.push_back({item.id, std::nullopt, item.status, item.required_by});
    }
  }
  return found;
}

}  // namespace sallyport::core

#pragma once

#include "core/policy/assume.hpp"
#include "core/policy/policy.hpp"
#include "core/verdict/facts.hpp"
#include "core/verdict/verdict.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sallyport::core {

/// A file of a made-up change: how many lines each origin adds, and what has no lines.
struct CaseFile {
  std::string path;
  std::int64_t ai = 0;
  std::int64_t undeclared = 0;
  std::int64_t human = 0;  ///< in a commit that records declare to be human
  std::int64_t deleted = 0;
  std::optional<std::int64_t> opaque_bytes{};  ///< present: the file has no lines to read
  bool packed = false;                         ///< opaque, and such that it can hold code
  bool lock_file = false;
  std::optional<Origin> touched_by{};  ///< ai, undeclared or human, besides those who add lines
};

/// A made-up change and what a policy must say of it: one `[[case]]` of a test file.
struct PolicyCase {
  std::string name;
  SourcePosition position;
  Gate gate = Gate::ci;  ///< whose mode counts
  Place place = Place::lands;
  std::string target;                ///< full ref name
  std::vector<std::string> authors;  ///< addresses; empty: somebody whom the policy does not know
  std::string brought_by;            ///< as in `Facts`
  std::string tool{k_unknown_tool};  ///< whose marker the commit of the AI carries
  std::int64_t commits = 1;          ///< at least so many
  std::vector<CaseFile> files;
  std::vector<std::string> declared_by;  ///< who declares the human lines
  std::vector<Assumption> assumed;

  Outcome expect = Outcome::pass;
  std::map<std::string, Status> items;  ///< by id
  bool only = false;                    ///< no other item may be required
};

/// One thing in which a verdict is not as a case expects it.
struct Disagreement {
  std::string item;                ///< empty: its outcome
  std::optional<Status> expected;  ///< absent: that nothing requires the item
  std::optional<Status> came;      ///< absent: nothing requires it
  std::vector<std::string> required_by;
};

/// What became of one case. It holds where there are no disagreements.
struct CaseResult {
  PolicyCase expected;
  Verdict verdict;
  std::vector<Disagreement> disagreements;
};

/// A policy that was tried with all its cases.
struct PolicyTest {
  PolicyOrigin policy;
  std::vector<CaseResult> results;
  ToolTitles tool_titles{};
};

/// The facts of a made-up change: one commit with the tool's decisive marker for all AI lines, one
/// without a marker for the undeclared lines, one for the human lines; each only where it is
/// needed.
Facts facts_of(const PolicyCase& expected, const Policy& policy, const std::vector<Signer>& signers,
               util::Time now);

/// What the case assumes to be on record about its `facts`.
Findings findings_of(const PolicyCase& expected, const Facts& facts);

/// In what the verdict is not as the case expects; empty: in nothing.
std::vector<Disagreement> disagreements(const PolicyCase& expected, const Verdict& verdict);

}  // namespace sallyport::core

#include "core/origin/declarations.hpp"

#include "core/policy/people.hpp"
#include "core/review/item_reviews.hpp"
#include "core/review/relevance.hpp"
#include "core/review/validity.hpp"
#include "core/verdict/measure.hpp"
#include "util/encoding.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <string_view>

namespace sallyport::core {
namespace {

/// Where records are weighed, and who is a person there.
struct Weighing {
  const Facts& facts;
  const Findings& findings;
  Place place;
  Principals humans;
};

bool counts(const SignoffRecord& record, const Weighing& weighing) {
  if (record.item != k_provenance || record.verdict != RecordVerdict::approve ||
      record.signature != SignatureState::valid || !is_for_target(record, weighing.facts) ||
      record.time > weighing.facts.now + k_clock_skew || absence_of_person(record)) {
    return false;
  }
  return weighing.place == Place::worked_on ||
         (weighing.humans.contains(record.principal) && record.signer == record.principal);
}

bool has_step(const SignoffRecord& record, const std::string& digest) {
  return std::find(record.steps.begin(), record.steps.end(), digest) != record.steps.end();
}

/// Whether a declaration of a whole change can be carried over to this one.
bool is_carried_over(const SignoffRecord& record, const Weighing& weighing) {
  const Replays& replays = weighing.findings.replays;
  return !replays.empty() && has_step(record, record.change) && !record.covers.empty() &&
         uncovered(review_of(record), entries_of(weighing.facts.change), replays).empty();
}

std::string_view origin_in(const SignoffRecord& record) {
  const auto origin = record.answers.find("origin");
  return origin == record.answers.end() ? std::string_view() : origin->second;
}

/// What was declared about one commit, or about the whole.
struct Statements {
  std::optional<Declaration> ai;
  std::map<std::string, const SignoffRecord*> human;  ///< by who declared it
};

void add(const SignoffRecord& record, Statements& statements) {
  if (origin_in(record) == "ai" && !statements.ai) {
    const auto tool = record.answers.find("tool");
    statements.ai = {Origin::ai, tool == record.answers.end() ? "" : tool->second};
  } else if (origin_in(record) == "human") {
    statements.human.emplace(person_of(record), &record);
  }
}

/// What was declared about a change.
struct Declared {
  std::vector<Statements> commits;
  Statements whole;
};

Declared collect(const Weighing& weighing) {
  const Change& change = weighing.facts.change;
  const std::vector<std::string>& digests = weighing.findings.commit_digests;
  Declared found;
  found.commits.resize(change.commits.size());
  const std::string whole = util::to_hex(change_digest(entries_of(change)));
  for (const SignoffRecord& record : weighing.findings.records) {
    if (!counts(record, weighing)) {
      continue;
    }
    if (has_step(record, whole) || is_carried_over(record, weighing)) {
      add(record, found.whole);
    }
    for (std::size_t i = 0; i < digests.size(); ++i) {
      if (has_step(record, digests[i])) {
        add(record, found.commits.at(i));
      }
    }
  }
  return found;
}

/// Who declared a part human. Who says so of the whole says so of each commit.
using People = std::map<std::string, const SignoffRecord*>;
People people_of(const Statements& part, const Statements& whole) {
  People people = part.human;
  people.insert(whole.human.begin(), whole.human.end());
  return people;
}

/// Whether that many people are enough for a part to be human.
using Enough = std::function<bool(const People&)>;

bool is_anybody(const People& people) {
  return !people.empty();
}

/// `ai` beats `human`.
Declarations settle(const Declared& found, const Enough& enough) {
  const auto settled = [&](const Statements& part) {
    const bool human = !part.ai && enough(people_of(part, found.whole));
    return part.ai.value_or(human ? Declaration{Origin::human, ""} : Declaration{});
  };
  Declarations result;
  std::transform(found.commits.begin(), found.commits.end(), std::back_inserter(result.commits),
                 settled);
  result.whole = settled(found.whole);
  return result;
}

std::int64_t human_lines(const Facts& facts, const Declarations& declarations) {
  const Attribution attribution =
      attribute(facts.change, facts.evidence, declarations, facts.policy);
  return measure(facts.change, attribution, facts.policy, nullptr).metrics.human;
}

Electorate second_electorate(const Facts& facts) {
  Item second;
  second.independent = true;
  return electorate(second, facts);
}

std::int64_t count_independent(const People& people, const Electorate& electorate) {
  return std::count_if(people.begin(), people.end(), [&](const auto& entry) {
    return electorate.eligible.contains(entry.first) && !electorate.excluded.contains(entry.first);
  });
}

/// Of everybody who declares a part human for which that is not enough, the first record.
std::vector<const SignoffRecord*> waiting_records(const Declared& found, const Enough& enough) {
  std::vector<const SignoffRecord*> waiting;
  const auto add_part = [&](const Statements& part) {
    const People people = people_of(part, found.whole);
    if (part.ai || enough(people)) {
      return;
    }
    for (const auto& [person, record] : people) {
      waiting.push_back(record);
    }
  };
  std::for_each(found.commits.begin(), found.commits.end(), add_part);
  add_part(found.whole);
  std::sort(waiting.begin(), waiting.end());
  People seen;
  std::erase_if(waiting, [&](const SignoffRecord* record) {
    return !seen.emplace(person_of(*record), record).second;
  });
  return waiting;
}

}  // namespace

std::vector<Review> declared_reviews(const std::vector<SignoffRecord>& records, Origin least) {
  std::vector<Review> reviews;
  for (const SignoffRecord& record : records) {
    if (record.item == k_provenance && record.verdict == RecordVerdict::approve &&
        (origin_in(record) == "ai" || least == Origin::human)) {
      reviews.push_back(review_of(record));
    }
  }
  return reviews;
}

WeighedDeclarations weigh_declarations(const Facts& facts, const Findings& findings, Place place) {
  const Declared found =
      collect({facts, findings, place, human_principals(facts.policy, facts.signers)});
  WeighedDeclarations result{settle(found, is_anybody), 0, {}};
  const std::int64_t most = facts.policy.declare_max;
  if (place != Place::lands || most == 0) {
    return result;
  }
  result.human_lines = human_lines(facts, result.counted);
  if (result.human_lines <= most) {
    return result;
  }
  const Electorate electorate = second_electorate(facts);
  const Enough by_two = [&](const People& people) {
    return std::ssize(people) >= std::max<std::int64_t>(2, electorate.in_all) &&
           count_independent(people, electorate) >= electorate.needed;
  };
  result.counted = settle(found, by_two);
  if (human_lines(facts, result.counted) < result.human_lines) {
    result.waiting = waiting_records(found, by_two);
  }
  return result;
}

Declarations declared(const Facts& facts, const Findings& findings) {
  return weigh_declarations(facts, findings, facts.place).counted;
}

std::optional<SecondNeeded> second_needed(const Facts& facts,
                                          const WeighedDeclarations& declarations) {
  if (declarations.waiting.empty()) {
    return std::nullopt;
  }
  People people;
  std::vector<std::string> names;
  names.reserve(declarations.waiting.size());
  for (const SignoffRecord* record : declarations.waiting) {
    people.emplace(person_of(*record), record);
    names.push_back(person_of(*record));
  }
  const Electorate electorate = second_electorate(facts);
  const bool only_authors =
      !electorate.excluded.empty() && count_independent(people, electorate) == 0;
  return SecondNeeded{std::move(names),
                      {.flaw = only_authors ? Flaw::only_authors : Flaw::alone,
                       .count = declarations.human_lines,
                       .limit = facts.policy.declare_max}};
}

}  // namespace sallyport::core

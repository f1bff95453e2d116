#include "builders.hpp"
#include "core/verdict/measure.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace sallyport::core::test::measure_property_test {
namespace {

constexpr int k_commits = 4;
constexpr int k_rounds = 2000;
constexpr unsigned k_seed = 20261122;

/// Generates changes; the same seed gives the same ones everywhere. Of round N of a test that
/// fails, the first N-1 are made as well to come to the same one.
class Generator {
 public:
  template <typename Range>
  void shuffle(Range& range) {
    for (std::size_t left = range.size(); left > 1; --left) {
      std::swap(range[left - 1], range[static_cast<std::size_t>(below(static_cast<int>(left)))]);
    }
  }

  int below(int limit) { return static_cast<int>(engine_() % static_cast<unsigned>(limit)); }

  Change change() {
    Change change;
    change.commits.resize(k_commits);
    const int files = below(5);
    for (int i = 0; i < files; ++i) {
      change.files.push_back(file("f" + std::to_string(i)));
    }
    return change;
  }

  /// Any origins, without AI evidence on some commits.
  std::vector<CommitEvidence> evidence() {
    std::vector<CommitEvidence> all(k_commits);
    for (CommitEvidence& found : all) {
      const int kinds = below(3);
      for (int i = 0; i < kinds; ++i) {
        found.evidence.push_back(piece());
      }
      found.automation = below(4) == 0;
    }
    return all;
  }

  Evidence piece() {
    static const std::vector<std::string> k_tools{"claude-code", "cursor", "replit"};
    const auto strength = static_cast<Strength>(below(3));
    return evidence_of(k_tools[static_cast<std::size_t>(below(3))], strength).evidence.front();
  }

  Declarations declarations() {
    Declarations result;
    for (int i = 0; i < k_commits; ++i) {
      result.commits.push_back(declaration());
    }
    result.whole = declaration();
    return result;
  }

 private:
  FileChange file(const std::string& path) {
    FileChange made;
    made.entry = entry(path, below(2) == 0 ? "" : "before", "after");
    made.opaque = below(8) == 0;
    made.lock_file = below(8) == 0;
    const int shares = below(5);
    for (int i = 0; i < shares; ++i) {
      const LineShare made_share = share(made.added + 1);
      made.shares.push_back(made_share);
      made.added += made_share.lines;
      made.added_bytes += made_share.bytes;
    }
    return made;
  }

  /// Any lines from any commits, or from outside.
  LineShare share(std::int64_t first_line) {
    LineShare made;
    made.introduced_by = below(k_commits + 1) - 1;
    made.touched_by = below(k_commits + 1) - 1;
    made.lines = below(30) + 1;
    made.bytes = below(3000);
    made.first_line = first_line;
    return made;
  }

  Declaration declaration() {
    switch (below(4)) {
      case 0:
        return {Origin::human, ""};
      case 1:
        return {Origin::ai, "cursor"};
      default:
        return {};
    }
  }

  std::mt19937 engine_{k_seed};
};

Policy policy_for(int round) {
  Policy policy;
  policy.min_strength = static_cast<Strength>(round % 3);
  policy.undeclared = round % 2 == 0 ? Undeclared::human : Undeclared::ai;
  return policy;
}

/// One round of a property: what is wrong, empty: it holds. It adds to `seen` what shows that the
/// round had something to it.
using Property = std::string (*)(Generator& generator, const Policy& policy, std::int64_t& seen);

/// The seed is the same in every run; of round N that fails the N before it are made as well.
void hold(Property property, std::int64_t least_seen) {
  Generator generator;
  std::int64_t seen = 0;
  for (int round = 0; round < k_rounds; ++round) {
    const std::string fault = property(generator, policy_for(round), seen);
    INFO("seed " << k_seed << ", round " << round << ": " << fault);
    REQUIRE(fault.empty());
  }
  CHECK(seen >= least_seen);
}

std::string fault_of_sum(const Metrics& metrics) {
  const bool adds_up = metrics.ai + metrics.undeclared + metrics.human == metrics.effective;
  const bool negative = std::min({metrics.ai, metrics.undeclared, metrics.human}) < 0;
  return adds_up && !negative ? "" : "the origins do not add up";
}

std::string adds_up(Generator& generator, const Policy& policy, std::int64_t& seen) {
  const Change change = generator.change();
  const auto attribution =
      attribute(change, generator.evidence(), generator.declarations(), policy);
  const Metrics metrics = measure(change, attribution, policy, nullptr).metrics;
  std::int64_t effective = 0;
  for (const FileChange& file : change.files) {
    effective += file.lock_file ? 0 : effective_lines(file);
  }
  seen += metrics.effective;
  return metrics.effective == effective ? fault_of_sum(metrics) : "not all effective lines count";
}

/// The measures of each file alone, added up; empty where one of them is wrong in itself.
std::optional<Metrics> sum_of_files(const Change& change, const Attribution& attribution,
                                    const Policy& policy) {
  Metrics sum;
  for (const FileChange& file : change.files) {
    const FileFilter only = [&](const FileChange& other) {
      return other.entry.path == file.entry.path;
    };
    const Metrics part = measure(change, attribution, policy, only).metrics;
    if (!fault_of_sum(part).empty()) {
      return std::nullopt;
    }
    sum.effective += part.effective;
    sum.ai += part.ai;
    sum.undeclared += part.undeclared;
    sum.human += part.human;
  }
  return sum;
}

std::string adds_up_by_path(Generator& generator, const Policy& policy, std::int64_t& seen) {
  const Change change = generator.change();
  const auto attribution =
      attribute(change, generator.evidence(), generator.declarations(), policy);
  const Metrics whole = measure(change, attribution, policy, nullptr).metrics;
  const auto sum = sum_of_files(change, attribution, policy);
  if (!sum) {
    return "a file's origins do not add up";
  }
  seen += whole.human;
  const bool same = sum->effective == whole.effective && sum->ai == whole.ai &&
                    sum->undeclared == whole.undeclared && sum->human == whole.human;
  return same ? "" : "the files do not add up to the change";
}

std::string only_raises(Generator& generator, const Policy& policy, std::int64_t& seen) {
  const Change change = generator.change();
  const Declarations declarations = generator.declarations();
  std::vector<CommitEvidence> evidence = generator.evidence();
  const auto metrics = [&] {
    return measure(change, attribute(change, evidence, declarations, policy), policy, nullptr)
        .metrics;
  };
  const Metrics before = metrics();
  evidence[static_cast<std::size_t>(generator.below(k_commits))].evidence.push_back(
      generator.piece());
  const Metrics after = metrics();
  seen += after.ai - before.ai;
  const bool raised = after.ai >= before.ai && after.ai_files >= before.ai_files;
  return raised && after.effective == before.effective ? "" : "evidence lowered something";
}

std::string has_no_order(Generator& generator, const Policy& policy, std::int64_t& seen) {
  const Change change = generator.change();
  const Declarations declarations = generator.declarations();
  std::vector<CommitEvidence> evidence = generator.evidence();
  const auto measured = [&] {
    return measure(change, attribute(change, evidence, declarations, policy), policy, nullptr);
  };
  const Measurement before = measured();
  for (CommitEvidence& found : evidence) {
    generator.shuffle(found.evidence);
  }
  const Measurement after = measured();
  seen += after.metrics.ai;
  const bool same = after.metrics.ai == before.metrics.ai &&
                    after.metrics.undeclared == before.metrics.undeclared &&
                    after.commit_lines == before.commit_lines;
  return same ? "" : "the order of evidence moved lines";
}

std::string declaring_keeps_ai(Generator& generator, const Policy& /*policy*/, std::int64_t& seen) {
  const Policy policy = policy_for(0);
  const Change change = generator.change();
  const auto evidence = generator.evidence();
  Declarations declared;
  declared.commits.resize(k_commits);
  const auto metrics = [&] {
    return measure(change, attribute(change, evidence, declared, policy), policy, nullptr).metrics;
  };
  const Metrics before = metrics();
  declared.whole.origin = Origin::human;
  const Metrics after = metrics();
  seen += before.undeclared - after.undeclared;
  return after.ai == before.ai && after.undeclared <= before.undeclared ? "" : "AI lines moved";
}

TEST_CASE("in every change AI, undeclared and human lines add up to the effective ones") {
  hold(adds_up, k_rounds);
}

TEST_CASE("under every path filter the origins add up, and its parts add up to the whole") {
  hold(adds_up_by_path, k_rounds);
}

TEST_CASE("evidence only raises: one more piece never lowers AI lines or AI files") {
  hold(only_raises, k_rounds);
}

TEST_CASE("the order of a commit's evidence moves no line") {
  hold(has_no_order, k_rounds);
}

TEST_CASE("a human declaration never lowers the lines that evidence makes AI") {
  hold(declaring_keeps_ai, k_rounds);
}

}  // namespace
}  // namespace sallyport::core::test::measure_property_test

#include "builders.hpp"
#include "core/measure.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace sallyport::core::test {
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

TEST_CASE("in every change AI, undeclared and human lines add up to the effective ones") {
  Generator generator;
  std::int64_t seen = 0;
  for (int round = 0; round < k_rounds; ++round) {
    INFO("seed " << k_seed << ", round " << round);
    const Policy policy = policy_for(round);
    const Change change = generator.change();
    const auto attribution =
        attribute(change, generator.evidence(), generator.declarations(), policy);

    const Metrics metrics = measure(change, attribution, policy, nullptr).metrics;

    std::int64_t effective = 0;
    for (const FileChange& file : change.files) {
      effective += file.lock_file ? 0 : effective_lines(file);
    }
    REQUIRE(metrics.ai + metrics.undeclared + metrics.human == metrics.effective);
    REQUIRE(metrics.effective == effective);
    REQUIRE(std::min({metrics.ai, metrics.undeclared, metrics.human}) >= 0);
    seen += metrics.effective;
  }
  CHECK(seen > k_rounds);
}

TEST_CASE("under every path filter the origins add up, and its parts add up to the whole") {
  Generator generator;
  std::int64_t seen = 0;
  for (int round = 0; round < k_rounds; ++round) {
    INFO("seed " << k_seed << ", round " << round);
    const Policy policy = policy_for(round);
    const Change change = generator.change();
    const auto attribution =
        attribute(change, generator.evidence(), generator.declarations(), policy);
    const auto metrics_of = [&](const FileFilter& filter) {
      return measure(change, attribution, policy, filter).metrics;
    };
    const Metrics whole = metrics_of(nullptr);
    Metrics sum;
    for (const FileChange& file : change.files) {
      const std::string path = file.entry.path;
      const Metrics part =
          metrics_of([&](const FileChange& other) { return other.entry.path == path; });
      REQUIRE(part.ai + part.undeclared + part.human == part.effective);
      sum.effective += part.effective;
      sum.ai += part.ai;
      sum.undeclared += part.undeclared;
      sum.human += part.human;
    }
    REQUIRE(sum.effective == whole.effective);
    REQUIRE(sum.ai == whole.ai);
    REQUIRE(sum.undeclared == whole.undeclared);
    REQUIRE(sum.human == whole.human);
    seen += whole.human;
  }
  CHECK(seen > k_rounds);
}

TEST_CASE("evidence only raises: one more piece never lowers AI lines or AI files") {
  Generator generator;
  int raised = 0;
  for (int round = 0; round < k_rounds; ++round) {
    INFO("seed " << k_seed << ", round " << round);
    const Policy policy = policy_for(round);
    const Change change = generator.change();
    const Declarations declarations = generator.declarations();
    std::vector<CommitEvidence> evidence = generator.evidence();
    const auto before =
        measure(change, attribute(change, evidence, declarations, policy), policy, nullptr).metrics;

    const auto target = static_cast<std::size_t>(generator.below(k_commits));
    evidence[target].evidence.push_back(generator.piece());
    const auto after =
        measure(change, attribute(change, evidence, declarations, policy), policy, nullptr).metrics;

    REQUIRE(after.ai >= before.ai);
    REQUIRE(after.ai_files >= before.ai_files);
    REQUIRE(after.effective == before.effective);
    raised += after.ai > before.ai ? 1 : 0;
  }
  CHECK(raised > 0);
}

TEST_CASE("the order of a commit's evidence moves no line") {
  Generator generator;
  for (int round = 0; round < k_rounds; ++round) {
    INFO("seed " << k_seed << ", round " << round);
    const Policy policy = policy_for(round);
    const Change change = generator.change();
    const Declarations declarations = generator.declarations();
    std::vector<CommitEvidence> evidence = generator.evidence();
    const auto before =
        measure(change, attribute(change, evidence, declarations, policy), policy, nullptr);

    for (CommitEvidence& found : evidence) {
      generator.shuffle(found.evidence);
    }
    const auto after =
        measure(change, attribute(change, evidence, declarations, policy), policy, nullptr);

    REQUIRE(after.metrics.ai == before.metrics.ai);
    REQUIRE(after.metrics.undeclared == before.metrics.undeclared);
    REQUIRE(after.commit_lines == before.commit_lines);
  }
}

TEST_CASE("a human declaration never lowers the lines that evidence makes AI") {
  Generator generator;
  for (int round = 0; round < k_rounds; ++round) {
    INFO("seed " << k_seed << ", round " << round);
    const Policy policy = policy_for(0);
    const Change change = generator.change();
    const auto evidence = generator.evidence();
    Declarations nothing;
    nothing.commits.resize(k_commits);
    Declarations human = nothing;
    human.whole.origin = Origin::human;

    const auto before =
        measure(change, attribute(change, evidence, nothing, policy), policy, nullptr).metrics;
    const auto after =
        measure(change, attribute(change, evidence, human, policy), policy, nullptr).metrics;

    REQUIRE(after.ai == before.ai);
    REQUIRE(after.undeclared <= before.undeclared);
  }
}

}  // namespace
}  // namespace sallyport::core::test

#include "core/verdict/measure.hpp"
#include "git/repository.hpp"
#include "unit/support/sandbox.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace sallyport::git::attribution_property_test {
namespace {

constexpr unsigned k_seed = 20261122;
constexpr int k_cases = 120;
constexpr int k_commits = 3;

using Lines = std::vector<std::string>;
using State = std::map<std::string, Lines>;  ///< by path

/// Makes states of a small project by random edits; the same seed makes the same ones everywhere.
/// Every line is new, so that no line diff can take one for another, but for some that are `}`.
class Editor {
 public:
  std::size_t below(std::size_t limit) { return engine_() % limit; }

  State start() {
    State state;
    for (int i = 0; i < 4; ++i) {
      state["old" + std::to_string(i)] = new_lines(5 + below(20));
    }
    return state;
  }

  void edit(State& state) {
    const std::string path = below(5) == 0 ? "new" + std::to_string(below(3)) : any_path(state);
    Lines& lines = state[path];
    const std::size_t at = below(lines.size() + 1);
    const std::size_t count = std::min(below(5), lines.size() - at);
    const auto place = lines.begin() + static_cast<std::ptrdiff_t>(at);
    switch (below(4)) {
      case 0:
        lines.erase(place, place + static_cast<std::ptrdiff_t>(count));
        break;
      case 1:
        std::for_each(place, place + static_cast<std::ptrdiff_t>(count),
                      [](std::string& line) { line.insert(0, "  "); });
        break;
      default:
        insert(lines, at);
    }
    if (lines.empty()) {
      insert(lines, 0);
    }
  }

  std::string any_path(const State& state) {
    auto found = state.begin();
    std::advance(found, static_cast<std::ptrdiff_t>(below(state.size())));
    return found->first;
  }

 private:
  void insert(Lines& lines, std::size_t at) {
    const Lines added = new_lines(1 + below(6));
    lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at), added.begin(), added.end());
  }

  Lines new_lines(std::size_t count) {
    Lines lines;
    for (std::size_t i = 0; i < count; ++i) {
      lines.push_back(below(12) == 0 ? "}" : "line " + std::to_string(++number_) + padding());
    }
    return lines;
  }

  /// Some lines are so long that their bytes decide what they count.
  std::string padding() {
    std::string text;
    text.resize(below(9) == 0 ? 30 + below(150) : 0, 'x');
    return text;
  }

  std::mt19937 engine_{k_seed};
  int number_ = 0;
};

/// A stream for `git fast-import`, which makes all commits of a test at once.
class Stream {
 public:
  /// Makes `ref` point to a new commit of `state` on top of what it points to.
  void commit(const std::string& ref, const State& state) {
    text_ += "commit refs/heads/" + ref + "\nmark :" + std::to_string(++marks_) +
             "\ncommitter Alice <alice@example.com> " + std::to_string(1700000000 + ++clock_) +
             " +0000\n" + data("Change it\n");
    if (const auto from = tips_.find(ref); from != tips_.end()) {
      text_ += "from :" + std::to_string(from->second) + "\n";
    }
    text_ += "deleteall\n";
    for (const auto& [path, lines] : state) {
      std::string content;
      for (const std::string& line : lines) {
        content += line + "\n";
      }
      text_ += "M 100644 inline " + path + "\n" + data(content);
    }
    tips_[ref] = marks_;
  }

  void branch(const std::string& from, const std::string& to) {
    tips_[to] = tips_.at(from);
    text_ += "reset refs/heads/" + to + "\nfrom :" + std::to_string(tips_[to]) + "\n\n";
  }

  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  static std::string data(const std::string& bytes) {
    return "data " + std::to_string(bytes.size()) + "\n" + bytes + "\n";
  }

  std::string text_;
  std::map<std::string, int> tips_;
  int marks_ = 0;
  int clock_ = 0;
};

/// A commit, made in one go or with a stop half-way.
struct Step {
  State middle;
  State end;
};

struct History {
  State base;
  std::vector<Step> steps;
};

void edit_some(Editor& editor, State& state) {
  for (std::size_t edits = 1 + editor.below(3); edits > 0; --edits) {
    editor.edit(state);
  }
}

History history(Editor& editor) {
  History made{editor.start(), {}};
  State state = made.base;
  for (int i = 0; i < k_commits; ++i) {
    edit_some(editor, state);
    State middle = state;
    edit_some(editor, state);
    made.steps.push_back({std::move(middle), state});
  }
  return made;
}

/// What is known of each commit.
struct Knowledge {
  std::vector<core::CommitEvidence> evidence;
  core::Declarations declarations;

  /// As if commit `index` had been made as two by the same people.
  void split(std::size_t index) {
    const auto at = static_cast<std::ptrdiff_t>(index);
    evidence.insert(evidence.begin() + at, core::CommitEvidence(evidence.at(index)));
    declarations.commits.insert(declarations.commits.begin() + at,
                                core::Declaration(declarations.commits.at(index)));
  }

  void add(core::CommitEvidence more) {
    evidence.push_back(std::move(more));
    declarations.commits.emplace_back();
  }
};

core::CommitEvidence by_ai() {
  core::CommitEvidence found;
  found.evidence = {{"cursor/marker", "cursor", core::EvidenceKind::trailer,
                     core::Strength::decisive, core::Position::final_block, "x"}};
  return found;
}

Knowledge knowledge(Editor& editor) {
  Knowledge made;
  for (int i = 0; i < k_commits; ++i) {
    const std::size_t kind = editor.below(3);
    made.evidence.push_back(kind == 0 ? by_ai() : core::CommitEvidence{});
    made.declarations.commits.emplace_back();
    if (kind == 1) {
      made.declarations.commits.back().origin = core::Origin::human;
    }
  }
  return made;
}

std::string sizes_of(const core::Metrics& metrics) {
  return "effective " + std::to_string(metrics.effective) + " ai " + std::to_string(metrics.ai) +
         " undeclared " + std::to_string(metrics.undeclared) + " human " +
         std::to_string(metrics.human);
}

/// Everything that net attribution says, without which commit it says it of.
std::string describe(const core::Measurement& measured) {
  std::string text = sizes_of(measured.metrics);
  for (const core::FileAttribution& file : measured.files) {
    text += "\n" + file.path + ":";
    for (const core::LineRange& range : file.ai_lines) {
      text += " " + std::to_string(range.first) + "-" + std::to_string(range.last);
    }
  }
  return text;
}

/// All branches of a test, read back.
class Branches {
 public:
  explicit Branches(const Stream& stream) {
    sandbox_.git({"fast-import", "--quiet"}, stream.text());
    const std::string refs =
        sandbox_.git({"for-each-ref", "--format=%(refname:short) %(objectname)"});
    for (const std::string_view line : util::split_lines(refs)) {
      const std::size_t blank = line.find(' ');
      tips_.emplace(line.substr(0, blank), core::parse_oid(line.substr(blank + 1)).value());
    }
  }

  [[nodiscard]] core::Measurement measure(const std::string& base, const std::string& head,
                                          const Knowledge& known) const {
    const Repository repository = sandbox_.open();
    const core::Change change =
        repository.read_change(Sandbox::range(repository, tips_.at(base), tips_.at(head)));
    const core::Policy policy;
    const auto attribution = core::attribute(change, known.evidence, known.declarations, policy);
    return core::measure(change, attribution, policy, nullptr);
  }

 private:
  Sandbox sandbox_;
  std::map<std::string, core::Oid> tips_;
};

std::string name_of(const std::string& what, int number) {
  return what + std::to_string(number);
}

constexpr std::size_t k_nowhere = k_commits;
constexpr const char* k_still = "still";

/// The same history with a file of so many lines that no commit changes.
History with_a_still_file(History made, std::size_t lines) {
  const Lines content(lines, "a line that stays as it is");
  made.base[k_still] = content;
  for (Step& step : made.steps) {
    step.middle[k_still] = content;
    step.end[k_still] = content;
  }
  return made;
}

/// Writes a history to a branch that starts at the branch `base`; the commit `split` is made as
/// two.
void write(Stream& stream, const History& made, const std::string& head, std::size_t split) {
  for (std::size_t i = 0; i < made.steps.size(); ++i) {
    if (i == split) {
      stream.commit(head, made.steps[i].middle);
    }
    stream.commit(head, made.steps[i].end);
  }
}

State with_the_still_file_moved(State state) {
  auto file = state.extract(k_still);
  file.key() = "moved/there";
  state.insert(std::move(file));
  return state;
}

/// A case: its base, and two branches from there.
void begin(Stream& stream, const History& made, int number) {
  stream.commit(name_of("base", number), made.base);
  for (const char* const branch : {"one", "two"}) {
    stream.branch(name_of("base", number), name_of(branch, number));
  }
}

}  // namespace

TEST_CASE("splitting a commit in two does not change what net attribution says") {
  Editor editor;
  Stream stream;
  std::vector<std::size_t> splits;
  for (int i = 0; i < k_cases; ++i) {
    const History made = history(editor);
    splits.push_back(editor.below(k_commits));
    begin(stream, made, i);
    write(stream, made, name_of("one", i), k_nowhere);
    write(stream, made, name_of("two", i), splits.back());
  }
  const Branches branches(stream);
  std::int64_t seen = 0;
  for (int i = 0; i < k_cases; ++i) {
    INFO("seed " << k_seed << ", case " << i);
    Knowledge known = knowledge(editor);
    const auto one = branches.measure(name_of("base", i), name_of("one", i), known);
    known.split(splits[static_cast<std::size_t>(i)]);
    const auto two = branches.measure(name_of("base", i), name_of("two", i), known);
    CHECK(describe(two) == describe(one));
    seen += one.metrics.ai;
  }
  CHECK(seen > k_cases);
}

TEST_CASE("moving a file unchanged adds nothing, whoever moves it") {
  Editor editor;
  Stream stream;
  for (int i = 0; i < k_cases; ++i) {
    const History made = with_a_still_file(history(editor), 5 + editor.below(200));
    begin(stream, made, i);
    write(stream, made, name_of("one", i), k_nowhere);
    write(stream, made, name_of("two", i), k_nowhere);
    stream.commit(name_of("two", i), with_the_still_file_moved(made.steps.back().end));
  }
  const Branches branches(stream);
  std::int64_t seen = 0;
  for (int i = 0; i < k_cases; ++i) {
    Knowledge known = knowledge(editor);
    const auto one = branches.measure(name_of("base", i), name_of("one", i), known);
    known.add(editor.below(2) == 0 ? by_ai() : core::CommitEvidence{});
    const auto two = branches.measure(name_of("base", i), name_of("two", i), known);
    INFO("seed " << k_seed << ", case " << i);
    CHECK(sizes_of(two.metrics) == sizes_of(one.metrics));
    seen += one.metrics.effective;
  }
  CHECK(seen > k_cases);
}

TEST_CASE("of real changes too AI, undeclared and human lines are all effective lines") {
  Editor editor;
  Stream stream;
  for (int i = 0; i < k_cases; ++i) {
    const History made = history(editor);
    begin(stream, made, i);
    write(stream, made, name_of("one", i), k_nowhere);
  }
  const Branches branches(stream);
  std::int64_t human = 0;
  for (int i = 0; i < k_cases; ++i) {
    const core::Metrics metrics =
        branches.measure(name_of("base", i), name_of("one", i), knowledge(editor)).metrics;
    INFO("seed " << k_seed << ", case " << i);
    CHECK(metrics.ai + metrics.undeclared + metrics.human == metrics.effective);
    human += metrics.human;
  }
  CHECK(human > k_cases);
}

}  // namespace sallyport::git::attribution_property_test

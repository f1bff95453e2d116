#include "core/verdict/measure.hpp"
#include "git/repository.hpp"
#include "unit/support/sandbox.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace sallyport::git::written_lines_test {
namespace {

using Lines = std::vector<std::string>;

std::string joined(const Lines& lines, const std::string& end = "\n") {
  std::string text;
  for (const std::string& line : lines) {
    text += line + end;
  }
  return text;
}

/// Source of `count` lines, some of which are the same or have no words.
Lines source_of(std::size_t count, std::mt19937& random) {
  Lines lines;
  while (lines.size() < count) {
    switch (random() % 5) {
      case 0:
        lines.emplace_back("}");
        break;
      case 1:
        lines.emplace_back("  return x;");
        break;
      default:
        lines.push_back("int v" + std::to_string(random() % 1000) + " = caf\xc3\xa9(" +
                        std::to_string(lines.size()) + ");");
    }
  }
  lines.front() = "int first() {";
  return lines;
}

/// A repository in which an AI's commit wrote files, and people did things with them since.
class History {
 public:
  explicit History(unsigned seed) : random_(seed) {
    sandbox_.write("old.cc", joined(source_of(40, random_)));
    base_ = sandbox_.commit("start");
    files_ = {{"a.cc", source_of(60, random_)}, {"b.cc", source_of(30, random_)}};
    write_all();
    sandbox_.commit("by the AI");
  }

  /// The first commit's lines that the change adds.
  std::int64_t ai_lines() {
    const core::Oid head = sandbox_.git_oid({"rev-parse", "HEAD"});
    const Repository repository = sandbox_.open();
    const core::Change change = repository.read_change(Sandbox::range(repository, base_, head));
    core::Attribution attribution;
    attribution.commits.resize(change.commits.size());
    attribution.commits.front().origin = core::Origin::ai;
    return core::measure(change, attribution, {}, {}).metrics.ai;
  }

  std::string step() {
    static const std::vector<std::pair<std::string, void (History::*)()>> k_steps{
        {"rename", &History::rename}, {"copy", &History::copy},     {"split", &History::split},
        {"append", &History::append}, {"swap", &History::swap},     {"restore", &History::restore},
        {"link", &History::link},     {"encode", &History::encode}, {"indent", &History::indent},
        {"insert", &History::insert}};
    const auto& [name, act] = k_steps[random_() % k_steps.size()];
    (this->*act)();
    return name;
  }

 private:
  struct File {
    std::string name;
    Lines lines;
    std::string end = "\n";
  };

  File& some_file() { return files_[random_() % files_.size()]; }
  std::string new_name() { return "f" + std::to_string(names_++) + ".cc"; }
  std::string new_line() { return "int by_hand_" + std::to_string(names_++) + ";"; }

  void write_all() {
    for (const File& file : files_) {
      sandbox_.write(file.name, joined(file.lines, file.end));
    }
  }

  void commit() {
    write_all();
    sandbox_.commit("by hand");
  }

  void remove(const std::string& name) { std::filesystem::remove(sandbox_.path() / name); }

  void insert() {
    File& file = some_file();
    file.lines.insert(file.lines.begin() + static_cast<int>(random_() % file.lines.size()),
                      new_line());
    commit();
  }

  void rename() {
    File& file = some_file();
    remove(file.name);
    file.name = new_name();
    file.lines.push_back(new_line());
    commit();
  }

  void copy() {
    File& file = some_file();
    const std::string old = file.name;
    file.name = new_name();
    file.lines.insert(file.lines.begin(), new_line());
    commit();
    remove(old);
    sandbox_.commit("by hand");
  }

  void split() {
    const File file = some_file();
    std::erase_if(files_, [&](const File& each) { return each.name == file.name; });
    remove(file.name);
    const auto third = static_cast<std::ptrdiff_t>(file.lines.size() / 3);
    files_.push_back({new_name(), {file.lines.begin(), file.lines.begin() + third}});
    files_.push_back({new_name(), {file.lines.begin() + third, file.lines.begin() + 2 * third}});
    files_.push_back({new_name(), {file.lines.begin() + 2 * third, file.lines.end()}});
    commit();
  }

  void append() {
    if (files_.size() < 2) {
      return;
    }
    const File file = files_.back();
    files_.pop_back();
    remove(file.name);
    Lines& to = some_file().lines;
    to.insert(to.end(), file.lines.begin(), file.lines.end());
    commit();
  }

  void swap() {
    Lines& lines = some_file().lines;
    std::rotate(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(lines.size() / 2),
                lines.end());
    commit();
  }

  void restore() {
    File& file = some_file();
    remove(file.name);
    sandbox_.commit("by hand");
    file.lines.insert(file.lines.begin(), new_line());
    commit();
  }

  void link() {
    File& file = some_file();
    remove(file.name);
    std::filesystem::create_symlink("nowhere", sandbox_.path() / file.name);
    sandbox_.commit("by hand");
    remove(file.name);
    file.lines.push_back(new_line());
    commit();
  }

  void encode() {
    File& file = some_file();
    file.end = file.end == "\n" ? "\r\n" : "\n";
    commit();
    std::string wide = "\xff\xfe";
    for (const char c : joined(file.lines, file.end)) {
      if (static_cast<unsigned char>(c) < 0x80) {
        wide += c;
        wide += '\0';
      } else if (c == '\xc3') {
        wide += "\xe9";
        wide += '\0';
      }
    }
    sandbox_.write(file.name, wide);
    sandbox_.commit("by hand");
  }

  void indent() {
    for (std::string& line : some_file().lines) {
      line.insert(0, "\t");
    }
    commit();
  }

  Sandbox sandbox_;
  std::mt19937 random_;
  core::Oid base_;
  std::vector<File> files_;
  int names_ = 0;
};

/// "path introduced:lines" of each share.
Lines shares_of(const core::Change& change) {
  Lines shares;
  for (const core::FileChange& file : change.files) {
    for (const core::LineShare& share : file.shares) {
      shares.push_back(file.entry.path + " " + std::to_string(share.introduced_by) + ":" +
                       std::to_string(share.lines));
    }
  }
  return shares;
}

core::Change read(Sandbox& sandbox, const core::Oid& base) {
  const Repository repository = sandbox.open();
  return repository.read_change(
      Sandbox::range(repository, base, sandbox.git_oid({"rev-parse", "HEAD"})));
}

}  // namespace

TEST_CASE("whatever people do with what an AI wrote in one push, it stays the AI's") {
  const unsigned seed = GENERATE(range(0U, 16U));
  History history(seed);
  REQUIRE(history.ai_lines() == 90);
  std::string steps;
  for (int step = 0; step < 3; ++step) {
    steps += history.step() + ' ';
    INFO(seed << ": " << steps);
    CHECK(history.ai_lines() >= 90);
  }
}

TEST_CASE("a line is moved once, and a few lines that are there still are no copy") {
  Sandbox sandbox;
  const core::Oid base = sandbox.commit("z", "z\n");
  sandbox.commit("a", "alpha();\nbeta();\ngamma();\n");
  sandbox.write("a", "beta();\ngamma();\n");
  sandbox.commit("b", "alpha();\nmine();\nalpha();\nbeta();\n");

  CHECK(shares_of(read(sandbox, base)) == Lines{"a 0:2", "b 0:1", "b 1:3"});
}

TEST_CASE("a copy with an edit is of those who wrote it, beside the original") {
  Sandbox sandbox;
  const core::Oid base = sandbox.commit("z", "z\n");
  const std::string text = "int alpha(int left, int right);\n\nint beta(int left, int right);\n";
  sandbox.commit("a", text);
  sandbox.commit("b", text + "mine();\n");

  CHECK(shares_of(read(sandbox, base)) == Lines{"a 0:3", "b 0:3", "b 1:1"});
}

TEST_CASE("lines that many texts have, such as the head of a license, are no copy") {
  Sandbox sandbox;
  const core::Oid base = sandbox.commit("z", "z\n");
  const std::string head =
      "// Licensed under the terms of the license of this project, by its authors\n";
  sandbox.commit("a", head + "int a;\n");
  sandbox.write("b", head + "int b;\n");
  sandbox.commit("c", head + "int c;\n");

  CHECK(shares_of(read(sandbox, base)) == Lines{"a 0:2", "b 1:2", "c 1:2"});
}

TEST_CASE("a file that was moved with changes has the lines that it had, once") {
  Sandbox sandbox;
  const std::string text = "1 one\n2 two\n3 three\n4 four\n";
  const core::Oid base = sandbox.commit("a", text);
  std::filesystem::remove(sandbox.path() / "a");
  sandbox.write("b", text + "5 five\n");
  sandbox.commit("c", text + "6 six\n");

  const core::Change change = read(sandbox, base);

  REQUIRE(change.files.size() == 3);
  CHECK(change.files[1].moved_from == "a");
  REQUIRE(change.files[1].shares.size() == 2);
  CHECK(change.files[1].shares[0].moved);
  CHECK_FALSE(change.files[1].shares[1].moved);
  CHECK(change.files[2].moved_from.empty());
  CHECK_FALSE(change.files[2].shares.front().moved);
}

}  // namespace sallyport::git::written_lines_test

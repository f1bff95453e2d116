#include "util/glob.hpp"

#include "util/file.hpp"
#include "util/process.hpp"
#include "util/text.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace sallyport::util::glob_test {
namespace {

TEST_CASE("a star and a question mark stay in one folder") {
  CHECK(glob_matches("src/*.cc", "src/a.cc"));
  CHECK_FALSE(glob_matches("src/*.cc", "src/deep/a.cc"));
  CHECK(glob_matches("src/?.cc", "src/a.cc"));
  CHECK_FALSE(glob_matches("src/?.cc", "src/.cc"));
  CHECK_FALSE(glob_matches("a?b", "a/b"));
  CHECK(glob_matches("src/*", "src/"));
}

TEST_CASE("two stars cross folders, and a folder's own name matches with them") {
  CHECK(glob_matches("src/**/a.cc", "src/a.cc"));
  CHECK(glob_matches("src/**/a.cc", "src/x/y/a.cc"));
  CHECK(glob_matches("**/a.cc", "a.cc"));
  CHECK(glob_matches("src/**", "src"));
  CHECK(glob_matches("src/**", "src/x/y"));
  CHECK_FALSE(glob_matches("src/**", "srcs/x"));
  CHECK(glob_matches("**", "any/thing"));
}

TEST_CASE("a pattern without a slash is about names at any depth, one with it about the root") {
  CHECK(glob_matches("*.lock", "deep/down/x.lock"));
  CHECK_FALSE(glob_matches("/x.lock", "deep/x.lock"));
  CHECK(glob_matches("/x.lock", "x.lock"));
  CHECK_FALSE(glob_matches("down/x.lock", "deep/down/x.lock"));
}

TEST_CASE("every other character is itself") {
  CHECK(glob_matches("app/[id]/page.tsx", "app/[id]/page.tsx"));
  CHECK_FALSE(glob_matches("app/[id]/page.tsx", "app/i/page.tsx"));
  CHECK(glob_matches("a\\*", "a\\b"));
  CHECK(glob_matches("\xff*", "\xff\xfe"));
  CHECK_FALSE(glob_matches("a.c", "abc"));
}

TEST_CASE("case and composition do not matter where they are folded") {
  CHECK(glob_matches_folded("Caf\xc3\xa9/*", "CAFE\xcc\x81/x"));
  CHECK_FALSE(glob_matches("Caf\xc3\xa9/*", "CAFE\xcc\x81/x"));
  CHECK(glob_matches_folded("\xff*", "\xffX"));
}

TEST_CASE("a pattern that is made to take long does not") {
  const std::string path(2000, 'a');
  std::string pattern;
  for (int i = 0; i < 500; ++i) {
    pattern += "*a";
  }
  CHECK(glob_matches(pattern, path));
  CHECK_FALSE(glob_matches(pattern + "b", path));
}

using Generator = std::mt19937;

std::string join_some(Generator& generator, const std::vector<std::string>& words) {
  std::vector<std::string> parts(1 + generator() % 4);
  for (std::string& part : parts) {
    part = words.at(generator() % words.size());
  }
  return join(parts, "/");
}

/// What git finds of patterns in attributes, which match whole paths as ours do: by attribute
/// `x<pattern's number>` and path.
std::map<std::pair<std::string, std::string>, bool> ask_git(
    const std::vector<std::string>& patterns, const std::vector<std::string>& paths) {
  const TemporaryFolder folder;
  const std::string root = folder.path().string();
  Command command{.argv = {"git", "init", "-q"},
                  .input = {},
                  .environment = Environment{{"PATH", variable(current_environment(), "PATH")},
                                             {"HOME", root},
                                             {"GIT_CONFIG_NOSYSTEM", "1"}},
                  .directory = root};
  REQUIRE(run_command(command).status == 0);
  std::string attributes;
  command.argv = {"git", "check-attr", "--stdin", "-z"};
  for (std::size_t at = 0; at < patterns.size(); ++at) {
    attributes += fmt::format("{} x{}\n", patterns[at], at);
    command.argv.push_back(fmt::format("x{}", at));
  }
  write_file(folder.path() / ".gitattributes", attributes);
  command.input = join(paths, std::string_view("\0", 1));
  const CommandResult result = run_command(command);
  REQUIRE(result.status == 0);
  std::map<std::pair<std::string, std::string>, bool> found;
  const std::vector<std::string> fields = split(result.output, '\0');
  for (std::size_t at = 0; at + 2 < fields.size(); at += 3) {
    found[{fields[at + 1], fields[at]}] = fields[at + 2] == "set";
  }
  return found;
}

TEST_CASE("globs match what git's patterns match") {
  Generator generator(20261122);
  std::vector<std::string> patterns;
  std::vector<std::string> paths;
  for (int i = 0; i < 40; ++i) {
    // Two stars at the end are left out: with us they also match the folder itself.
    patterns.push_back(join_some(generator, {"a", "b", "ab", "*", "?", "a*", "*b", "?b", "**"}) +
                       "/a*");
    paths.push_back(join_some(generator, {"a", "b", "ab", "abb", "ba"}) + "/ab");
    patterns.push_back(join_some(generator, {"a", ".b", "*.b", "?*", "**", "a*b*", "*?*", "{a}"}) +
                       (i % 2 == 0 ? "/*" : "/?b"));
    patterns.push_back((i % 2 == 0 ? "/" : "**/") + join_some(generator, {"a", "?", "*", "{a}"}));
    paths.push_back(join_some(generator, {".b", "a.b", "{a}", "axbx", "\xc3\xa9"}));
  }
  patterns.insert(patterns.end(), {"a", "*b", "?", "/a", "/*", "**/b", "**"});
  paths.insert(paths.end(), {"a", "b", "ab", "b/a", "a/b/ab"});
  const auto by_git = ask_git(patterns, paths);
  REQUIRE(by_git.size() >= patterns.size());
  std::size_t matching = 0;
  for (const auto& [key, expected] : by_git) {
    const std::string& pattern = patterns.at(std::stoul(key.first.substr(1)));
    INFO(pattern << " on " << key.second);
    CHECK(glob_matches(pattern, key.second) == expected);
    matching += expected ? 1U : 0U;
  }
  CHECK(matching > 20);
}

}  // namespace
}  // namespace sallyport::util::glob_test

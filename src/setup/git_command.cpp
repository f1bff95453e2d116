#include "setup/git_command.hpp"

#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <charconv>
#include <filesystem>

namespace sallyport::setup {
namespace {

namespace fs = std::filesystem;

std::string first_line(std::string_view text) {
  const auto lines = util::split_lines(text);
  return lines.empty() ? "no message" : util::printable(lines.front());
}

}  // namespace

git::Command git_command(const git::Repository& repository, const util::Environment& environment) {
  git::Command command = git::command_for(repository, environment);
  if (command.program.empty()) {
    throw util::Error(util::ErrorKind::unavailable, "cannot run 'git': it is not in PATH",
                      "install git, or put it in PATH");
  }
  return command;
}

std::string git_output(const git::Command& command, std::vector<std::string> arguments) {
  const std::string words = util::join(arguments, " ");
  util::CommandResult result = git::run(command, std::move(arguments));
  if (result.status != 0) {
    throw util::Error(util::ErrorKind::unavailable,
                      util::say("cannot run 'git {}': {}", words, first_line(result.errors)),
                      util::say("run it yourself: git {}", words));
  }
  if (result.output.ends_with('\n')) {
    result.output.pop_back();
  }
  return std::move(result.output);
}

std::optional<Version> parse_version(std::string_view text) {
  const auto start = text.find_first_of("0123456789");
  if (start == std::string_view::npos) {
    return std::nullopt;
  }
  Version version;
  const char* const end = text.data() + text.size();
  const auto major = std::from_chars(text.data() + start, end, version.first);
  if (major.ec != std::errc{} || major.ptr == end || *major.ptr != '.') {
    return std::nullopt;
  }
  const auto minor = std::from_chars(major.ptr + 1, end, version.second);
  return minor.ec == std::errc{} ? std::optional(version) : std::nullopt;
}

std::string to_string(Version version) {
  return fmt::format("{}.{}", version.first, version.second);
}

Version git_version(const git::Command& command) {
  const util::CommandResult result = git::run(command, {"version"});
  const auto version = parse_version(result.output);
  if (result.status != 0 || !version) {
    throw util::Error(util::ErrorKind::unavailable,
                      fmt::format("cannot tell the version of '{}': it says '{}'", command.program,
                                  first_line(result.output + result.errors)),
                      "put a git that works first in PATH");
  }
  return *version;
}

std::filesystem::path hooks_folder(const git::Command& command) {
  // Not with --path-format=absolute, which a git before 2.31 prints as it is.
  const fs::path found = git_output(command, {"rev-parse", "--git-path", "hooks"});
  return fs::weakly_canonical(fs::absolute(command.directory / found));
}

std::optional<Setting> setting(const git::Command& command, const std::string& key) {
  const util::CommandResult result =
      git::run(command, {"config", "-z", "--show-scope", "--show-origin", "--get", key});
  const std::vector<std::string> fields = util::split(result.output, '\0');
  if (result.status != 0 || fields.size() < 3) {
    return std::nullopt;
  }
  return Setting{fields[0], fields[1], fields[2]};
}

}  // namespace sallyport::setup

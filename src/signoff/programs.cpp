#include "signoff/programs.hpp"

#include "util/error.hpp"
#include "util/text.hpp"

#include <filesystem>
#include <system_error>
#include <unistd.h>

namespace sallyport::signoff {
namespace {

constexpr std::size_t k_longest_line = 500;

bool is_program(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::is_regular_file(path, ignored) && ::access(path.c_str(), X_OK) == 0;
}

/// `https://user:token@host/` as `https://host/`.
std::string without_password(std::string line) {
  const auto scheme = line.find("://");
  if (scheme == std::string::npos) {
    return line;
  }
  const auto host_end = line.find_first_of("/' ", scheme + 3);
  const auto at = line.rfind('@', host_end);
  if (at != std::string::npos && at > scheme) {
    line.erase(scheme + 3, at - scheme - 2);
  }
  return line;
}

}  // namespace

std::optional<std::string> find_program(std::string_view name,
                                        const util::Environment& environment) {
  if (name.find('/') != std::string_view::npos) {
    return std::string(name);
  }
  const auto path = environment.find("PATH");
  const std::string folders = path == environment.end() ? "/usr/bin:/bin" : path->second;
  for (const std::string& folder : util::split(folders, ':')) {
    std::string program = folder + "/" + std::string(name);
    if (folder.starts_with('/') && is_program(program)) {
      return program;
    }
  }
  return std::nullopt;
}

std::string find_ssh_keygen(const util::Environment& environment) {
  auto program = find_program("ssh-keygen", environment);
  if (!program) {
    throw util::Error(util::ErrorKind::unavailable,
                      "cannot check or make signatures: 'ssh-keygen' is not in PATH",
                      "apt-get install openssh-client");
  }
  return *std::move(program);
}

std::string one_line(std::string_view text) {
  std::string line;
  for (const std::string_view part : util::split_lines(text)) {
    const std::string_view words = util::trim(part);
    if (words.empty() || words.starts_with("hint:")) {
      continue;
    }
    line += line.empty() ? "" : "; ";
    line += util::printable(without_password(std::string(words)));
  }
  return line.substr(0, k_longest_line);
}

}  // namespace sallyport::signoff

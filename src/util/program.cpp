#include "util/program.hpp"

#include "util/text.hpp"

#include <filesystem>
#include <system_error>
#include <unistd.h>

namespace sallyport::util {
namespace {

bool is_program(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::is_regular_file(path, ignored) && ::access(path.c_str(), X_OK) == 0;
}

}  // namespace

std::optional<std::string> find_program(std::string_view name, const Environment& environment) {
  if (name.find('/') != std::string_view::npos) {
    return std::string(name);
  }
  const std::string folders =
      environment.contains("PATH") ? variable(environment, "PATH") : "/usr/bin:/bin";
  for (const std::string& folder : split(folders, ':')) {
    std::string program = folder + "/" + std::string(name);
    if (folder.starts_with('/') && is_program(program)) {
      return program;
    }
  }
  return std::nullopt;
}

}  // namespace sallyport::util

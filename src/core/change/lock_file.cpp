#include "core/change/content.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace sallyport::core {
namespace {

using LineTest = bool (*)(std::string_view line);

/// A lock file format: a text that every such file holds, and what nearly all of its lines look
/// like.
struct LockFormat {
  std::string_view base_name;
  std::string_view marker;
  LineTest line;
};

bool starts_with_any(std::string_view line, std::string_view characters) {
  return !line.empty() && characters.find(line.front()) != std::string_view::npos;
}

bool is_json_line(std::string_view line) {
  return starts_with_any(line, "{}[]\"");
}

/// `key = value`, a table header, or a piece of an array.
bool is_toml_line(std::string_view line) {
  if (starts_with_any(line, "[]#\"{}")) {
    return true;
  }
  const std::size_t key = line.find_first_not_of("abcdefghijklmnopqrstuvwxyz-_.0123456789");
  return key != 0 && key != std::string_view::npos && line.substr(key).starts_with(" = ");
}

/// `key: value`, `key:`, or an item of a list.
bool is_yaml_line(std::string_view line) {
  return line.starts_with("- ") || line.starts_with('#') || line.ends_with(':') ||
         line.find(": ") != std::string_view::npos || line == "---";
}

/// `name "version"`, `name:`, and the YAML of newer versions.
bool is_yarn_line(std::string_view line) {
  return is_yaml_line(line) ||
         (line.ends_with('"') && line.find(" \"") != std::string_view::npos) ||
         line.starts_with("resolved ") || line.starts_with("integrity ") ||
         line.starts_with("version ");
}

/// `module version h1:hash=`.
bool is_go_sum_line(std::string_view line) {
  return line.find(" v") != std::string_view::npos && line.find(" h1:") != std::string_view::npos &&
         line.ends_with('=');
}

/// `group:artifact:version=configurations`.
bool is_gradle_line(std::string_view line) {
  return line.starts_with('#') || line.starts_with("empty=") ||
         (std::count(line.begin(), line.end(), ':') == 2 &&
          line.find('=') != std::string_view::npos && line.find(' ') == std::string_view::npos);
}

/// `name (version)`, `name`, a section in capitals, or `key: value`.
bool is_gem_line(std::string_view line) {
  const auto words = std::count(line.begin(), line.end(), ' ');
  return words == 0 || line.ends_with(')') || line.ends_with(")!") || is_yaml_line(line) ||
         line.starts_with("ruby ");
}

bool is_mix_line(std::string_view line) {
  return line == "%{" || line == "}" || line.starts_with('"');
}

constexpr std::array k_formats{
    LockFormat{"package-lock.json", "\"lockfileVersion\"", is_json_line},
    LockFormat{"npm-shrinkwrap.json", "\"lockfileVersion\"", is_json_line},
    LockFormat{"composer.lock", "\"content-hash\"", is_json_line},
    LockFormat{"Pipfile.lock", "\"_meta\"", is_json_line},
    LockFormat{"flake.lock", "\"nodes\"", is_json_line},
    LockFormat{"packages.lock.json", "\"dependencies\"", is_json_line},
    LockFormat{"deno.lock", "\"version\"", is_json_line},
    LockFormat{"bun.lock", "\"lockfileVersion\"", is_json_line},
    LockFormat{"Cargo.lock", "[[package]]", is_toml_line},
    LockFormat{"poetry.lock", "[[package]]", is_toml_line},
    LockFormat{"pdm.lock", "[[package]]", is_toml_line},
    LockFormat{"uv.lock", "[[package]]", is_toml_line},
    LockFormat{"pnpm-lock.yaml", "lockfileVersion:", is_yaml_line},
    LockFormat{"pubspec.lock", "packages:", is_yaml_line},
    LockFormat{"Podfile.lock", "PODS:", is_yaml_line},
    LockFormat{"yarn.lock", "# yarn lockfile v1", is_yarn_line},
    LockFormat{"yarn.lock", "__metadata:", is_yarn_line},
    LockFormat{"go.sum", " h1:", is_go_sum_line},
    LockFormat{"gradle.lockfile", "empty=", is_gradle_line},
    LockFormat{"Gemfile.lock", "DEPENDENCIES", is_gem_line},
    LockFormat{"mix.lock", "%{", is_mix_line},
};

/// Nine of ten lines that are not blank.
bool most_lines_fit(std::string_view content, LineTest fits) {
  std::size_t lines = 0;
  std::size_t fitting = 0;
  for (const std::string_view whole : util::split_lines(content)) {
    const std::string_view line = util::trim(whole);
    if (!line.empty()) {
      ++lines;
      fitting += fits(line) ? 1U : 0U;
    }
  }
  return lines > 0 && fitting * 10 >= lines * 9;
}

}  // namespace

bool is_lock_file(std::string_view path, std::string_view content) {
  const std::string_view base_name = path.substr(path.rfind('/') + 1);
  return std::any_of(k_formats.begin(), k_formats.end(), [&](const LockFormat& format) {
    return format.base_name == base_name && content.find(format.marker) != std::string_view::npos &&
           most_lines_fit(content, format.line);
  });
}

}  // namespace sallyport::core

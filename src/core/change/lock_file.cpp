#include "core/change/content.hpp"
#include "core/change/lock_lines.hpp"
#include "util/json_read.hpp"
#include "util/text.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace sallyport::core {
namespace {

/// Larger ones count.
constexpr std::size_t k_most_bytes = std::size_t{64} << 20U;

/// A lock file format: its file's name, something that every such file says at the top level, and
/// what tells whether a content is of that format.
struct LockFormat {
  std::string_view base_name;
  std::string_view key;
  bool (*holds)(std::string_view content, std::string_view key);
};

bool is_json(std::string_view content, std::string_view key) {
  const auto read = util::read_json(content, {.bytes = k_most_bytes, .levels = 64});
  return read && read->is_object() && read->contains(key);
}

/// JSON in which a comma may follow the last member, as bun writes it.
bool is_json_with_last_commas(std::string_view content, std::string_view key) {
  std::string json;
  bool in_string = false;
  for (std::size_t at = 0; at < content.size(); ++at) {
    const char c = content[at];
    if (in_string && c == '\\') {
      json += content.substr(at++, 2);
      continue;
    }
    in_string = in_string != (c == '"');
    const auto next = c == ',' && !in_string ? content.find_first_not_of(" \t\r\n,", at) : at;
    const bool is_last = next != std::string_view::npos && next != at &&
                         (content[next] == '}' || content[next] == ']');
    if (!is_last) {
      json += c;
    }
  }
  return is_json(json, key);
}

bool is_toml(std::string_view content, std::string_view key) {
  try {
    const toml::table table = toml::parse(content);
    const toml::array* const packages = table.get_as<toml::array>(key);
    return packages != nullptr && packages->is_array_of_tables();
  } catch (const toml::parse_error&) {
    return false;
  }
}

constexpr std::array k_formats{
    LockFormat{"package-lock.json", "lockfileVersion", is_json},
    LockFormat{"npm-shrinkwrap.json", "lockfileVersion", is_json},
    LockFormat{"composer.lock", "content-hash", is_json},
    LockFormat{"Pipfile.lock", "_meta", is_json},
    LockFormat{"flake.lock", "nodes", is_json},
    LockFormat{"packages.lock.json", "dependencies", is_json},
    LockFormat{"deno.lock", "version", is_json},
    LockFormat{"bun.lock", "lockfileVersion", is_json_with_last_commas},
    LockFormat{"Cargo.lock", "package", is_toml},
    LockFormat{"poetry.lock", "package", is_toml},
    LockFormat{"pdm.lock", "package", is_toml},
    LockFormat{"uv.lock", "package", is_toml},
    LockFormat{"pnpm-lock.yaml", "lockfileVersion", is_pnpm_lock},
    LockFormat{"pubspec.lock", "packages", is_pubspec_lock},
    LockFormat{"Podfile.lock", "PODS", is_podfile_lock},
    LockFormat{"yarn.lock", "__metadata", is_yarn_berry_lock},
    LockFormat{"yarn.lock", "", is_yarn_classic_lock},
    LockFormat{"go.sum", "", is_go_sum},
    LockFormat{"gradle.lockfile", "", is_gradle_lock},
    LockFormat{"Gemfile.lock", "DEPENDENCIES", is_gemfile_lock},
    LockFormat{"mix.lock", "", is_mix_lock},
};

/// Whether something in it is what interpreters act on and machines never write there: a tag of
/// PHP, a substitution of the shell, a string of several lines, a line end of another kind.
bool has_code_marks(std::string_view content) {
  static constexpr std::array<std::string_view, 6> k_marks{"<?",  "$(",           R"(""")",
                                                           "'''", "\xe2\x80\xa8", "\xe2\x80\xa9"};
  for (std::size_t at = 0; at < content.size(); ++at) {
    const auto byte = static_cast<unsigned char>(content[at]);
    const bool is_line_end =
        byte == '\n' || (byte == '\r' && content.substr(at).starts_with("\r\n"));
    if ((byte < 0x20 && byte != '\t' && !is_line_end) || byte == 0x7F) {
      return true;
    }
  }
  return std::any_of(k_marks.begin(), k_marks.end(), [&](std::string_view mark) {
    return content.find(mark) != std::string_view::npos;
  });
}

/// Whether there are comments but for a few at the top: machines write no others.
bool has_comments(std::string_view content) {
  constexpr std::size_t k_most_at_top = 10;
  constexpr std::size_t k_longest = 200;
  std::size_t comments = 0;
  bool is_top = true;
  for (const std::string_view line : util::split_lines(content)) {
    const bool is_comment = line.starts_with('#');
    is_top = is_top && (is_comment || line.empty());
    comments += is_comment ? 1U : 0U;
    if (is_comment && (!is_top || comments > k_most_at_top || line.size() > k_longest)) {
      return true;
    }
  }
  return false;
}

}  // namespace

bool is_lock_file(std::string_view path, std::string_view content) {
  const std::string_view base_name = path.substr(path.rfind('/') + 1);
  return content.size() <= k_most_bytes &&
         std::any_of(k_formats.begin(), k_formats.end(), [&](const LockFormat& format) {
           return format.base_name == base_name && !has_code_marks(content) &&
                  !has_comments(content) && format.holds(content, format.key);
         });
}

}  // namespace sallyport::core

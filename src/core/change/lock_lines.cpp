#include "core/change/lock_lines.hpp"

#include "util/text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::core {
namespace {

constexpr std::string_view k_word =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";

bool consists_of(std::string_view text, std::string_view characters) {
  return !text.empty() && text.find_first_not_of(characters) == std::string_view::npos;
}

std::size_t indent_of(std::string_view line) {
  return std::min(line.find_first_not_of(' '), line.size());
}

/// The length of the quoted string in front of `text`; 0 where there is none.
std::size_t quoted_length(std::string_view text) {
  if (text.empty() || (text.front() != '"' && text.front() != '\'')) {
    return 0;
  }
  for (std::size_t at = 1; at < text.size(); ++at) {
    if (text[at] == '\\' && text.front() == '"') {
      ++at;
    } else if (text[at] == text.front()) {
      return at + 1;
    }
  }
  return 0;
}

/// `text` with a blank in place of each quoted string.
std::string without_quoted(std::string_view text) {
  std::string rest;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::size_t quoted = quoted_length(text.substr(at));
    rest += quoted > 0 ? ' ' : text[at];
    at += quoted > 0 ? quoted - 1 : 0;
  }
  return rest;
}

/// Whether `text` is one flow collection of YAML: brackets that match, up to its end.
bool is_flow(std::string_view text) {
  std::string open;
  for (const char c : without_quoted(text)) {
    if (c == '{' || c == '[') {
      open += c == '{' ? '}' : ']';
      continue;
    }
    if (open.empty() || ((c == '}' || c == ']') && open.back() != c)) {
      return false;
    }
    if (c == open.back()) {
      open.pop_back();
    }
  }
  return open.empty() && !text.empty();
}

/// Whether what stands in the parentheses of `text` names packages, as in `1.0.0(react@18.2.0)`:
/// nothing that could be a call.
bool has_only_packages_in_parentheses(std::string_view text) {
  for (auto open = text.find('('); open != std::string_view::npos;
       open = text.find('(', open + 1)) {
    const std::string_view inner =
        text.substr(open + 1, text.find_first_of("()", open + 1) - open - 1);
    if (inner.find('@') == std::string_view::npos ||
        inner.find_first_of(" ,=+") != std::string_view::npos) {
      return false;
    }
  }
  return true;
}

/// A plain scalar, which in other languages could be an expression, is a word or two.
bool is_plain_scalar(std::string_view text) {
  return text.find(": ") == std::string_view::npos &&
         text.find_first_of("\"'`;{}[]!|<\\") == std::string_view::npos &&
         std::string_view("&*>%@#").find(text.front()) == std::string_view::npos &&
         has_only_packages_in_parentheses(text);
}

bool is_scalar(std::string_view text) {
  if (text.front() == '"' || text.front() == '\'') {
    return quoted_length(text) == text.size();
  }
  if (text.front() == '{' || text.front() == '[') {
    return is_flow(text) && without_quoted(text).find_first_of("(`;") == std::string::npos;
  }
  return is_plain_scalar(text);
}

/// What a line of a block mapping says.
struct YamlEntry {
  std::string_view key;    ///< empty: the line is an item alone
  std::string_view value;  ///< empty: what follows, indented, is it
};

/// `Name/Part (~> 1.0)` or "Name (from `../path`)".
bool is_pod(std::string_view text) {
  const auto open = text.find(" (");
  if (open == std::string_view::npos || !text.ends_with(')')) {
    return false;
  }
  const std::string_view inner = text.substr(open + 2, text.size() - open - 3);
  return consists_of(text.substr(0, open), std::string(k_word) + "/+") &&
         (inner.starts_with("from `") || consists_of(inner, std::string(k_word) + " ,~><=!"));
}

/// `text` as `key: value`, `key:` or, where it is an item, a value; nothing where it is neither.
std::optional<YamlEntry> yaml_entry(std::string_view text, bool is_item) {
  const std::size_t quoted = quoted_length(text);
  auto colon = quoted > 0 ? quoted : text.find(": ", 1);
  if (quoted == 0 && colon == std::string_view::npos && text.ends_with(':')) {
    colon = text.size() - 1;
  }
  const bool has_key = colon < text.size() && text[colon] == ':';
  if (!has_key) {
    return is_item && (is_scalar(text) || is_pod(text)) ? std::optional(YamlEntry{{}, text})
                                                        : std::nullopt;
  }
  const YamlEntry entry{text.substr(0, colon), util::trim(text.substr(colon + 1))};
  return entry.value.empty() || is_scalar(entry.value) ? std::optional(entry) : std::nullopt;
}

using TopLevelTest = bool (*)(const YamlEntry& entry);

/// Whether `content` is block YAML whose top level is one mapping with `key`, each of its keys once
/// and fit for it.
bool is_yaml(std::string_view content, std::string_view key, TopLevelTest fits) {
  std::set<std::string_view> keys;
  for (const std::string_view whole : util::split_lines(content)) {
    const std::size_t indent = indent_of(whole);
    std::string_view text = util::trim(whole);
    if (text.empty() || whole.starts_with('#') || whole == "---") {
      continue;
    }
    bool is_item = false;
    for (; text.starts_with("- "); text = util::trim(text.substr(2))) {
      is_item = true;
    }
    const auto entry = text.empty() ? std::nullopt : yaml_entry(text, is_item);
    const bool is_top = indent == 0;
    if (!entry || (is_top && (is_item || !fits(*entry) || !keys.insert(entry->key).second))) {
      return false;
    }
  }
  return keys.contains(key);
}

bool is_one_of(std::string_view word, std::span<const std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_pnpm_key(const YamlEntry& entry) {
  static constexpr std::array<std::string_view, 20> k_keys{"lockfileVersion",
                                                           "settings",
                                                           "catalogs",
                                                           "overrides",
                                                           "packageExtensionsChecksum",
                                                           "pnpmfileChecksum",
                                                           "patchedDependencies",
                                                           "ignoredOptionalDependencies",
                                                           "neverBuiltDependencies",
                                                           "onlyBuiltDependencies",
                                                           "importers",
                                                           "packages",
                                                           "snapshots",
                                                           "specifiers",
                                                           "dependencies",
                                                           "devDependencies",
                                                           "optionalDependencies",
                                                           "dependenciesMeta",
                                                           "publishDirectory",
                                                           "time"};
  return is_one_of(entry.key, k_keys);
}

bool is_pubspec_key(const YamlEntry& entry) {
  return entry.value.empty() && (entry.key == "packages" || entry.key == "sdks");
}

bool is_podfile_key(const YamlEntry& entry) {
  static constexpr std::array<std::string_view, 8> k_keys{
      "PODS",           "DEPENDENCIES",     "SPEC REPOS", "EXTERNAL SOURCES", "CHECKOUT OPTIONS",
      "SPEC CHECKSUMS", "PODFILE CHECKSUM", "COCOAPODS"};
  return is_one_of(entry.key, k_keys);
}

bool is_yarn_key(const YamlEntry& entry) {
  return entry.value.empty() &&
         (entry.key == "__metadata" || entry.key.find('@') != std::string_view::npos);
}

/// Takes a string, quoted or without blanks and quotes, off the front of `text`; false: none.
bool take_string(std::string_view& text) {
  std::size_t length = quoted_length(text);
  if (length == 0) {
    length = std::min(text.find_first_of(" \"'(){};,"), text.size());
    length -= length > 0 && text[length - 1] == ':' && length == text.size() ? 1 : 0;
  }
  text.remove_prefix(length);
  return length > 0;
}

/// `name@range, "name@range":`
bool is_yarn_head(std::string_view line) {
  while (take_string(line)) {
    if (line == ":") {
      return true;
    }
    if (!line.starts_with(", ")) {
      return false;
    }
    line.remove_prefix(2);
  }
  return false;
}

/// `name range`
bool is_yarn_pair(std::string_view text) {
  if (!take_string(text) || !text.starts_with(' ')) {
    return false;
  }
  text.remove_prefix(1);
  const std::string_view range = text;
  return take_string(text) && text.empty() &&
         range.find_first_of("$`;&(){}\\") == std::string_view::npos;
}

/// `version "1.0"` and the like, and `dependencies:`
bool is_yarn_field(std::string_view text) {
  static constexpr std::array<std::string_view, 10> k_keys{"name",
                                                           "version",
                                                           "uid",
                                                           "resolved",
                                                           "registry",
                                                           "dependencies",
                                                           "optionalDependencies",
                                                           "permissions",
                                                           "prebuiltVariants",
                                                           "integrity"};
  const std::string_view key = text.substr(0, text.find_first_of(" :"));
  return is_one_of(key, k_keys) && (text.size() == key.size() + 1 || is_yarn_pair(text));
}

/// `remote: https://rubygems.org/`
bool is_gem_field(std::string_view text) {
  static constexpr std::array<std::string_view, 9> k_keys{
      "remote", "revision", "ref", "branch", "tag", "specs", "glob", "submodules", "type"};
  const auto colon = text.find(':');
  return colon != std::string_view::npos && is_one_of(text.substr(0, colon), k_keys) &&
         text.substr(colon + 1).find_first_of("'\"`$;(){}") == std::string_view::npos;
}

/// `name`, `name version`, `name (constraints)`, each with `!` or a checksum behind it.
bool is_gem_item(std::string_view text) {
  const auto checksum = text.find(" sha256=");
  text = text.substr(0, checksum);
  text.remove_suffix(text.ends_with('!') ? 1 : 0);
  const auto open = text.find(" (");
  const std::string_view constraints = open == std::string_view::npos ? "" : text.substr(open + 2);
  const bool fits =
      constraints.empty() ||
      (constraints.ends_with(')') && consists_of(constraints.substr(0, constraints.size() - 1),
                                                 std::string(k_word) + " ,~><=!+"));
  const std::vector<std::string> words = util::split(text.substr(0, open), ' ');
  return fits && words.size() <= 2 &&
         std::all_of(words.begin(), words.end(), [](const std::string& word) {
           return consists_of(word, std::string(k_word) + "+");
         });
}

/// Whether a word of an Elixir term calls nothing: an atom, a key, or a constant.
bool is_elixir_word(std::string_view text, std::size_t start, std::size_t end) {
  const std::string_view word = text.substr(start, end - start);
  const bool is_atom = start > 0 && text[start - 1] == ':';
  const bool is_key = end < text.size() && text[end] == ':';
  return is_atom || is_key || word == "true" || word == "false" || word == "nil";
}

/// A term of Elixir without calls: tuples, lists, atoms, and strings without interpolation.
bool is_elixir_term(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t quoted = text[at] == '"' ? quoted_length(text.substr(at)) : 0;
    const std::size_t word_end = std::min(text.find_first_not_of(k_word, at), text.size());
    if (quoted > 0      ? text.substr(at, quoted).find("#{") != std::string_view::npos
        : word_end > at ? !is_elixir_word(text, at, word_end)
                        : std::string_view("{}[]:, ").find(text[at]) == std::string_view::npos) {
      return false;
    }
    at += quoted > 0 ? quoted : std::max<std::size_t>(word_end - at, 1);
  }
  return true;
}

/// Whether there are lines that are neither blank nor comments, and all of them fit.
template <typename Fits>
bool all_lines(std::string_view content, const Fits& fits) {
  bool has_some = false;
  for (const std::string_view line : util::split_lines(content)) {
    const std::string_view text = line.substr(0, line.size() - (line.ends_with('\r') ? 1 : 0));
    if (text.empty() || text.starts_with('#')) {
      continue;
    }
    if (!fits(text)) {
      return false;
    }
    has_some = true;
  }
  return has_some;
}

}  // namespace

bool is_pnpm_lock(std::string_view content, std::string_view key) {
  return is_yaml(content, key, is_pnpm_key);
}

bool is_pubspec_lock(std::string_view content, std::string_view key) {
  return is_yaml(content, key, is_pubspec_key);
}

bool is_podfile_lock(std::string_view content, std::string_view key) {
  // No other language has a line like this one.
  return content.find("\nSPEC CHECKSUMS:\n") != std::string_view::npos &&
         is_yaml(content, key, is_podfile_key);
}

bool is_yarn_berry_lock(std::string_view content, std::string_view key) {
  return is_yaml(content, key, is_yarn_key);
}

bool is_gemfile_lock(std::string_view content, std::string_view key) {
  static constexpr std::array<std::string_view, 10> k_sections{
      "GIT",          "GEM",       "PATH",         "PLUGIN SOURCE", "PLATFORMS",
      "DEPENDENCIES", "CHECKSUMS", "RUBY VERSION", "BUNDLED WITH",  "SCM"};
  bool has_key = false;
  bool in_section = false;
  const bool fits = all_lines(content, [&](std::string_view line) {
    has_key = has_key || line == key;
    if (indent_of(line) == 0) {
      in_section = true;
      return is_one_of(line, k_sections);
    }
    const std::string_view text = util::trim(line);
    return in_section && indent_of(line) >= 2 && (is_gem_field(text) || is_gem_item(text));
  });
  return fits && has_key;
}

bool is_yarn_classic_lock(std::string_view content, std::string_view /*unused*/) {
  return all_lines(content, [](std::string_view line) {
    const std::size_t indent = indent_of(line);
    const std::string_view text = line.substr(indent);
    return indent == 0   ? is_yarn_head(line)
           : indent == 2 ? is_yarn_field(text)
                         : indent == 4 && is_yarn_pair(text);
  });
}

bool is_go_sum(std::string_view content, std::string_view /*unused*/) {
  return all_lines(content, [](std::string_view line) {
    constexpr std::string_view k_digest = "h1:";
    const std::vector<std::string> words = util::split(line, ' ');
    return words.size() == 3 && words[1].starts_with('v') && words[2].starts_with(k_digest) &&
           words[2].ends_with('=') &&
           consists_of(words[2].substr(k_digest.size()), std::string(k_word) + "+/=");
  });
}

bool is_gradle_lock(std::string_view content, std::string_view /*unused*/) {
  return all_lines(content, [](std::string_view line) {
    const auto equals = line.find('=');
    const std::string_view module = line.substr(0, equals);
    return equals != std::string_view::npos && consists_of(module, std::string(k_word) + ":+") &&
           (module == "empty" || std::count(module.begin(), module.end(), ':') == 2) &&
           (equals + 1 == line.size() ||
            consists_of(line.substr(equals + 1), std::string(k_word) + ",$"));
  });
}

bool is_mix_lock(std::string_view content, std::string_view /*unused*/) {
  std::size_t lines = 0;
  bool is_closed = false;
  const bool fits = all_lines(content, [&](std::string_view line) {
    ++lines;
    if (lines == 1 || is_closed) {
      return lines == 1 && line == "%{";
    }
    is_closed = line == "}";
    const std::string_view text = util::trim(line);
    const std::size_t name = quoted_length(text);
    return is_closed || (name > 0 && text.substr(name).starts_with(": {") && text.ends_with("},") &&
                         is_elixir_term(text));
  });
  return fits && is_closed;
}

}  // namespace sallyport::core

#include "core/change/lock_lines.hpp"
#include "core/change/lock_text.hpp"
#include "util/text.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace sallyport::core {
namespace {

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

/// A plain scalar, which in other languages could be an expression, is a word or two: of the
/// characters of names, versions, paths and addresses.
bool is_plain_scalar(std::string_view text) {
  return consists_of(text, std::string(k_word) + " @/+:~^*#()") &&
         text.find(": ") == std::string_view::npos && text.find(" #") == std::string_view::npos &&
         std::string_view("*@#").find(text.front()) == std::string_view::npos &&
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

}  // namespace sallyport::core

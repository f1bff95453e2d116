#include "core/change/lock_lines.hpp"

#include "core/change/lock_text.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::core {
namespace {

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
         (colon + 1 == text.size() ||
          consists_of(util::trim(text.substr(colon + 1)), std::string(k_word) + ":/@+~%"));
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
    constexpr std::size_t k_sha256 = 44;  // in base64
    return words.size() == 3 && words[1].starts_with('v') && words[2].starts_with(k_digest) &&
           words[2].size() == k_digest.size() + k_sha256 && words[2].ends_with('=') &&
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

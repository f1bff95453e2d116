#include "util/glob.hpp"

#include "util/text.hpp"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <utf8proc.h>
#include <vector>

namespace sallyport::util {
namespace {

enum class Token { literal, any_char, star, double_star };

struct Piece {
  Token token;
  char literal = 0;
};

std::vector<Piece> parse(std::string_view pattern) {
  std::vector<Piece> pieces;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '?') {
      pieces.push_back({Token::any_char});
    } else if (pattern[i] != '*') {
      pieces.push_back({Token::literal, pattern[i]});
    } else if (i + 1 < pattern.size() && pattern[i + 1] == '*') {
      pieces.push_back({Token::double_star});
      ++i;
    } else {
      pieces.push_back({Token::star});
    }
  }
  return pieces;
}

/// Which prefixes of a path are matched: reach[j] for its first j bytes.
using Reach = std::vector<char>;

bool repeats(const Piece& piece) {
  return piece.token == Token::star || piece.token == Token::double_star;
}

bool takes(const Piece& piece, char c) {
  switch (piece.token) {
    case Token::double_star:
      return true;
    case Token::literal:
      return c == piece.literal;
    default:
      return c != '/';
  }
}

/// What is reached when `piece` follows what was `before` reached.
Reach advance(const Piece& piece, const Reach& before, std::string_view path) {
  Reach after(path.size() + 1, 0);
  for (std::size_t j = 0; j <= path.size(); ++j) {
    if (repeats(piece) && before[j] != 0) {
      after[j] = 1;
    }
    const bool reached = repeats(piece) ? after[j] != 0 : before[j] != 0;
    if (j < path.size() && reached && takes(piece, path[j])) {
      after[j + 1] = 1;
    }
  }
  return after;
}

bool is_slash(const Piece& piece) {
  return piece.token == Token::literal && piece.literal == '/';
}

/// Whether `path` begins and ends with what the pattern does before its first and behind its last
/// wildcard: no match, for most paths, without a look at each byte.
bool has_its_ends(std::string_view pattern, std::string_view path) {
  constexpr std::string_view k_wildcards = "*?";
  const auto first = pattern.find_first_of(k_wildcards);
  if (first == std::string_view::npos) {
    return path == pattern;
  }
  std::string_view last = pattern.substr(pattern.find_last_of(k_wildcards) + 1);
  last.remove_prefix(last.starts_with('/') ? 1 : 0);  // "**/" may match nothing at all
  return path.starts_with(pattern.substr(0, first)) && path.ends_with(last);
}

/// Whether the pattern matches all of `path`; "**/" may also match nothing at all.
bool matches(std::string_view pattern, std::string_view path) {
  if (!has_its_ends(pattern, path)) {
    return false;
  }
  const std::vector<Piece> pieces = parse(pattern);
  Reach reach(path.size() + 1, 0);
  reach[0] = 1;
  Reach before_stars;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    Reach next = advance(pieces[i], reach, path);
    if (is_slash(pieces[i]) && !before_stars.empty()) {
      std::transform(next.begin(), next.end(), before_stars.begin(), next.begin(), std::bit_or<>());
    }
    const bool starts_component = i == 0 || is_slash(pieces[i - 1]);
    const bool may_vanish = pieces[i].token == Token::double_star && starts_component;
    before_stars = may_vanish ? reach : Reach{};
    reach = std::move(next);
  }
  return reach[path.size()] != 0;
}

}  // namespace

bool glob_matches(std::string_view pattern, std::string_view path) {
  if (pattern.find('/') == std::string_view::npos) {
    const auto slash = path.rfind('/');
    const auto name = slash == std::string_view::npos ? path : path.substr(slash + 1);
    return pattern == "**" || matches(pattern, name);
  }
  if (pattern.front() == '/') {
    pattern.remove_prefix(1);
  }
  if (pattern.size() > 3 && pattern.ends_with("/**") &&
      matches(pattern.substr(0, pattern.size() - 3), path)) {
    return true;
  }
  return matches(pattern, path);
}

std::string fold(std::string_view bytes) {
  if (std::all_of(bytes.begin(), bytes.end(),
                  [](char c) { return static_cast<unsigned char>(c) < 0x80; })) {
    return ascii_lower(bytes);
  }
  utf8proc_uint8_t* folded = nullptr;
  const auto options =
      static_cast<utf8proc_option_t>(UTF8PROC_CASEFOLD | UTF8PROC_COMPOSE | UTF8PROC_STABLE);
  const utf8proc_ssize_t length =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(bytes.data()),
                   static_cast<utf8proc_ssize_t>(bytes.size()), &folded, options);
  std::string text = length < 0 ? std::string(bytes)
                                : std::string(reinterpret_cast<const char*>(folded),
                                              static_cast<std::size_t>(length));
  std::free(folded);  // NOLINT(cppcoreguidelines-no-malloc): utf8proc allocates with malloc
  return text;
}

bool glob_matches_folded(std::string_view pattern, std::string_view path) {
  if (glob_matches(pattern, path)) {
    return true;
  }
  const std::string folded_pattern = fold(pattern);
  const std::string folded_path = fold(path);
  return (folded_pattern != pattern || folded_path != path) &&
         glob_matches(folded_pattern, folded_path);
}

}  // namespace sallyport::util

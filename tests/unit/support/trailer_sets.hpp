#pragma once

#include "attribution/message.hpp"
#include "util/text.hpp"

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>

/// Trailers as git and as the attribution see them, in a form that can be compared.
namespace sallyport::attribution {

/// `key: value`, the key in lower case.
using TrailerSet = std::multiset<std::string>;

/// Runs of white space as one blank: git keeps some inside of a folded value.
inline std::string squeezed(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool is_white = std::string_view(" \t\r\n\v\f").find(c) != std::string_view::npos;
    if (!is_white) {
      result += c;
    } else if (!result.empty() && result.back() != ' ') {
      result += ' ';
    }
  }
  return std::string(util::trim(result));
}

/// Of what git prints for `%(trailers:only,unfold)`.
inline TrailerSet trailers_of_git(std::string_view lines) {
  TrailerSet trailers;
  for (const std::string_view line : util::split_lines(lines)) {
    const std::size_t colon = line.find(':');
    if (colon != std::string_view::npos) {
      trailers.insert(util::ascii_lower(util::trim(line.substr(0, colon))) + ": " +
                      squeezed(line.substr(colon + 1)));
    }
  }
  return trailers;
}

/// Of the final block.
inline TrailerSet trailers_of_block(const Message& message) {
  TrailerSet trailers;
  for (std::size_t i = message.trailers.begin; i < message.trailers.end; ++i) {
    const auto trailer = is_quoted(message, i) ? std::nullopt : parse_trailer(unfolded(message, i));
    if (trailer) {
      trailers.insert(trailer->key + ": " + squeezed(trailer->value));
    }
  }
  return trailers;
}

}  // namespace sallyport::attribution

#include "core/change/lock_text.hpp"

#include <algorithm>

namespace sallyport::core {

bool consists_of(std::string_view text, std::string_view characters) {
  return !text.empty() && text.find_first_not_of(characters) == std::string_view::npos;
}

std::size_t indent_of(std::string_view line) {
  return std::min(line.find_first_not_of(' '), line.size());
}

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

bool is_one_of(std::string_view word, std::span<const std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace sallyport::core

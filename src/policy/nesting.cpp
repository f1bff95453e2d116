#include "policy/nesting.hpp"

#include <algorithm>

namespace sallyport::policy {
namespace {

/// The offset after the comment that starts at `at`: its line feed, or the end.
std::size_t after_comment(std::string_view toml, std::size_t at) {
  return std::min(toml.find('\n', at), toml.size());
}

/// The offset after the string that starts with a quote at `at`. An unterminated string ends with
/// the text, or a one-line one with its line: there the parser reports it.
std::size_t after_string(std::string_view toml, std::size_t at) {
  const char quote = toml[at];
  const bool escapes = quote == '"';
  const bool multi_line = toml.substr(at, 3) == std::string_view(escapes ? R"(""")" : "'''");
  const std::string_view closing = toml.substr(at, multi_line ? 3 : 1);
  std::size_t next = at + closing.size();
  while (next < toml.size()) {
    if (toml.substr(next, closing.size()) == closing) {
      return next + closing.size();
    }
    if (!multi_line && toml[next] == '\n') {
      return next;
    }
    next += escapes && toml[next] == '\\' ? 2U : 1U;
  }
  return toml.size();
}

/// How deep the place after the tokens read so far is.
struct Depth {
  int brackets = 0;
  int names = 0;

  void read(char token) {
    switch (token) {
      case '[':
      case '{':
        ++brackets;
        names = 0;
        break;
      case ']':
      case '}':
        brackets = std::max(0, brackets - 1);
        names = 0;
        break;
      case '.':
        ++names;
        break;
      case '\n':
      case ',':
      case '=':
        names = 0;
        break;
      default:
        break;
    }
  }
};

}  // namespace

std::optional<std::size_t> too_deep(std::string_view toml, int limit) {
  Depth depth;
  std::size_t at = 0;
  while (at < toml.size()) {
    const char byte = toml[at];
    if (byte == '#') {
      at = after_comment(toml, at);
      continue;
    }
    if (byte == '"' || byte == '\'') {
      at = after_string(toml, at);
      continue;
    }
    depth.read(byte);
    if (std::max(depth.brackets, depth.names) > limit) {
      return at;
    }
    ++at;
  }
  return std::nullopt;
}

}  // namespace sallyport::policy

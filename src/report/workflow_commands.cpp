#include "report/workflow_commands.hpp"

#include "util/error.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sallyport::report {
namespace {

constexpr std::size_t k_shortest_token = 16;

std::string escape(std::string_view text, std::string_view special) {
  std::string escaped;
  for (const char c : text) {
    if (special.find(c) == std::string_view::npos) {
      escaped += c;
    } else {
      escaped += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return escaped;
}

bool is_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

}  // namespace

std::string escape_command_message(std::string_view text) {
  return escape(text, "%\r\n");
}

std::string escape_command_property(std::string_view text) {
  return escape(text, "%\r\n:,");
}

std::string guard_workflow_commands(std::string_view text, std::string_view token) {
  if (token.size() < k_shortest_token ||
      !std::all_of(token.begin(), token.end(), is_letter_or_digit)) {
    throw util::Error(util::ErrorKind::unavailable,
                      "cannot guard the log: the token is not 16 or more letters and digits");
  }
  if (text.find(token) != std::string_view::npos) {
    throw util::Error(util::ErrorKind::unavailable,
                      "cannot guard the log: the token occurs in the text");
  }
  const std::string_view end = text.empty() || text.ends_with('\n') ? "" : "\n";
  return fmt::format("::stop-commands::{}\n{}{}::{}::\n", token, text, end, token);
}

}  // namespace sallyport::report

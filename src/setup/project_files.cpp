#include "setup/project.hpp"
#include "util/encoding.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace sallyport::setup {
namespace {

using util::Error;
using util::ErrorKind;

/// With an LF at its end, unless it is empty.
std::string closed(std::string text) {
  if (!text.empty() && !text.ends_with('\n')) {
    text += '\n';
  }
  return text;
}

std::string forge_array(const std::vector<std::string>& forge) {
  std::vector<std::string> quoted;
  quoted.reserve(forge.size());
  for (const std::string& id : forge) {
    quoted.push_back(toml_string(id));
  }
  return fmt::format("forge = [{}]\n", util::join(quoted, ", "));
}

std::string_view without_comment(std::string_view line) {
  const auto hash = line.rfind('#');
  const bool quoted =
      hash != std::string_view::npos && line.find_first_of("\"'", hash) != std::string_view::npos;
  return util::trim(hash == std::string_view::npos || quoted ? line : line.substr(0, hash));
}

/// Whether a line opens the principal's table, with any quoting and blanks that TOML allows.
bool is_table_of(std::string_view line, std::string_view principal) {
  line = without_comment(line);
  if (!line.starts_with('[') || line.starts_with("[[") || !line.ends_with(']')) {
    return false;
  }
  const std::string_view key = util::trim(line.substr(1, line.size() - 2));
  const auto dot = key.find('.');
  if (dot == std::string_view::npos || util::trim(key.substr(0, dot)) != "principal") {
    return false;
  }
  const std::string_view name = util::trim(key.substr(dot + 1));
  return name == toml_string(principal) || name == fmt::format("'{}'", principal) ||
         name == principal;
}

/// A key of a `[principal]` table that names the principal, which lines cannot be added to safely.
bool is_inline_entry(std::string_view line, std::string_view principal) {
  line = util::trim(line);
  return line.starts_with(toml_string(principal)) ||
         line.starts_with(fmt::format("'{}'", principal)) ||
         (line.starts_with("principal") && line.find(principal) != std::string_view::npos);
}

[[noreturn]] void refuse_edit(std::string_view principal, std::string_view wanted) {
  throw Error(ErrorKind::refused,
              util::say("cannot add to the table of '{}' in '{}': it is not written as "
                        "[principal.{}] with one key a line",
                        principal, k_policy_file, toml_string(principal)),
              fmt::format("add it by hand: {}", util::trim(wanted)));
}

/// Byte offsets of a line, its LF included in `end`.
struct Line {
  std::size_t start = 0;
  std::size_t end = 0;

  [[nodiscard]] std::string_view of(std::string_view text) const {
    return text.substr(start, end - start);
  }
};

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  for (std::size_t start = 0; start < text.size();) {
    const auto newline = text.find('\n', start);
    const std::size_t end = newline == std::string_view::npos ? text.size() : newline + 1;
    lines.push_back({start, end});
    start = end;
  }
  return lines;
}

/// Puts the ids that are missing into a one-line array.
std::string extend_array(const std::string& policy, const Line& line, std::string_view principal,
                         const std::vector<std::string>& forge) {
  const std::string_view text = line.of(policy);
  const auto open = text.find('[');
  const auto close = text.rfind(']');
  std::string added;
  for (const std::string& id : forge) {
    if (text.find(toml_string(id)) == std::string_view::npos &&
        text.find(fmt::format("'{}'", id)) == std::string_view::npos) {
      added += (added.empty() ? "" : ", ") + toml_string(id);
    }
  }
  if (added.empty()) {
    return policy;
  }
  const bool plain = open != std::string_view::npos && close != std::string_view::npos &&
                     open < close && text.find('#') == std::string_view::npos;
  if (!plain) {
    refuse_edit(principal, forge_array(forge));
  }
  const std::string_view members = util::trim(text.substr(open + 1, close - open - 1));
  const std::string_view comma = members.empty() || members.ends_with(',') ? "" : ", ";
  std::string result = policy;
  return result.insert(line.start + close, std::string(comma) + added);
}

/// `policy` with forge ids in the table that `lines[table]` opens.
std::string extend_table(const std::string& policy, std::size_t table, std::string_view principal,
                         const std::vector<std::string>& forge) {
  const std::vector<Line> lines = lines_of(policy);
  for (std::size_t index = table + 1; index < lines.size(); ++index) {
    const std::string_view text = util::trim(lines[index].of(policy));
    if (text.starts_with('[')) {
      break;
    }
    if (text.starts_with("forge") && util::trim(text.substr(5)).starts_with('=')) {
      return extend_array(policy, lines[index], principal, forge);
    }
  }
  const bool closed_line = lines[table].of(policy).ends_with('\n');
  std::string result = policy;
  return result.insert(lines[table].end, (closed_line ? "" : "\n") + forge_array(forge));
}

/// The words of a line of `allowed_signers`; blanks in double quotes do not part them.
std::vector<std::string> signer_words(std::string_view line) {
  std::vector<std::string> words{""};
  bool quoted = false;
  for (const char c : line) {
    quoted = quoted != (c == '"');
    if (!quoted && (c == ' ' || c == '\t' || c == '\r' || c == '\n')) {
      words.emplace_back();
    } else {
      words.back() += c;
    }
  }
  std::erase(words, "");
  return words;
}

/// The base64 of the key in a line; empty when there is none.
std::string key_of(const std::vector<std::string>& words) {
  for (std::size_t index = 1; index < words.size(); ++index) {
    if (words[index].starts_with("AAAA")) {
      return words[index];
    }
  }
  return {};
}

std::string unquoted(std::string_view word) {
  const bool quoted = word.size() > 1 && word.front() == '"' && word.back() == '"';
  return std::string(quoted ? word.substr(1, word.size() - 2) : word);
}

/// `signers` with the word at the end of one of its lines, or in place of the one of its kind
/// there.
std::string with_word(const std::string& signers, std::string_view line, std::string_view word) {
  const std::string kind = fmt::format(" {}=", word.substr(0, word.find('=')));
  const auto present = line.find(kind);
  const std::size_t at = std::min(present, line.find_last_not_of(" \t\r") + 1);
  const auto end = present == std::string_view::npos
                       ? at
                       : std::min(line.find_first_of(" \t\r", at + 1), line.size());
  std::string result = signers;
  return result.replace(static_cast<std::size_t>(line.data() - signers.data()) + at, end - at,
                        fmt::format(" {}", word));
}

bool names_our_namespace(std::string_view line) {
  return line.find("signoff.v1@sallyport") != std::string_view::npos;
}

}  // namespace

std::string toml_string(std::string_view text) {
  if (!util::is_utf8(text)) {
    throw Error(ErrorKind::usage,
                util::say("cannot write '{}' into a policy: it is not UTF-8", text));
  }
  std::string quoted = "\"";
  for (const char c : text) {
    const auto code = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (code < 0x20 || code == 0x7f) {
      quoted += fmt::format("\\u{:04X}", code);
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

std::string principal_table(std::string_view principal, const std::vector<std::string>& forge) {
  return fmt::format("[principal.{}]\nkind = \"human\"\n{}", toml_string(principal),
                     forge.empty() ? std::string{} : forge_array(forge));
}

void check_principal(std::string_view principal) {
  const bool literal = !principal.empty() && principal.front() != '#' &&
                       principal.find_first_of(" \t\r\n\"'\\,*?!=[]") == std::string_view::npos &&
                       util::is_utf8(principal);
  if (!literal) {
    throw Error(ErrorKind::usage,
                util::say("cannot enroll '{}': it is not one person's address", principal),
                "name one address, such as alice@example.com");
  }
}

void check_forge_id(std::string_view forge) {
  const auto colon = forge.find(':');
  const bool good =
      colon != std::string_view::npos && colon > 0 && colon + 1 < forge.size() &&
      forge.substr(0, colon).find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-") ==
          std::string_view::npos &&
      forge.substr(colon + 1).find_first_not_of("0123456789") == std::string_view::npos;
  if (!good) {
    throw Error(ErrorKind::usage,
                util::say("cannot use forge id '{}': it is not <forge>:<number>", forge),
                "look the number up, for GitHub: https://api.github.com/users/NAME (\"id\")");
  }
}

std::string with_principal(const std::string& policy, std::string_view principal,
                           const std::vector<std::string>& forge) {
  const std::vector<Line> lines = lines_of(policy);
  for (std::size_t index = 0; index < lines.size(); ++index) {
    const std::string_view line = lines[index].of(policy);
    if (is_table_of(line, principal)) {
      return forge.empty() ? policy : extend_table(policy, index, principal, forge);
    }
    if (is_inline_entry(line, principal)) {
      return forge.empty() ? policy : (refuse_edit(principal, forge_array(forge)), policy);
    }
  }
  return closed(policy) + "\n" + principal_table(principal, forge);
}

std::string with_signer(const std::string& signers, std::string_view principal,
                        std::string_view line, std::string_view attestation) {
  const std::string key = key_of(signer_words(line));
  for (const std::string_view present : util::split_lines(signers)) {
    const std::vector<std::string> words = signer_words(present);
    if (words.empty() || words.front().starts_with('#') || key_of(words) != key) {
      continue;
    }
    const std::string owner = unquoted(words.front());
    if (owner != principal) {
      throw Error(
          ErrorKind::refused,
          util::say("cannot enroll '{}': the key belongs to '{}' already", principal, owner),
          "give each person a key of their own: ssh-keygen -t ed25519");
    }
    if (names_our_namespace(present)) {
      return attestation.empty() ? signers : with_word(signers, present, attestation);
    }
  }
  return closed(signers) +
         fmt::format("{}{}{}\n", util::trim(line), attestation.empty() ? "" : " ", attestation);
}

}  // namespace sallyport::setup

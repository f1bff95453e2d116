#include "signoff/key/ssh.hpp"
#include "signoff/key/sshsig.hpp"
#include "util/encoding.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>

namespace sallyport::signoff {
namespace {

constexpr std::size_t k_size_limit = std::size_t{1} << 20U;
constexpr std::size_t k_line_limit = 10'000;
constexpr std::string_view k_blanks = " \t";
constexpr std::string_view k_attestation = "attestation=sha256:";

/// A line taken apart.
struct Line {
  std::string principals;
  std::map<std::string, std::string> options;  ///< names in lower case
  PublicKey key;
  std::string attestation;  ///< hex digest
  std::optional<util::Time> valid_after;
  std::optional<util::Time> valid_before;
};

using Parsed = tl::expected<Line, std::string>;

/// Takes the first field off `text`: up to a blank that is outside of double quotes.
std::string_view take_field(std::string_view& text) {
  bool quoted = false;
  std::size_t end = 0;
  while (end < text.size() && (quoted || k_blanks.find(text[end]) == std::string_view::npos)) {
    quoted = text[end] == '"' ? !quoted : quoted;
    ++end;
  }
  const std::string_view field = text.substr(0, end);
  text = util::trim(text.substr(end));
  return field;
}

/// Whether double quotes stand around `text`, and nowhere else in it.
bool is_quoted(std::string_view text) {
  return text.size() >= 2 && text.front() == '"' && text.find('"', 1) == text.size() - 1;
}

std::string unquoted(std::string_view text) {
  return std::string(is_quoted(text) ? text.substr(1, text.size() - 2) : text);
}

/// The pieces between commas that are outside of double quotes.
std::vector<std::string_view> split_options(std::string_view text) {
  std::vector<std::string_view> pieces;
  bool quoted = false;
  std::size_t start = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    quoted = text[i] == '"' ? !quoted : quoted;
    if (text[i] == ',' && !quoted) {
      pieces.push_back(text.substr(start, i - start));
      start = i + 1;
    }
  }
  pieces.push_back(text.substr(start));
  return pieces;
}

std::string read_options(std::string_view text, Line& line) {
  static constexpr std::array<std::string_view, 4> k_known{"cert-authority", "namespaces",
                                                           "valid-after", "valid-before"};
  for (const std::string_view piece : split_options(text)) {
    const auto equals = std::min(piece.find('='), piece.size());
    const std::string name = util::ascii_lower(piece.substr(0, equals));
    if (std::find(k_known.begin(), k_known.end(), name) == k_known.end()) {
      return util::say("unknown option '{}'", name);
    }
    const std::string_view value = piece.substr(std::min(equals + 1, piece.size()));
    if (name != k_known.front() && !is_quoted(value)) {
      return fmt::format("the value of '{}' is not in double quotes", name);
    }
    if (!line.options.emplace(name, unquoted(value)).second) {
      return fmt::format("the option '{}' is there twice", name);
    }
  }
  return {};
}

/// A number of `count` digits from `position` on; the caller knows that they are digits.
unsigned digits(std::string_view text, std::size_t position, std::size_t count) {
  unsigned value = 0;
  for (const char c : text.substr(std::min(position, text.size()), count)) {
    value = value * 10 + static_cast<unsigned>(c - '0');
  }
  return value;
}

/// YYYYMMDD[HHMM[SS]][Z], always UTC, so that a verdict does not depend on a machine's time zone.
std::optional<util::Time> parse_date(std::string_view text) {
  if (text.ends_with('Z')) {
    text.remove_suffix(1);
  }
  const bool sized = text.size() == 8 || text.size() == 12 || text.size() == 14;
  if (!sized ||
      !std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(digits(text, 0, 4))),
                                         std::chrono::month(digits(text, 4, 2)),
                                         std::chrono::day(digits(text, 6, 2))};
  const unsigned hour = digits(text, 8, 2);
  const unsigned minute = digits(text, 10, 2);
  const unsigned second = digits(text, 12, 2);
  if (!date.ok() || hour > 23 || minute > 59 || second > 59) {
    return std::nullopt;
  }
  return util::Time{std::chrono::sys_days{date}} + std::chrono::hours{hour} +
         std::chrono::minutes{minute} + std::chrono::seconds{second};
}

std::string read_dates(Line& line) {
  for (const auto& [name, into] : {std::pair{"valid-after", &line.valid_after},
                                   std::pair{"valid-before", &line.valid_before}}) {
    const auto option = line.options.find(name);
    if (option == line.options.end()) {
      continue;
    }
    *into = parse_date(option->second);
    if (!*into) {
      return util::say("{} '{}' is not YYYYMMDD[HHMM[SS]][Z]", name, option->second);
    }
  }
  const bool never =
      line.valid_after && line.valid_before && *line.valid_after >= *line.valid_before;
  return never ? "valid-after is not before valid-before" : "";
}

/// The digest in the comment, which ssh-keygen passes over.
std::string read_attestation(std::string_view comment, Line& line) {
  for (const std::string& word : util::split(comment, ' ')) {
    if (!word.starts_with(k_attestation)) {
      continue;
    }
    line.attestation = word.substr(k_attestation.size());
    const bool is_digest =
        line.attestation.size() == 64 &&
        line.attestation.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (!is_digest || !is_security_key(line.key.type)) {
      return is_digest ? "only a security key has an attestation"
                       : util::say("'{}' is no SHA-256 in hexadecimal digits", word);
    }
  }
  return {};
}

/// The options, where there are any, and the key with its comment.
std::string read_options_and_key(std::string_view text, Line& line) {
  auto key = parse_public_key(text);
  const auto type_end = std::min(text.find_first_of(k_blanks), text.size());
  if (!key && !text.empty() && !is_key_type(text.substr(0, type_end))) {
    if (std::string problem = read_options(take_field(text), line); !problem.empty()) {
      return problem;
    }
    key = parse_public_key(text);
  }
  if (!key) {
    return "no public key of a type that counts";
  }
  line.key = *std::move(key);
  take_field(text);  // its type
  take_field(text);  // and the key itself
  return read_attestation(text, line);
}

Parsed parse_line(std::string_view text) {
  Line line;
  line.principals = unquoted(take_field(text));
  std::string problem = read_options_and_key(text, line);
  if (problem.empty()) {
    problem = read_dates(line);
  }
  if (!problem.empty()) {
    return tl::unexpected(std::move(problem));
  }
  return line;
}

/// Whether `ssh-keygen` ends a principal at such a byte, or drops it.
bool is_read_otherwise(unsigned char byte) {
  return byte < ' ' || byte == 0x7f || byte == '"' || byte == '\\';
}

/// Why a well-formed line gives no approval; empty: it does.
std::string why_not_counted(const Line& line) {
  if (line.principals.find(',') != std::string::npos) {
    return "a list names no one person";
  }
  if (line.principals.empty() || line.principals.find_first_of("*?!") != std::string::npos) {
    return "a pattern names no one person";
  }
  if (std::any_of(line.principals.begin(), line.principals.end(), is_read_otherwise)) {
    return "ssh-keygen reads its principal otherwise";
  }
  if (line.options.contains("cert-authority")) {
    return "a certificate authority names no one person";
  }
  const auto namespaces = line.options.find("namespaces");
  if (namespaces == line.options.end()) {
    return fmt::format("no namespaces=\"{}\"", core::k_namespace);
  }
  const auto names = util::split(namespaces->second, ',');
  if (std::any_of(names.begin(), names.end(),
                  [](const std::string& name) { return name.starts_with('!'); })) {
    return "its namespaces take some out";
  }
  const bool ours = std::any_of(names.begin(), names.end(),
                                [](const std::string& name) { return name == core::k_namespace; });
  return ours ? "" : fmt::format("its namespaces do not name {}", core::k_namespace);
}

std::string at_line(std::size_t number, std::string_view what) {
  return fmt::format("allowed_signers:{}: {}", number, what);
}

void read_signer(std::string_view text, std::size_t number, SignersFile& file) {
  const Parsed line = parse_line(text);
  if (!line) {
    file.errors.push_back(at_line(number, line.error()));
    return;
  }
  if (const std::string reason = why_not_counted(*line); !reason.empty()) {
    file.warnings.push_back(
        at_line(number, util::say("not counted: {}: '{}'", reason, line->principals)));
    return;
  }
  const std::string key = util::to_base64(line->key.blob);
  const auto other =
      std::find_if(file.signers.begin(), file.signers.end(), [&](const core::Signer& signer) {
        return signer.key == key && signer.principal != line->principals;
      });
  if (other != file.signers.end()) {
    file.errors.push_back(at_line(number, util::say("the key of '{}' is also that of '{}'",
                                                    line->principals, other->principal)));
    return;
  }
  file.signers.push_back({line->principals, line->key.type, key, line->valid_after,
                          line->valid_before, line->attestation});
}

bool is_valid_at(const core::Signer& signer, util::Time now) {
  return (!signer.valid_after || *signer.valid_after <= now) &&
         (!signer.valid_before || now <= *signer.valid_before);
}

}  // namespace

SignersFile parse_signers(std::string_view text) {
  SignersFile file;
  const auto lines = util::split_lines(text.substr(0, k_size_limit));
  if (text.size() > k_size_limit || lines.size() > k_line_limit) {
    file.errors.push_back(
        fmt::format("allowed_signers: more than {} bytes or {} lines", k_size_limit, k_line_limit));
    return file;
  }
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view line = util::trim(lines[i]);
    if (!line.empty() && !line.starts_with('#')) {
      read_signer(line, i + 1, file);
    }
  }
  return file;
}

RevokedKeys parse_revoked(std::string_view text) {
  RevokedKeys revoked;
  const auto lines = util::split_lines(text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view words = util::trim(lines[i]);
    if (words.empty() || words.starts_with('#')) {
      continue;
    }
    Line line;
    if (const std::string problem = read_options_and_key(words, line); !problem.empty()) {
      revoked.errors.push_back(fmt::format("revoked_keys:{}: {}", i + 1, problem));
    } else {
      revoked.keys.insert(util::to_base64(line.key.blob));
    }
  }
  return revoked;
}

std::string principal_of(std::string_view public_key, const std::vector<core::Signer>& signers,
                         util::Time now) {
  const auto found = std::find_if(signers.begin(), signers.end(), [&](const core::Signer& signer) {
    return signer.key == public_key && is_valid_at(signer, now);
  });
  return found == signers.end() ? std::string() : found->principal;
}

bool is_attested(std::string_view public_key, const std::vector<core::Signer>& signers,
                 util::Time now) {
  return std::any_of(signers.begin(), signers.end(), [&](const core::Signer& signer) {
    return signer.key == public_key && !signer.attestation.empty() && is_valid_at(signer, now);
  });
}

std::string attestation_word(std::string_view sha256) {
  return fmt::format("{}{}", k_attestation, sha256);
}

std::string signer_line(std::string_view principal, std::string_view public_key) {
  const bool literal =
      !principal.empty() && !principal.starts_with('#') &&
      std::none_of(principal.begin(), principal.end(), [](unsigned char c) {
        return c <= ' ' || c == 0x7f ||
               std::string_view("\"\\*?!,").find(static_cast<char>(c)) != std::string_view::npos;
      });
  if (!literal) {
    throw util::Error(util::ErrorKind::usage,
                      util::say("cannot enroll '{}': not the address of one person", principal),
                      "give the address in their commits, such as alice@example.com");
  }
  return fmt::format("{} namespaces=\"{}\" {}\n", principal, core::k_namespace, public_key);
}

}  // namespace sallyport::signoff

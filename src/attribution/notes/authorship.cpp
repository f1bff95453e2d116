#include "attribution/notes/line_notes.hpp"
#include "attribution/notes/note_json.hpp"
#include "util/encoding.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace sallyport::attribution {
namespace {

constexpr std::string_view k_schema = "authorship/3.";
constexpr std::int64_t k_last_line = 1'000'000'000;  ///< beyond any file's

/// Who a key of an attestation stands for.
enum class Claimant { agent, person, unknown };

std::string_view trim_end(std::string_view line) {
  return line.substr(0, line.find_last_not_of(" \t\r") + 1);
}

bool is_hex(std::string_view text) {
  return text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

bool is_uuid(std::string_view key) {
  constexpr std::size_t k_length = 36;
  if (key.size() != k_length) {
    return false;
  }
  for (std::size_t i = 0; i < key.size(); ++i) {
    const bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
    if (hyphen ? key[i] != '-' : !is_hex(key.substr(i, 1))) {
      return false;
    }
  }
  return true;
}

Claimant claimant_of(std::string_view key) {
  if (key.starts_with("h_") || key == "human") {
    return Claimant::person;
  }
  const bool prompt = (key.size() == 7 || key.size() == 16) && is_hex(key);
  const bool agent = key.starts_with("s_") || prompt || key == "ai_agent" || is_uuid(key);
  return agent ? Claimant::agent : Claimant::unknown;
}

/// A line number, at most `k_last_line`. Nothing for what is no number.
std::optional<std::int64_t> line_number(std::string_view digits) {
  if (digits.empty() || digits.find_first_not_of("0123456789") != std::string_view::npos) {
    return std::nullopt;
  }
  std::int64_t number = 0;
  for (const char digit : digits) {
    number = std::min(number * 10 + (digit - '0'), k_last_line);
  }
  return number;
}

/// `7` or `1-40`.
std::optional<core::LineSpan> line_range(std::string_view piece) {
  const std::size_t dash = piece.find('-');
  const auto first = line_number(piece.substr(0, dash));
  const auto last = dash == std::string_view::npos ? first : line_number(piece.substr(dash + 1));
  return first && last ? std::optional(core::LineSpan{*first, *last}) : std::nullopt;
}

/// The lines of an entry.
struct Ranges {
  std::vector<core::LineSpan> spans;
  bool odd = false;  ///< some numbers were passed over, or are beyond any file's last line
};

/// `1-40,44`; nothing where a piece is no range.
std::optional<Ranges> parse_ranges(std::string_view text) {
  Ranges ranges;
  while (!text.empty()) {
    const std::string_view piece = text.substr(0, text.find(','));
    text.remove_prefix(std::min(piece.size() + 1, text.size()));
    if (piece.empty()) {
      continue;
    }
    const auto range = line_range(piece);
    if (!range && !piece.starts_with('+')) {
      return std::nullopt;
    }
    ranges.odd = ranges.odd || !range || range->last == k_last_line;
    if (range) {
      add_span(ranges.spans, range->first, range->last);
    }
  }
  return ranges;
}

/// The attestations, read line by line up to the divider.
class Attestations {
 public:
  /// What comes after the divider; nothing where the attestations are at fault.
  std::optional<std::string_view> read(std::string_view log) {
    log = util::without_byte_order_mark(log);
    while (!log.empty() && fault_.empty()) {
      ++line_;
      const std::size_t end = log.find('\n');
      const std::string_view line = trim_end(log.substr(0, end));
      log.remove_prefix(end == std::string_view::npos ? log.size() : end + 1);
      if (line == "---") {
        return log;
      }
      read_line(line);
    }
    fault_ = fault_.empty() ? "it has no line '---'" : fault_;
    return std::nullopt;
  }

  [[nodiscard]] const std::string& fault() const { return fault_; }
  [[nodiscard]] bool has_unknown_key() const { return unknown_key_; }
  [[nodiscard]] bool has_odd_number() const { return odd_number_; }
  /// AI lines by the key of the agent, `s_…` without what follows `::`.
  std::map<std::string, LinesOfFiles>& by_key() { return by_key_; }

 private:
  void read_line(std::string_view line) {
    if (line.empty()) {
      return;
    }
    if (line.front() != ' ' && line.front() != '\t') {
      read_path(line);
    } else if (!line.starts_with("  ") || line.substr(2, 1) == " " || line.substr(2, 1) == "\t") {
      refuse("an entry is not indented by two spaces");
    } else {
      read_entry(line.substr(2));
    }
  }

  void read_path(std::string_view line) {
    if (line.front() == '"') {
      if (line.size() < 3 || line.back() != '"') {
        refuse("a quoted path is not closed");
        return;
      }
      line = line.substr(1, line.size() - 2);
    }
    path_ = line;
  }

  void read_entry(std::string_view entry) {
    const std::size_t blank = entry.find(' ');
    const std::string_view name = entry.substr(0, blank);
    const std::string key(name.substr(0, name.find("::")));
    if (path_.empty()) {
      refuse("an entry stands before any path");
      return;
    }
    const auto ranges =
        blank == std::string_view::npos ? std::nullopt : parse_ranges(entry.substr(blank + 1));
    if (!ranges) {
      refuse("an entry has no ranges of lines");
      return;
    }
    const Claimant claimant = claimant_of(key);
    unknown_key_ = unknown_key_ || claimant == Claimant::unknown;
    odd_number_ = odd_number_ || ranges->odd;
    if (claimant == Claimant::agent && !ranges->spans.empty()) {
      auto& into = by_key_[key][path_];
      into.insert(into.end(), ranges->spans.begin(), ranges->spans.end());
    }
  }

  void refuse(std::string_view why) { fault_ = fmt::format("line {}: {}", line_, why); }

  std::map<std::string, LinesOfFiles> by_key_;
  std::string path_;
  std::string fault_;
  std::int64_t line_ = 0;
  bool unknown_key_ = false;
  bool odd_number_ = false;
};

/// The name of the agent whose key this is; empty where the metadata has none.
std::string agent_of(const Json& metadata, std::string_view key) {
  for (const char* const group : {"sessions", "prompts"}) {
    const Json& entry = member(member(metadata, group), key);
    std::string tool = text_at(member(entry, "agent_id"), "tool");
    if (!tool.empty()) {
      return tool;
    }
  }
  return {};
}

std::string fault_of(const Attestations& attestations, const Json& metadata) {
  if (metadata.is_discarded()) {
    return "its metadata is no JSON";
  }
  const std::string schema = text_at(metadata, "schema_version");
  if (!schema.starts_with(k_schema)) {
    return util::say("its version '{}' is not known", schema.substr(0, 40));
  }
  if (attestations.has_odd_number()) {
    return "it has line numbers that no file has";
  }
  return attestations.has_unknown_key() ? "it has keys of an unknown kind" : "";
}

}  // namespace

Authorship parse_authorship_text(std::string_view log) {
  Authorship authorship;
  Attestations attestations;
  const auto rest = attestations.read(log);
  if (!rest) {
    authorship.fault = attestations.fault();
    return authorship;
  }
  const Json metadata = read_json(*rest);
  authorship.fault = fault_of(attestations, metadata);
  for (auto& [key, files] : attestations.by_key()) {
    LinesOfFiles& into = authorship.agents[agent_of(metadata, key)];
    for (auto& [path, spans] : files) {
      into[path].insert(into[path].end(), spans.begin(), spans.end());
    }
  }
  for (auto& [agent, files] : authorship.agents) {
    normalize(files);
  }
  return authorship;
}

void add_span(std::vector<core::LineSpan>& spans, std::int64_t first, std::int64_t last) {
  if (first >= 1 && first <= last) {
    spans.push_back({first, last});
  }
}

void normalize(LinesOfFiles& files) {
  for (auto& [path, spans] : files) {
    std::sort(spans.begin(), spans.end());
    std::vector<core::LineSpan> merged;
    for (const core::LineSpan& span : spans) {
      if (!merged.empty() && span.first <= merged.back().last + 1) {
        merged.back().last = std::max(merged.back().last, span.last);
      } else {
        merged.push_back(span);
      }
    }
    spans = std::move(merged);
  }
}

}  // namespace sallyport::attribution

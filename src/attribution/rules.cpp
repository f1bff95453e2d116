#include "attribution/rules.hpp"

#include "attribution/catalogue.hpp"
#include "util/error.hpp"
#include "util/glob.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace sallyport::attribution {
namespace {

using core::EvidenceKind;

bool is_ascii_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// The one string that `pattern` matches, when it is `^literal$`.
std::optional<std::string> whole_string(std::string_view pattern) {
  if (pattern.size() < 2 || pattern.front() != '^' || pattern.back() != '$') {
    return std::nullopt;
  }
  pattern = pattern.substr(1, pattern.size() - 2);
  std::string text;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool escaped = pattern[i] == '\\';
    i += escaped ? 1 : 0;
    const bool is_plain =
        i < pattern.size() &&
        (escaped ? !is_ascii_word(pattern[i])
                 : std::string_view(".[](){}*+?|^$").find(pattern[i]) == std::string_view::npos);
    if (!is_plain) {
      return std::nullopt;
    }
    text += pattern[i];
  }
  return text;
}

std::string folded(std::string_view text, Case letters) {
  return letters == Case::insensitive ? util::ascii_lower(text) : std::string(text);
}

/// The stronger of two rules; the first among equals, either may be null.
const core::DetectRule* stronger(const core::DetectRule* a, const core::DetectRule* b) {
  if (a == nullptr || b == nullptr) {
    return a == nullptr ? b : a;
  }
  return b->strength > a->strength ? b : a;
}

/// Keeps `rule` where it says more about its tool than what was found before.
void keep_strongest(std::vector<const core::DetectRule*>& found, const core::DetectRule& rule) {
  const auto same = std::find_if(found.begin(), found.end(), [&](const core::DetectRule* other) {
    return other->tool == rule.tool;
  });
  if (same == found.end()) {
    found.push_back(&rule);
  } else if (rule.strength > (*same)->strength) {
    *same = &rule;
  }
}

/// Names of refs, processes, variables and files are case-sensitive, everything people type is not.
Case case_of(EvidenceKind kind) {
  const bool exact = kind == EvidenceKind::branch || kind == EvidenceKind::env ||
                     kind == EvidenceKind::process || kind == EvidenceKind::file;
  return exact ? Case::sensitive : Case::insensitive;
}

bool is_disabled(const core::Policy& policy, const core::DetectRule& rule) {
  return std::any_of(policy.disabled_detect_rules.begin(), policy.disabled_detect_rules.end(),
                     [&](const std::string& glob) {
                       return glob == rule.id || util::glob_matches(glob, rule.id);
                     });
}

void check_pattern(const core::DetectRule& rule, std::string_view key, const std::string& pattern) {
  const std::string fault = Pattern(pattern, case_of(rule.kind)).fault();
  if (!fault.empty()) {
    throw util::Error(
        util::ErrorKind::usage,
        util::say("cannot use detect rule '{}': its pattern is not valid: {}", rule.id, fault),
        fmt::format("write '{}' as an RE2 pattern: https://github.com/google/re2/wiki/Syntax",
                    key));
  }
}

}  // namespace

Pattern::Pattern(std::string text, Case letters) : text_(std::move(text)), case_(letters) {}

const re2::RE2& Pattern::compiled() const {
  std::call_once(once_, [this] {
    re2::RE2::Options options;
    // Messages are bytes: in this mode a pattern's UTF-8 still matches the same bytes, and
    // malformed input cannot make a match fail.
    options.set_encoding(re2::RE2::Options::EncodingLatin1);
    options.set_case_sensitive(case_ == Case::sensitive);
    options.set_log_errors(false);
    options.set_never_capture(true);
    compiled_ = std::make_unique<re2::RE2>(text_, options);
  });
  return *compiled_;
}

bool Pattern::matches(std::string_view bytes) const {
  const re2::RE2& pattern = compiled();
  return pattern.ok() &&
         re2::RE2::PartialMatch(re2::StringPiece(bytes.data(), bytes.size()), pattern);
}

std::string Pattern::fault() const {
  return compiled().error();
}

void RuleGroup::add(const core::DetectRule& rule, Case letters) {
  case_ = letters;
  if (disclosure_ == nullptr && rule.tool == core::k_unknown_tool) {
    disclosure_ = &rule;
  }
  const bool is_account = rule.kind == core::EvidenceKind::author_id;
  const auto whole = is_account ? std::optional(rule.match) : whole_string(rule.match);
  if (whole) {
    const core::DetectRule*& slot = whole_[folded(*whole, letters)];
    slot = stronger(slot, &rule);
    return;
  }
  patterns_.push_back({&rule, std::make_unique<Pattern>(rule.match, letters)});
  joined_ += (joined_.empty() ? "(?:" : "|(?:") + rule.match + ")";
  any_ = std::make_unique<Pattern>(joined_, letters);
}

const core::DetectRule* RuleGroup::find(std::string_view text) const {
  const core::DetectRule* found = nullptr;
  if (!whole_.empty()) {
    const auto whole = whole_.find(folded(text, case_));
    found = whole == whole_.end() ? nullptr : whole->second;
  }
  return patterns_.empty() ? found : stronger(found, find_pattern(text));
}

const core::DetectRule* RuleGroup::find_pattern(std::string_view text) const {
  if (patterns_.size() > 1 && any_->fault().empty() && !any_->matches(text)) {
    return nullptr;
  }
  const core::DetectRule* found = nullptr;
  for (const Entry& entry : patterns_) {
    const bool can_improve = found == nullptr || entry.rule->strength > found->strength;
    if (can_improve && entry.pattern->matches(text)) {
      found = entry.rule;
    }
  }
  return found;
}

void FileRules::add(const core::DetectRule& rule) {
  Entry& entry = entries_.emplace_back();
  entry.rule = &rule;
  entry.path = std::make_unique<Pattern>(rule.match, Case::sensitive);
  if (!rule.content.empty()) {
    entry.content = std::make_unique<Pattern>(rule.content, Case::sensitive);
  }
  joined_ += (joined_.empty() ? "(?:" : "|(?:") + rule.match + ")";
  any_ = std::make_unique<Pattern>(joined_, Case::sensitive);
}

bool FileRules::watches(std::string_view path) const {
  return any_ != nullptr && any_->matches(path);
}

std::vector<const core::DetectRule*> FileRules::find(
    std::string_view path, const std::function<std::string()>& content) const {
  std::vector<const core::DetectRule*> found;
  std::optional<std::string> bytes;
  for (const Entry& entry : entries_) {
    if (!entry.path->matches(path)) {
      continue;
    }
    if (entry.content != nullptr && !bytes) {
      bytes = content();
    }
    if (entry.content == nullptr || entry.content->matches(*bytes)) {
      keep_strongest(found, *entry.rule);
    }
  }
  return found;
}

RuleTable::RuleTable(const core::Policy& policy) : own(policy.detect_rules) {
  std::erase_if(own, [&](const core::DetectRule& rule) { return is_disabled(policy, rule); });
  for (const core::DetectRule& rule : own) {
    check_pattern(rule, "match", rule.match);
    check_pattern(rule, "content", rule.content);
    add(rule);
  }
  const bool disables_some = !policy.disabled_detect_rules.empty();
  for (const core::DetectRule& rule : catalogue()) {
    const bool replaced = std::any_of(
        own.begin(), own.end(), [&](const core::DetectRule& mine) { return mine.id == rule.id; });
    if (!replaced && !(disables_some && is_disabled(policy, rule))) {
      add(rule);
    }
  }
}

void RuleTable::add(const core::DetectRule& rule) {
  tools.insert(rule.tool);
  if (rule.kind == EvidenceKind::file) {
    files.add(rule);
    return;
  }
  RuleGroup* group = &by_kind.at(static_cast<std::size_t>(rule.kind));
  if (rule.kind == EvidenceKind::trailer) {
    group = &trailers[util::ascii_lower(rule.key)];
  } else if (rule.kind == EvidenceKind::env) {
    group = &variables[rule.key];
  }
  group->add(rule, case_of(rule.kind));
}

const RuleGroup& RuleTable::of(EvidenceKind kind) const {
  return by_kind.at(static_cast<std::size_t>(kind));
}

}  // namespace sallyport::attribution

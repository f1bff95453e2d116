#include "attribution/rule_group.hpp"

#include "util/text.hpp"

#include <optional>
#include <utility>

namespace sallyport::attribution {
namespace {

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
  if (disclosure_ == nullptr && rule.tool == k_unknown_tool) {
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

}  // namespace sallyport::attribution

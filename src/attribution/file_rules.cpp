#include "attribution/file_rules.hpp"

#include <algorithm>
#include <optional>

namespace sallyport::attribution {
namespace {

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

}  // namespace

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

}  // namespace sallyport::attribution

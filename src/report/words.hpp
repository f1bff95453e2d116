#pragma once

#include "core/verdict.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::report {

/// The product name of a tool id, such as `Claude Code`; an id without one is shown as it is.
std::string tool_name(std::string_view id);

/// `ai by Cursor`; `undeclared, in part by Cursor` where only the lines that a note names are an
/// AI's.
std::string origin_phrase(const core::CommitAttribution& commit);

/// What a gate stops: `commit`, `push` or `change`.
std::string_view stopped_thing(std::string_view gate);

/// How many items were required, how many of them are open, and how many could not be judged. Items
/// that do not apply are not counted.
struct ItemCount {
  std::int64_t required = 0;
  std::int64_t open = 0;
  std::int64_t unknown = 0;
};
ItemCount count_items(const core::Verdict& verdict);

/// `2 of 3 review items open`
std::string open_items_phrase(const core::Verdict& verdict);

/// `640 of 830 lines by Claude Code in 5 of 7 commits`, or that no marker was found.
std::string size_phrase(const core::Verdict& verdict);

/// What else the change has, such as `190 undeclared, 1 opaque file`; empty: nothing.
std::string remaining_size_phrase(const core::Metrics& metrics);

/// The limit on AI lines that a matched rule names, `400`; empty where no rule names one.
std::string ai_limit(const core::Verdict& verdict);

/// Who may answer for an item: `@security`, `2 of @security`, `any enrolled person`.
std::string answerers(const core::ItemResult& item);

/// The first digits of a record's id, as people are shown it.
std::string short_record(std::string_view id);

/// Who rejected or waived an item, each in one line: `rejected by bob@example.com: it leaks (lifted
/// with: sallyport revoke 0123456789ab --reason TEXT)`. Raw but for control characters.
std::vector<std::string> standing_words(const core::ItemResult& item);

/// What is still missing where the change lands, items with the same need together:
/// `security by @security; architecture, scalability by any enrolled person`. Empty: nothing.
std::string shortfall_phrase(const core::Verdict& verdict);

}  // namespace sallyport::report

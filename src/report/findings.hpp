#pragma once

#include "core/verdict/verdict.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

/// What of a verdict every format shows, and in which order.
namespace sallyport::report {

/// Whether the verdict lets the change through without anything that asks for a person.
bool passes(const core::Verdict& verdict);

/// What the verdict does at its gate. It warns where the policy only warns and something is open or
/// refused.
enum class Effect { passes, warns, blocks };
Effect effect_of(const core::Report& report);

/// How many items were required, how many of them are open, and how many could not be judged. Items
/// that do not apply are not counted; one that is open is so also where the change passes by mode.
struct ItemCount {
  std::int64_t required = 0;
  std::int64_t open = 0;
  std::int64_t unknown = 0;
};
ItemCount count_items(const core::Verdict& verdict);

/// The items that keep the change from passing, in order of id; none where it passes.
std::vector<const core::ItemResult*> open_items(const core::Verdict& verdict);

/// The items that a comment on a forge can answer, or those that it cannot, by id.
struct ByComment {
  std::vector<std::string> enough;
  std::vector<std::string> not_enough;
};
ByComment open_items_by_comment(const core::Verdict& verdict);

/// The rules that matched, in policy order.
std::vector<const core::RuleResult*> matched_rules(const core::Verdict& verdict);

/// The files that AI took part in, most AI lines first, then by path.
std::vector<const core::FileAttribution*> ai_files(const core::Verdict& verdict);

/// Whether AI took part in a file.
bool is_ai_file(const core::FileAttribution& file);

/// One open item on one file.
struct Finding {
  const core::ItemResult* item;
  const core::FileAttribution* file;  ///< null: the item is open, and no file shows why

  /// Raw bytes; without a file, the policy's.
  [[nodiscard]] std::string path() const;
  /// The file's largest range of AI lines; null: it has none.
  [[nodiscard]] const core::LineRange* main_range() const;
  /// 64 hexadecimal digits that stay the same as long as the item and the path do.
  [[nodiscard]] std::string fingerprint() const;
};

/// Findings in the order in which they matter.
struct Findings {
  std::vector<Finding> shown;
  std::size_t left_out = 0;
};

/// Each open item on each of its files, at most `most`: files with most AI lines first, then by
/// path and item. An item's files are those with AI in them that no review holds yet; where there
/// are none, all that no review holds.
Findings find_open(const core::Verdict& verdict, std::size_t most);

}  // namespace sallyport::report

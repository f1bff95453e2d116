#pragma once

#include "core/evidence.hpp"

#include <memory>
#include <mutex>
#include <re2/re2.h>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace sallyport::attribution {

/// Whether letters of either case are the same to a rule.
enum class Case { sensitive, insensitive };

/// A pattern over bytes, compiled on first use. Safe to use from several threads.
class Pattern {
 public:
  Pattern(std::string text, Case letters);

  /// Whether the pattern is found in `bytes`; never for a pattern that is not valid.
  [[nodiscard]] bool matches(std::string_view bytes) const;
  /// What is wrong with the pattern; empty when it is valid.
  [[nodiscard]] std::string fault() const;

 private:
  [[nodiscard]] const re2::RE2& compiled() const;

  std::string text_;
  Case case_;
  mutable std::once_flag once_;
  mutable std::unique_ptr<re2::RE2> compiled_;
};

/// Rules that look at the same thing. Those that are whole strings cost one look-up in a table and
/// are never compiled.
class RuleGroup {
 public:
  /// Adds `rule`, which must outlive the group.
  void add(const core::DetectRule& rule, Case letters);

  /// The strongest rule that holds for `text`, the one added first among equals; null: none.
  [[nodiscard]] const core::DetectRule* find(std::string_view text) const;

  /// The first rule added whose tool is named by the value (`k_unknown_tool`); null: none.
  [[nodiscard]] const core::DetectRule* disclosure() const { return disclosure_; }

 private:
  struct Entry {
    const core::DetectRule* rule;
    std::unique_ptr<Pattern> pattern;
  };

  [[nodiscard]] const core::DetectRule* find_pattern(std::string_view text) const;

  Case case_ = Case::sensitive;
  std::unordered_map<std::string, const core::DetectRule*> whole_;
  std::vector<Entry> patterns_;
  std::string joined_;
  std::unique_ptr<Pattern> any_;  ///< holds whenever one of `patterns_` does
  const core::DetectRule* disclosure_ = nullptr;
};

/// The tool of a rule whose value says which tool it was.
inline constexpr std::string_view k_unknown_tool = "unknown-ai";

}  // namespace sallyport::attribution

#pragma once

#include "core/origin/evidence.hpp"
#include "core/policy/policy.hpp"

#include <array>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <re2/re2.h>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
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

  /// The first rule added whose tool is named by the value (`core::k_unknown_tool`); null: none.
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

/// Rules that look at files: at the path, and some at the content as well.
class FileRules {
 public:
  /// Adds `rule`, which must outlive this object.
  void add(const core::DetectRule& rule);

  /// Whether the path of some rule holds for `path`.
  [[nodiscard]] bool watches(std::string_view path) const;

  /// The strongest rule of each tool that holds, the one added first among equals. `content` is
  /// called at most once, and only where a rule needs it.
  [[nodiscard]] std::vector<const core::DetectRule*> find(
      std::string_view path, const std::function<std::string()>& content) const;

 private:
  struct Entry {
    const core::DetectRule* rule = nullptr;
    std::unique_ptr<Pattern> path;
    std::unique_ptr<Pattern> content;  ///< null: any content
  };

  std::vector<Entry> entries_;
  std::string joined_;
  std::unique_ptr<Pattern> any_;  ///< holds whenever the path of one of `entries_` does
};

/// The rules in force, sorted by what they look at. Not movable: groups point at `own` rules.
struct RuleTable {
  /// The catalogue without what `policy` disables, after the policy's own rules. Throws
  /// `util::Error` (usage) for a policy's rule whose pattern is not valid.
  explicit RuleTable(const core::Policy& policy);
  RuleTable(const RuleTable&) = delete;
  RuleTable& operator=(const RuleTable&) = delete;
  ~RuleTable() = default;

  [[nodiscard]] const RuleGroup& of(core::EvidenceKind kind) const;

  std::vector<core::DetectRule> own;
  std::array<RuleGroup, 14> by_kind;                    ///< but trailer, env and file
  std::unordered_map<std::string, RuleGroup> trailers;  ///< by lower-case key
  std::map<std::string, RuleGroup> variables;           ///< by the rule's key
  FileRules files;
  std::unordered_set<std::string> tools;  ///< ids of every rule's tool

 private:
  void add(const core::DetectRule& rule);
};

}  // namespace sallyport::attribution

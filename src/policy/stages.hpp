#pragma once

#include "policy/binding.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

/// What a file goes through, in this order: reading, checking, merging with what it extends,
/// checking the whole, keeping it as a `core::Policy`, printing.
namespace sallyport::policy {

/// Most bytes that a file may have.
inline constexpr std::size_t k_max_bytes = 1024UL * 1024UL;

/// Deepest nesting of brackets, and of one dotted key, that is read.
inline constexpr int k_max_depth = 16;

/// Most tables, arrays and values that a file may have: names are looked for among names.
inline constexpr std::size_t k_max_values = 10'000;

/// The offset at which `toml` first nests deeper than `limit`: brackets in brackets, or names in
/// one dotted key. Nothing when it never does. Looks at tokens only and needs no well-formed input:
/// a table of a million dotted names must be refused before a parser builds it, because taking it
/// down again recurses once for each.
std::optional<std::size_t> too_deep(std::string_view toml, int limit);

/// The tables of a TOML file named `source`; nothing, and one error in `findings`, when it is too
/// large, too deep or no TOML, or has too many values. A byte order mark and CRLF line ends are
/// accepted.
std::optional<Value> read_toml(std::string_view text, std::string_view source, Findings& findings);

/// Checks one file against its tables: unknown keys, types, ranges, shapes, missing keys, names
/// that are given twice. What is wrong is reported and made `faulty`, so that later checks pass
/// over it.
void check(const Table& schema, Value& file, Findings& findings);

/// The same for a policy file, whose version comes first.
void check_policy(Value& file, Findings& findings);

/// `file` on top of what it extends (policy.md, "Top level"): tables key by key; entries of
/// arrays of tables by what identifies them, where `enabled = false` takes the inherited one away;
/// every other value replaces. An entry that takes away what is not inherited is reported.
/// Positions are those of the file that a value came from last.
void merge(const Value& file, Value& base, Findings& findings);

/// Checks what only the merged policy can tell: names that nobody defined, items that nobody could
/// meet, keys that exclude each other.
void check_semantics(const Value& policy, Findings& findings);

/// An item before the policy says anything about it: `policy-change` is built in, and is
/// independent, which is to be dropped where fewer than two human principals hold a valid key.
core::Item new_item(std::string_view id);

/// The policy that a merged tree without faults means, with every default filled in.
/// `policy-change` is always among the items; its paths are the policy's folder and `trust.paths`,
/// and who calls may add the trust roots that only the repository knows. Does not set `sha256`.
core::Policy build(const Value& tree);

/// A value as canonical JSON: keys sorted by their bytes, no white space.
std::string render_json(const Value& value);

/// A policy as TOML with sorted keys: what `policy show` prints. Reads back as the same policy.
std::string render_toml(const Value& policy);

}  // namespace sallyport::policy
